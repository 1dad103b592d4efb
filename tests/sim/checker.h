// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <map>

// Judges a history by what the clients saw, and knows nothing of the server: rules P7 to P12, P16, P17 and P35, and
// those of the boards.
namespace coterie::sim {

// What somebody asks for.
struct Wish {
    enum class Kind { Chat, Topic, Board } kind = Kind::Chat;
    QString text; // of a message, or the topic
    QList<BoardOp> ops{};
};

class Checker
{
public:
    // What a client holds in the end of a room that it is in.
    struct Board {
        quint64 confirmed = 0, view = 0;
        int pending = 0;
    };
    struct View {
        int client = 0;
        RoomId room;
        QList<RoomEvent> events;
        std::optional<Board> board{};
    };
    // What the store holds of a room.
    struct Log {
        RoomId room;
        QString topic;
        QList<RoomEvent> events;
    };

    void invoked(int client, const OpId &id, const Wish &wish);
    // What waits was changed by its author; any of its texts may be what the host has, but what it acknowledges counts.
    void changed(const OpId &id, const QString &text);
    void takenBack(const OpId &id, bool everSent);
    // `text`: what the client had sent last under this id, if it waited for an answer.
    void acknowledged(int client, const Ack &ack, const std::optional<QString> &text);
    void roomMade(const RoomId &room) { m_made.insert(room); }
    void refused(const OpId &id) { m_given.insert(id); } // for good, and its author was told
    void delivered(int client, const RoomId &room, const RoomEvent &event);
    // An event of a room that this connection has not asked to join, or has left.
    void uninvited(int client, const RoomId &room, Seq seq);
    // A client is told to begin anew: once, at most, for each time that the log lost its end.
    void wasReset(int client, const RoomId &room);
    void isSomebodyElse(int client) { fault(QStringLiteral("P17: client %1 came back as somebody else").arg(client)); }
    // The disk lost these, and the host knows: nobody is owed them any more. Whoever still keeps one sends it again.
    void lost(const RoomId &room, const QList<RoomEvent> &events);
    void tookStranger() { fault(QStringLiteral("a token of another host was taken")); }
    void finish(const QList<View> &views, const QList<Log> &logs);

    [[nodiscard]] const QStringList &faults() const { return m_faults; }
    [[nodiscard]] qsizetype acks() const { return m_acks.size(); }
    // Of the boards, in the end.
    [[nodiscard]] qsizetype comparedBoards() const { return m_comparedBoards; }

private:
    struct Invocation {
        int client = 0;
        int order = 0;
        Wish wish;
        QSet<QString> texts; // it had before
    };
    struct Answer {
        RoomId room;
        Seq seq = 0;
        std::optional<QString> text;
    };
    using Place = std::pair<RoomId, Seq>;

    void fault(const QString &text)
    {
        if (m_faults.size() < 20)
            m_faults.append(text);
    }
    [[nodiscard]] bool isWhatWasAsked(const RoomEvent &event, const Invocation &asked) const;
    void judgeLog(const Log &log, QSet<OpId> &ids);
    void judgeAcks(const std::map<RoomId, const Log *> &logs);
    void judgeView(const View &view, const Log &log);
    void judgeBoards(const QList<View> &views, const Log &log);

    QHash<OpId, Invocation> m_invoked;
    QHash<OpId, Answer> m_acks;
    QSet<OpId> m_given;     // up: refused, taken back, or acknowledged and then forgotten by the disk
    QSet<OpId> m_neverSent; // and taken back
    QSet<RoomId> m_made;
    QHash<Place, OpId> m_places; // as any client saw them
    QHash<std::pair<int, RoomId>, int> m_resets;
    QHash<RoomId, int> m_losses;
    QStringList m_faults;
    int m_order = 0;
    qsizetype m_comparedBoards = 0;
};

} // namespace coterie::sim
