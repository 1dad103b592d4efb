// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/connectiontiming.h"
#include "app/session/router.h"
#include "shared/protocol/session.h"
#include "shared/util/clock.h"
#include "shared/util/tokenbucket.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>

namespace coterie {

class Connection;

// Questions to the host and their answers. Gives each a number, sends no faster than a host takes them, asks again when
// it says "later", and gives up with the code "lost" when the connection goes, is not there, or 30 s pass. A rate is
// the person's: where other devices use it too, each comes down to its part of it, and a question waits as long as that
// takes. Every question ends in exactly one call of answered or failed, never from inside ask(). Lives in the window's
// thread.
class Requests final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Requests)
public:
    static constexpr QLatin1String lostCode{"lost"};
    enum class Urgency { Later, Next };

    Requests(Connection &connection, Router &router, const Clock &clock, const ConnectionTiming &timing = {},
             QObject *parent = nullptr);

    template <class Answer, class Question>
    void ask(Question question, std::function<void(const Answer &)> answered,
             std::function<void(const Failure &)> failed, Urgency urgency = Urgency::Later)
    {
        question.req = nextNumber();
        const qint64 req = question.req;
        add(
            req, std::move(question),
            [answered = std::move(answered)](const ServerMessage &message) { answered(std::get<Answer>(message)); },
            std::move(failed), urgency);
    }
    [[nodiscard]] qint64 nextNumber();

    void begin(const Limits &limits); // welcomed
    void connectionLost();

private:
    struct Open {
        ClientMessage question;
        std::function<void(const ServerMessage &)> answered;
        std::function<void(const Failure &)> failed;
        qint64 due = 0; // sent: when to give up; waiting: 0
        int tries = 0;
    };
    // Questions that the host counts together.
    struct Class {
        TokenBucket pace;
        double burst, price = 1; // of it, for one question: more while others use what the host allows
        qint64 heldUntil = 0;
    };
    [[nodiscard]] static Class classOf(const Limits &limits, const Rate &otherwise, double unit = 1);
    [[nodiscard]] Class &classOf(const ClientMessage &question);
    void tooFast(Class &asked, qint64 retryMs);
    template <class Answer> void listen(Router &router)
    {
        router.on<Answer>(this, [this](const Answer &answer) { finish(answer.req, ServerMessage(answer)); });
    }
    void add(qint64 req, ClientMessage question, std::function<void(const ServerMessage &)> answered,
             std::function<void(const Failure &)> failed, Urgency urgency);
    void finish(qint64 req, const ServerMessage &answer);
    void refused(const Failure &failure);
    void fail(qint64 req, const Failure &failure);
    void failAll();
    void pump();

    Connection &m_connection;
    const Clock &m_clock;
    const qint64 m_answerMs;
    bool m_ready = false;
    QHash<qint64, Open> m_open;
    std::deque<qint64> m_queue; // not sent yet
    Class m_history, m_blobs, m_summons, m_other;
    QTimer m_timer;
    qint64 m_last = 0;
};

} // namespace coterie
