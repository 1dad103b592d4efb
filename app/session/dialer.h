// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/dialfault.h"
#include "app/session/hostkey.h"

#include <QList>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <vector>

class QWebSocket;

namespace coterie {

// One address of a host, and by what the host is known (wss:// only).
struct DialTarget {
    DialTarget(const QUrl &where = {}, const HostKey &key = {}) // NOLINT: an address alone is a target
        : url(where)
        , known(key)
    {
    }
    QUrl url;
    HostKey known;
};

// Tries the addresses of one host side by side, each a little later than the one before, and gives away the first
// socket that speaks the protocol. Owns every socket until then; those that lose are aborted. Each try is an object of
// its own, so nothing late can reach a later one. Qt 6.4 has no deadline of its own here (it waits for ever), so each
// try has one. To a host whose key is not the right one not a byte is said.
class Dialer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Dialer)
public:
    explicit Dialer(QObject *parent = nullptr);
    ~Dialer() override;

    void start(const QList<DialTarget> &targets, int deadlineMs, int staggerMs);
    void cancel();

signals:
    // The receiver owns the socket now. `key` is what the host showed; Unknown without TLS.
    void connected(QWebSocket *socket, const QUrl &url, const coterie::HostKey &key);
    void failed(const coterie::DialEnd &end); // all of them: the one that tells most

private:
    struct Attempt;
    void startNext();
    void judge(Attempt *attempt, const QList<QSslError> &errors);
    void attemptFailed(Attempt *attempt, DialFault fault, const QString &detail);
    void won(Attempt *attempt);

    QList<DialTarget> m_waiting;
    std::vector<std::unique_ptr<Attempt>> m_attempts;
    QTimer m_stagger;
    int m_deadlineMs = 0;
    DialEnd m_end;
};

} // namespace coterie
