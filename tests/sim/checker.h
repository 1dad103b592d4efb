// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/roomstate.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QStringList>

#include <map>
#include <optional>

// Judges a history by what the clients saw, and knows nothing of the server: rules P7 to P12, P16, P17, P24 to P29 and
// P35, those of the boards, and K10, K11 and K20 of tests/faults/README.md.
namespace coterie::sim {

// What somebody asks for.
struct Wish {
    enum class Kind { Chat, Topic, Board, Rights } kind = Kind::Chat;
    QString text; // of a message, or the topic
    QList<BoardOp> ops{};
    UserId author{};
    QString name{}; // the author's
    std::optional<BoardListChange> boards{};
    std::optional<RightsChange> rights{};
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
        std::optional<RoomState> rights{};
    };
    // What the store holds of a room, and whose it is: its maker's and the session's owner's.
    struct Log {
        RoomId room;
        QString topic;
        QList<RoomEvent> events;
        QList<UserId> owners;
    };

    // `person`: the first of their devices.
    void invoked(int client, int person, const OpId &id, const RoomId &room, const Wish &wish);
    void asksForRoom(const RoomId &room) { m_askedFor.insert(room); } // under a name of its own
    void leaves(int person, const RoomId &room) { m_left.insert({person, room}); }
    void sent(const OpId &id) { ++m_sends[id]; } // an operation, or the making of a room; once more, too
    // What waits was changed by its author; any of its texts may be what the host has, but what it acknowledges counts.
    void changed(const OpId &id, const QString &text);
    void takenBack(const OpId &id, bool everSent);
    // `text`: what the client had sent last under this id, if it waited for an answer.
    void acknowledged(int client, const Ack &ack, const std::optional<QString> &text);
    void roomMade(const RoomId &room) { m_made.insert(room); }
    // Every refusal that a client hears, of whatever waits or does not wait any more.
    void refused(const OpId &id, const Failure &failure);
    void givenUp(const OpId &id) { m_given.insert(id); } // refused for good, and its author was told
    // The host has let a connection into a room, whose log it said goes up to `head`.
    void entered(int client, const RoomId &room, Seq head) { m_heard[{client, room}] = {head, true}; }
    void disconnected(int client);
    // What came, before the client makes anything of it (K20): a live event, and a page of what follows `after`.
    void heard(int client, const RoomId &room, const RoomEvent &event);
    void paged(int client, const RoomId &room, Seq after, const QList<RoomEvent> &events);
    // An event of a room that this connection has not asked to join, or has left.
    void uninvited(int client, const RoomId &room, Seq seq);
    // A client is told to begin anew: once, at most, for each time that the log lost its end.
    void wasReset(int client, const RoomId &room);
    void isSomebodyElse(int client) { fault(QStringLiteral("P17: client %1 came back as somebody else").arg(client)); }
    // The disk lost these, the end of the log that it had, and the host knows: nobody is owed them any more. Whoever
    // still keeps one sends it again.
    void lost(const RoomId &room, const QList<RoomEvent> &events, const QList<RoomEvent> &whole);
    // A host that was stopped in order owes everybody an answer to what it took, and a bye.
    void endedBadly(int client, const QString &how) { fault(QStringLiteral("G15: client %1 %2").arg(client).arg(how)); }
    void tookStranger() { fault(QStringLiteral("a token of another host was taken")); }
    void finish(const QList<View> &views, const QList<Log> &logs);

    [[nodiscard]] const QStringList &faults() const { return m_faults; }
    [[nodiscard]] qsizetype acks() const { return m_acks.size(); }
    // Of the boards, in the end.
    [[nodiscard]] qsizetype comparedBoards() const { return m_comparedBoards; }
    // Drawings that were held against the rights at their place, and rights of a client compared with the log's.
    [[nodiscard]] qsizetype judgedDrawings() const { return m_judgedDrawings; }
    [[nodiscard]] qsizetype comparedRights() const { return m_comparedRights; }

private:
    struct Invocation {
        int client = 0;
        int person = 0;
        int order = 0;
        RoomId room;
        Wish wish;
        QSet<QString> texts; // it had before
        Seq since = 0;       // the log went that far at least, as somebody had seen
    };
    // A refusal for good: what was asked for by then, and how often the log had lost its end.
    struct Barred {
        Failure failure;
        int order = 0;
        int losses = 0;
    };
    struct Answer {
        RoomId room;
        Seq seq = 0;
        std::optional<QString> text;
    };
    using Place = std::pair<RoomId, Seq>;
    struct Heard {
        Seq seq = 0;
        bool isHead = true; // of the log, as the client came in; nothing was heard since
    };

    void fault(const QString &text)
    {
        if (m_faults.size() < 20)
            m_faults.append(text);
    }
    // What is another thing than was asked for; empty: nothing.
    [[nodiscard]] QString differenceOf(const RoomId &room, const RoomEvent &event, const Invocation &asked) const;
    void shown(int client, const RoomId &room, const RoomEvent &event);
    void judgeLog(const Log &log, QSet<OpId> &ids);
    void judgeAcks(const std::map<RoomId, const Log *> &logs);
    void judgeRefusals(const QList<Log> &logs);
    [[nodiscard]] bool isBarred(const OpId &id, const QList<RoomEvent> &events) const;
    [[nodiscard]] bool isOutOfRights(const OpId &id, const Barred &barred, const Log &log, bool doubtful) const;
    [[nodiscard]] QList<RoomEvent> doubtfulWishes(const RoomId &room, int order, const QSet<OpId> &standing) const;
    [[nodiscard]] RoomEvent eventOf(const OpId &id) const;
    void judgeRights(const QList<View> &views, const Log &log);
    void judgeRefused(const Log &log);
    void judgeView(const View &view, const Log &log);
    void judgeShown(const std::map<RoomId, const Log *> &logs);
    void judgeBoards(const QList<View> &views, const Log &log);

    QHash<OpId, Invocation> m_invoked;
    QHash<OpId, Answer> m_acks;
    QSet<OpId> m_given;     // up: refused, taken back, or acknowledged and then forgotten by the disk
    QSet<OpId> m_neverSent; // and taken back
    QSet<RoomId> m_made, m_askedFor;
    QSet<std::pair<int, RoomId>> m_left;
    QHash<OpId, int> m_sends;
    QHash<OpId, int> m_withoutEffect;               // refusals after which it is certainly not stored
    QHash<OpId, QList<Barred>> m_barred;            // by a board's rules or rights, so it says; judged in the end
    QHash<RoomId, QList<QList<RoomEvent>>> m_whole; // what logs were before they lost their end
    QHash<Place, QByteArray> m_places;              // as any client saw them
    QHash<std::pair<int, RoomId>, Heard> m_heard;   // on the connections that there are
    QHash<std::pair<int, RoomId>, int> m_resets;
    QHash<RoomId, int> m_losses;
    QStringList m_faults;
    int m_order = 0;
    QHash<RoomId, Seq> m_top; // of what anybody has seen
    qsizetype m_comparedBoards = 0, m_judgedDrawings = 0, m_comparedRights = 0;
};

} // namespace coterie::sim
