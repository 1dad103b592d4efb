// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"
#include "tests/fuzz/boardmaker.h"

#include <QCryptographicHash>

namespace coterie::fuzz {

// What clients say, as the bytes of an input decide: every message there is, mostly of rooms, people, boards and
// operations that exist.
class HubMaker final
{
public:
    explicit HubMaker(Choices &choices)
        : m_choices(choices)
        , m_boards(choices)
    {
    }

    QList<RoomId> rooms;
    QList<UserId> users;

    ClientMessage message(const UserId &author)
    {
        switch (m_choices.below(28)) {
        case 0:
            return Ping{qint64(m_choices.byte())};
        case 1:
            return RoomsList{req(), m_choices.below(4) == 0 ? std::optional(room()) : std::nullopt};
        case 2: {
            RoomCreate create{op(), word(), word()};
            rooms.append(RoomId{create.id.value});
            return create;
        }
        case 3:
        case 4:
            return join();
        case 5:
            return RoomLeave{req(), room()};
        case 6:
            return RoomTopic{op(), room(), word()};
        case 7:
            return MembersGet{req(), room(), m_choices.below(4) == 0 ? std::optional(user()) : std::nullopt};
        case 8:
            return RoomRead{room(), Seq(m_choices.below(12))};
        case 9:
            return history();
        case 10:
            return PresenceSet{Status(m_choices.below(4)), word()};
        case 11:
            return TypingSet{room(), m_choices.below(3) != 0};
        case 12:
            return BoardGet{req(), room(), maybe(Seq(m_choices.below(40))), maybe(m_choices.below(3)), board()};
        case 13:
            return BoardLive{room(),
                             m_boards.object(),
                             m_choices.below(2),
                             maybe(StrokeStyle{m_choices.below(2) ? 0xff000000ll : 0ll, 2, 1, 1}),
                             QByteArray("\x02\x02"),
                             board(),
                             maybe(m_choices.below(2) != 0)};
        case 14:
            return BoardCursor{room(), 1, 2, m_choices.below(3) != 0, board()};
        case 15:
            return put();
        case 16:
            return BlobGet{req(), room(), hashOf(blob(m_choices.below(3))), m_choices.below(3) * blobPartBytes};
        case 17:
        case 18:
            return boards();
        case 19:
        case 20:
            return rights();
        case 21:
            return RoomStateGet{req(), room()};
        case 22:
            return look();
        case 23:
            return BoardSummon{req(), room(), BoardArea{0, 0, 10, 10}, board()};
        case 24:
        case 25:
            return ChatPost{op(), room(), word(), maybe(Seq(m_choices.below(9)))};
        default:
            return commit(author);
        }
    }
    [[nodiscard]] RoomJoin join(const RoomId &in) { return {req(), in, {}, {}, {}}; }
    qint64 req() { return ++m_reqs; }

private:
    template <class T> std::optional<T> maybe(const T &value)
    {
        return m_choices.below(3) == 0 ? std::optional(value) : std::nullopt;
    }
    // Mostly a new one; now and then a resend, or something else under a number that was used.
    OpId op() { return idOf<OpId>(6, m_choices.below(8) == 0 ? m_choices.byte() % (m_ops + 1) : ++m_ops); }
    RoomId room()
    {
        const int which = m_choices.below(12);
        return which == 11 || rooms.isEmpty() ? idOf<RoomId>(7, which) : rooms.at(which % rooms.size());
    }
    UserId user()
    {
        const int which = m_choices.below(12);
        return which == 11 || users.isEmpty() ? person(which) : users.at(which % users.size());
    }
    std::optional<BoardId> board()
    {
        const int which = m_choices.below(6);
        return which < 3 ? std::nullopt : std::optional(idOf<BoardId>(8, which));
    }
    QString word()
    {
        static const QString words[] = {QStringLiteral("a"), QStringLiteral("Two words"), QStringLiteral("\U0001f600"),
                                        QString(),           QStringLiteral("a\nb"),      QStringLiteral(" "),
                                        QString(300, u'x'),  QStringLiteral("ﬁx\u202e")};
        const int which = m_choices.below(12);
        return which < 8 ? words[which] : QStringLiteral("w%1").arg(m_choices.byte());
    }

    RoomJoin join()
    {
        RoomJoin join = this->join(room());
        join.epoch = maybe(idOf<EpochId>(9, 1));
        join.after = maybe(Seq(m_choices.below(20)));
        join.chain = maybe(QByteArray(8, 'c'));
        return join;
    }
    HistoryGet history()
    {
        HistoryGet get{req(), room(), {}, {}, m_choices.below(20) + 1, m_choices.below(2) != 0};
        get.before = maybe(Seq(m_choices.below(40)));
        get.after = maybe(Seq(m_choices.below(40)));
        return get;
    }
    BoardListEdit boards()
    {
        BoardListChange change;
        change.act = BoardListAct(m_choices.below(7));
        const OpId id = op();
        const RoomId in = room();
        change.board = board().value_or(BoardId{in.value});
        change.name = maybe(word());
        if (change.act == BoardListAct::Add && !change.name)
            change.name = QStringLiteral("Board");
        change.after = m_choices.below(4) == 0 ? board() : std::nullopt;
        return {id, in, change};
    }
    RightsSet rights()
    {
        RightsChange change;
        const OpId id = op();
        const RoomId in = room();
        if (m_choices.below(4) != 0)
            change.user = user();
        change.role = change.user ? maybe(Role(m_choices.below(5))) : std::nullopt;
        change.board = m_choices.below(2) ? std::optional(BoardRight(m_choices.below(4))) : std::nullopt;
        change.inherit = maybe(true);
        if (!change.user)
            change.inherit.reset();
        return {id, in, change};
    }
    BoardLook look()
    {
        BoardLook look;
        look.room = room();
        look.board = board();
        if (m_choices.below(4) != 0)
            look.view = BoardArea{0, 0, 100, 100};
        if (m_choices.below(2))
            look.selected = QList<ObjectId>{m_boards.object()};
        look.follows = maybe(user());
        return look;
    }
    BoardCommit commit(const UserId &author)
    {
        BoardCommit commit{op(), room(), {}, board()};
        for (int n = m_choices.below(3) + 1; n > 0; --n) {
            BoardOp one = m_boards.op(m_made[author], 20);
            if (one.asset && m_choices.below(2))
                one.asset = hashOf(blob(0));
            commit.ops.append(one);
        }
        commit.step = m_choices.below(4) == 0 ? std::optional(idOf<OpId>(6, m_ops)) : std::nullopt;
        m_made[author].append(commit.id);
        return commit;
    }

    static QByteArray blob(int which)
    {
        static constexpr qint64 sizes[] = {5, 700, blobPartBytes + 10};
        return QByteArray(sizes[which], char('a' + which));
    }
    static QByteArray hashOf(const QByteArray &bytes)
    {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    }
    BlobPut put()
    {
        const QByteArray bytes = blob(m_choices.below(3));
        const qint64 offset = bytes.size() > blobPartBytes && m_choices.below(2) ? blobPartBytes : 0;
        BlobPut put{req(), room(), hashOf(bytes), bytes.size(), offset, bytes.mid(offset, blobPartBytes)};
        if (m_choices.below(8) == 0)
            put.data[0] = 'z';
        return put;
    }

    Choices &m_choices;
    BoardMaker m_boards;
    QHash<UserId, QList<OpId>> m_made;
    int m_ops = 0;
    qint64 m_reqs = 0;
};

} // namespace coterie::fuzz
