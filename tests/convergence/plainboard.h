// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <map>

namespace coterie::test {

// The rules of shared/board/README.md once more, written as plainly as possible and as slowly: keep every write for
// ever and look for the last one that counts. What BoardDoc folds, hashes and journals must come to the same.
class PlainBoard final
{
public:
    struct Write {
        Seq tx;
        UserId author;
        BoardValue value;
    };
    struct Object {
        UserId author;
        Seq created;
        std::array<std::vector<Write>, boardRegisterCount> writes; // the first is the object's own value
    };

    void apply(const BoardTransaction &tx, Seq seq)
    {
        bool edit = false;
        int turn = 0;
        for (const BoardOp &op : tx.ops) {
            if (op.act == BoardAct::Undo || op.act == BoardAct::Redo)
                mark(tx.author, *op.target, op.act == BoardAct::Undo);
            else
                edit |= applyEdit(op, tx.author, seq, BoardOrderKey::turnOf(seq, turn));
            ++turn;
        }
        if (!edit)
            return;
        Person &person = m_people[tx.author];
        std::erase_if(person.done, [&](const Done &d) { return m_undone.contains(d.tx); });
        person.redo.clear();
        person.done.push_back({tx.id, seq});
        if (int(person.done.size()) > boardUndoDepth)
            person.done.erase(person.done.begin());
    }

    [[nodiscard]] const std::map<ObjectId, Object> &objects() const { return m_objects; }
    [[nodiscard]] const Write &effective(const Object &object, BoardRegister reg) const
    {
        const auto &writes = object.writes[size_t(reg)];
        for (size_t i = writes.size(); i-- > 1;)
            if (!m_undone.contains(writes[i].tx))
                return writes[i];
        return writes.front();
    }
    [[nodiscard]] bool isVisible(const Object &object) const
    {
        if (effective(object, BoardRegister::Deleted).value.number)
            return false;
        if (!m_undone.contains(object.created))
            return true;
        for (int i = 0; i < boardRegisterCount; ++i)
            if (BoardRegister(i) != BoardRegister::Deleted &&
                effective(object, BoardRegister(i)).author != object.author)
                return true;
        return false;
    }
    // Empty, or what is different.
    [[nodiscard]] QString difference(const BoardDoc &doc) const
    {
        int visible = 0;
        for (const auto &[id, object] : m_objects) {
            const auto seen = doc.object(id);
            visible += seen.has_value();
            if (seen.has_value() != isVisible(object))
                return QStringLiteral("object %1 is visible in one of both").arg(id.toString());
            if (!seen)
                continue;
            const auto value = [&](BoardRegister reg) { return effective(object, reg).value; };
            if (value(BoardRegister::Position).number != packBoardPosition(seen->x, seen->y) ||
                value(BoardRegister::Color).number != seen->color ||
                value(BoardRegister::Width).number != packBoardWidth(seen->width) ||
                value(BoardRegister::Order).order() != seen->order)
                return QStringLiteral("object %1 has other values").arg(id.toString());
        }
        return visible == doc.visibleCount() ? QString() : QStringLiteral("another number of objects");
    }

private:
    struct Done {
        OpId id;
        Seq tx;
    };
    struct Person {
        std::vector<Done> done;
        std::vector<OpId> redo;
    };

    bool applyEdit(const BoardOp &op, UserId author, Seq seq, qint64 turn)
    {
        if (op.act == BoardAct::Create) {
            if (m_objects.contains(*op.object))
                return false;
            Object object{author, seq, {}};
            for (int i = 0; i < boardRegisterCount; ++i)
                object.writes[size_t(i)].push_back({seq, author, BoardValue::of(boardDefault(*op.kind, BoardRegister(i)))});
            const auto own = [&](BoardRegister reg, qint64 value) { object.writes[size_t(reg)][0].value.number = value; };
            own(BoardRegister::Position, packBoardPosition(*op.x, *op.y));
            own(BoardRegister::Color, qint64(*op.color));
            own(BoardRegister::Width, packBoardWidth(*op.width));
            own(BoardRegister::Order, turn);
            m_objects.emplace(*op.object, std::move(object));
            return true;
        }
        if (op.act == BoardAct::Clear) {
            bool any = false;
            for (auto &[id, object] : m_objects)
                if (isVisible(object) && (object.created <= *op.base || object.author == author)) {
                    object.writes[size_t(BoardRegister::Deleted)].push_back({seq, author, BoardValue::of(1)});
                    any = true;
                }
            return any;
        }
        const auto at = m_objects.find(*op.object);
        if (at == m_objects.end())
            return false;
        const auto write = [&](BoardRegister reg, qint64 value) {
            at->second.writes[size_t(reg)].push_back({seq, author, BoardValue::of(value)});
        };
        if (op.act == BoardAct::Erase || op.deleted)
            write(BoardRegister::Deleted, op.act == BoardAct::Erase || *op.deleted);
        if (op.x)
            write(BoardRegister::Position, packBoardPosition(*op.x, *op.y));
        if (op.color)
            write(BoardRegister::Color, *op.color);
        if (op.width)
            write(BoardRegister::Width, packBoardWidth(*op.width));
        if (op.order)
            write(BoardRegister::Order, *op.order == BoardOrder::Front ? turn : -turn);
        return true;
    }
    void mark(UserId author, OpId target, bool undone)
    {
        Person &person = m_people[author];
        const auto at =
            std::find_if(person.done.begin(), person.done.end(), [&](const Done &d) { return d.id == target; });
        if (at == person.done.end() || m_undone.contains(at->tx) == undone)
            return;
        if (undone)
            m_undone.insert(at->tx);
        else
            m_undone.remove(at->tx);
    }

    std::map<ObjectId, Object> m_objects;
    QHash<UserId, Person> m_people;
    QSet<Seq> m_undone;
};

} // namespace coterie::test
