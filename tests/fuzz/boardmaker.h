// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"
#include "shared/board/boardparts.h"
#include "shared/board/strokepoints.h"
#include "tests/fuzz/choices.h"

#include <array>

namespace coterie::fuzz {

template <class Id> Id idOf(int kind, int number)
{
    return Id{QUuid(uint(kind), 0, 0x7000, 0x80, 0, 0, 0, 0, 0, uchar(number >> 8), uchar(number))};
}
inline UserId person(int number)
{
    return idOf<UserId>(1, number);
}

// Operations on a board of ten objects, as the bytes of an input decide: sensible, senseless and at the limits.
class BoardMaker final
{
public:
    explicit BoardMaker(Choices &choices)
        : m_choices(choices)
    {
    }

    ObjectId object() { return idOf<ObjectId>(2, m_choices.below(10)); }

    // `mine`: transactions that may be undone; `head`: the log's last place.
    BoardOp op(const QList<OpId> &mine, int head)
    {
        const auto somePlace = [&] { return Seq(m_choices.below(head % 200 + 1)); };
        switch (m_choices.below(16)) {
        case 0:
        case 1:
            return stroke();
        case 2:
            return box();
        case 3:
            return BoardOp::createGroup(object());
        case 4:
            return BoardOp::erase(object());
        case 5:
            return BoardOp::eraseTree(object(), somePlace());
        case 6:
            return BoardOp::clear(somePlace());
        case 7:
            return BoardOp::setParent(object(), m_choices.below(3) == 0 ? std::nullopt : std::optional(object()));
        case 8:
            return BoardOp::place(object(), m_choices.below(2) ? BoardOrder::Above : BoardOrder::Below, object());
        case 9: {
            const OpId target = mine.isEmpty() ? idOf<OpId>(3, 0) : mine.at(m_choices.byte() % mine.size());
            return m_choices.below(2) ? BoardOp::undo(target) : BoardOp::redo(target);
        }
        case 12:
            return text(somePlace());
        case 13:
        case 14:
            return parts();
        default:
            return set();
        }
    }

    // Something else in a text: a few letters, a pair of surrogates, or less.
    QString otherText(QString text)
    {
        static const QString words[] = {QStringLiteral("a"), QStringLiteral("two words"), QStringLiteral("\U0001f600"),
                                        QStringLiteral("\n")};
        int at = m_choices.byte() % int(text.size() + 1);
        if (at < text.size() && text.at(at).isLowSurrogate())
            --at;
        if (!text.isEmpty() && m_choices.below(3) == 0) {
            int count = std::min(m_choices.below(6) + 1, int(text.size()) - at);
            if (at + count < text.size() && text.at(at + count).isLowSurrogate())
                ++count;
            return text.remove(at, count);
        }
        return text.insert(at, words[m_choices.below(4)]);
    }

private:
    double number()
    {
        static constexpr std::array extremes{0.0,   -0.0, 1.0,        -1.0,  0.5,    1.0 / 256, 1.0 / 512,
                                             360.0, -1e5, 16777216.0, 1e300, -1e300, 1e-30,     100.25};
        return m_choices.below(4) == 0 ? extremes[std::size_t(m_choices.below(int(extremes.size())))]
                                       : m_choices.byte() - 128 + m_choices.byte() / 256.0;
    }

    BoardOp stroke()
    {
        StrokePoints points;
        for (int n = m_choices.below(6) + 1; n > 0; --n)
            points.at.push_back({qint16(m_choices.byte() * 100), qint16(m_choices.byte())});
        const QByteArray packed = m_choices.below(8) == 0 ? m_choices.bytes(8) : points.packed();
        return BoardOp::createStroke(object(), number(), number(), packed, 0xff000000 | m_choices.byte(), 2.0);
    }

    BoardOp box()
    {
        BoardOp op = BoardOp::create(object(), BoardKind(m_choices.below(11)), number(), number(), number(), number());
        const int with = m_choices.byte();
        if (with & 1)
            op.text = otherText({});
        if (with & 2)
            op.start = BoardAnchor{object(), 0.25, 1};
        if (with & 4)
            op.parent = object();
        if (op.kind == BoardKind::Image)
            op.asset = QByteArray(boardAssetBytes, 'a');
        return op;
    }

    // As no editor would say it: whether it fits the text is the board's business.
    BoardOp text(Seq base)
    {
        BoardDelta delta;
        for (int n = m_choices.below(4) + 1; n > 0; --n) {
            BoardTextStep step;
            switch (m_choices.below(3)) {
            case 0:
                step.retain = m_choices.below(12) + 1;
                break;
            case 1:
                step.remove = m_choices.below(4) + 1;
                break;
            default:
                step.insert = otherText({});
            }
            delta.append(step);
        }
        BoardOp op = BoardOp::editText(object(), base, delta);
        op.client = m_choices.below(3) + 1;
        return op;
    }

    BoardOp parts()
    {
        BoardIntervals parts;
        int at = 0;
        for (int n = m_choices.below(3) + 1; n > 0; --n) {
            const int from = at + m_choices.byte() * 4;
            at = from + m_choices.byte() * 8 + 1;
            parts.append({from, at});
        }
        return m_choices.below(3) == 0 ? BoardOp::restorePart(object(), parts) : BoardOp::erasePart(object(), parts);
    }

    BoardOp set()
    {
        BoardOp op = BoardOp::set(object());
        const int which = m_choices.byte();
        if (which & 1)
            op.color = m_choices.byte();
        if (which & 2)
            op.x = op.y = number();
        if (which & 4)
            op.order = m_choices.below(2) ? BoardOrder::Front : BoardOrder::Back;
        if (which & 8)
            op.deleted = m_choices.below(2) != 0;
        if (which & 16)
            op.locked = m_choices.below(2) != 0;
        if (which & 32)
            op.rotation = number();
        if (which & 64)
            op.w = op.h = number();
        if (which & 128)
            op.unset = QList<BoardUnset>{BoardUnset(m_choices.below(3))};
        return op;
    }

    Choices &m_choices;
};

} // namespace coterie::fuzz
