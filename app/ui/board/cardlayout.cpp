// SPDX-License-Identifier: MIT
#include "app/ui/board/cardlayout.h"

#include "app/ui/board/cardplace.h"
#include "app/ui/shell/theme.h"

#include <algorithm>
#include <bitset>
#include <initializer_list>
#include <optional>

namespace coterie::ui {
namespace {

constexpr int cardGap = space::s;
constexpr int besideTools = 2; // between the tools and their style

using CardSet = std::bitset<cardCount>;

// What is not at a fixed place, in three orders: a notice takes what is left; or the outline, or the style, takes what
// the notice leaves.
enum class NoticeTurn { Usual, NoticeFirst, NoticeLast };

// One try, with reading from the left: each card in turn takes a place that is still free.
class CardTry final
{
public:
    CardTry(const CardsWanted &wanted, const CardSet &leftOut)
        : m_wanted(wanted)
        , m_leftOut(leftOut)
        , m_page(QPoint(), wanted.page)
        , m_inner(m_page.adjusted(cardGap, cardGap, -cardGap, -cardGap))
    {
    }

    [[nodiscard]] bool all(NoticeTurn turn)
    {
        return strip() && present() && upperRow() && access() && tools() && map() && rest(turn);
    }
    // What nothing has to give way for.
    void extras()
    {
        for (int form = 0; form < int(m_wanted.of(CardId::Hint).size()) && !m_placed.has(CardId::Hint); ++form)
            (void)near(CardId::Hint, form, m_inner.center() - middleOf(sizeOf(CardId::Hint, form)), m_inner);
        if (m_wanted.has(CardId::WayBack)) {
            const QSize size = sizeOf(CardId::WayBack, 0);
            const int x = m_inner.center().x() - size.width() / 2;
            (void)near(CardId::WayBack, 0, {x, m_bottom - cardGap - size.height()}, m_inner);
        }
    }
    [[nodiscard]] const CardsPlaced &placed() const { return m_placed; }

private:
    [[nodiscard]] bool wants(CardId id) const { return m_wanted.has(id) && !m_leftOut.test(size_t(id)); }
    [[nodiscard]] QSize sizeOf(CardId id, int form) const { return m_wanted.of(id).at(form); }
    [[nodiscard]] int formCount(CardId id) const { return int(m_wanted.of(id).size()); }
    [[nodiscard]] static QPoint middleOf(QSize size) { return {size.width() / 2, size.height() / 2}; }
    // Below the lowest of them; `otherwise` when there is none.
    [[nodiscard]] int below(std::initializer_list<CardId> ids, int otherwise = cardGap) const
    {
        int y = otherwise;
        for (const CardId id : ids)
            if (m_placed.has(id))
                y = std::max(y, m_placed.of(id).bottom() + 1);
        return y;
    }
    bool take(CardId id, int form, const QRect &at)
    {
        const bool free = m_page.contains(at) && std::none_of(m_taken.cbegin(), m_taken.cend(),
                                                              [&](const QRect &other) { return other.intersects(at); });
        if (free) {
            m_placed.rects[size_t(id)] = at;
            m_placed.forms[size_t(id)] = form;
            m_taken.append(at);
        }
        return free;
    }
    bool take(CardId id, int form, const QPoint &at) { return take(id, form, QRect(at, sizeOf(id, form))); }
    bool near(CardId id, int form, const QPoint &at, const QRect &room)
    {
        const auto place = placeNear(at, sizeOf(id, form), {room, m_taken});
        return place && take(id, form, *place);
    }

    // At the lower edge, on the side where reading ends.
    bool strip()
    {
        m_bottom = m_page.bottom() + 1 - cardGap;
        if (!wants(CardId::Strip))
            return true;
        const QSize size = sizeOf(CardId::Strip, 0);
        m_bottom = m_page.height() - cardGap - size.height();
        return take(CardId::Strip, 0, QPoint(std::max(0, m_page.width() - cardGap - size.width()), m_bottom));
    }

    // Where the strip is otherwise, from which one came here.
    bool present()
    {
        if (!wants(CardId::Present))
            return true;
        const QSize size = sizeOf(CardId::Present, 0);
        const QPoint corner(m_page.width() - cardGap - size.width(), m_page.height() - cardGap - size.height());
        return take(CardId::Present, 0, corner) || near(CardId::Present, 0, corner, m_inner);
    }

    // The boards where reading begins, the files at the other side, and left of them, or below them, who else is here.
    bool upperRow()
    {
        const auto right = [this](CardId id) { return m_page.width() - cardGap - sizeOf(id, 0).width(); };
        if (wants(CardId::Boards) && !take(CardId::Boards, 0, QPoint(cardGap, cardGap)))
            return false;
        if (wants(CardId::Files)) {
            const QPoint corner(right(CardId::Files), cardGap);
            if (!take(CardId::Files, 0, corner) && !take(CardId::Files, 0, QPoint(corner.x(), below({CardId::Boards}))))
                return false;
        }
        if (wants(CardId::People)) {
            const QRect &files = m_placed.of(CardId::Files);
            const int row = m_placed.has(CardId::Files) ? files.top() : cardGap;
            const int x = right(CardId::People);
            const int beside =
                m_placed.has(CardId::Files) ? files.left() - cardGap - sizeOf(CardId::People, 0).width() : x;
            if (!take(CardId::People, 0, QPoint(beside, row)) &&
                !take(CardId::People, 0, QPoint(x, below({CardId::Files}))) &&
                !take(CardId::People, 0, QPoint(x, below({CardId::Files, CardId::Boards}))))
                return false;
        }
        m_belowRow = below({CardId::Boards, CardId::Files, CardId::People});
        return true;
    }

    // In the middle of the upper edge, or below what is there already.
    bool access()
    {
        if (!wants(CardId::Access))
            return true;
        const int x = (m_page.width() - sizeOf(CardId::Access, 0).width()) / 2;
        return take(CardId::Access, 0, QPoint(x, cardGap)) || take(CardId::Access, 0, QPoint(x, m_belowRow));
    }

    // In the middle of the edge where reading begins, in as many columns as it takes.
    bool tools()
    {
        if (!wants(CardId::Tools))
            return true;
        for (int form = 0; form < formCount(CardId::Tools); ++form) {
            const QSize size = sizeOf(CardId::Tools, form);
            // What somebody has to decide about lies on no tool, however many lines it takes.
            const QRect &access = m_placed.of(CardId::Access);
            const bool under = m_placed.has(CardId::Access) && access.left() < cardGap + size.width();
            const int top = below(under ? std::initializer_list<CardId>{CardId::Boards, CardId::Access}
                                        : std::initializer_list<CardId>{CardId::Boards});
            const int room = m_bottom - cardGap - top;
            if (size.height() > room)
                continue;
            const int y = std::clamp((m_page.height() - size.height()) / 2, top, m_bottom - cardGap - size.height());
            if (take(CardId::Tools, form, QPoint(cardGap, y)) ||
                near(CardId::Tools, form, QPoint(cardGap, y), QRect(cardGap, top, size.width(), room)))
                return true;
        }
        return false;
    }

    // In the corner above the strip.
    bool map()
    {
        if (!wants(CardId::Map))
            return true;
        const QSize size = sizeOf(CardId::Map, 0);
        return take(CardId::Map, 0,
                    QPoint(m_page.width() - cardGap - size.width(), m_bottom - space::xs - size.height()));
    }

    bool rest(NoticeTurn turn)
    {
        switch (turn) {
        case NoticeTurn::Usual:
            return outline() && notice() && style();
        case NoticeTurn::NoticeFirst:
            return notice() && outline() && style();
        case NoticeTurn::NoticeLast:
            return outline() && style() && notice();
        }
        return false;
    }

    // All the height that is free at the edge where reading ends.
    bool outline()
    {
        if (!wants(CardId::Outline))
            return true;
        for (int form = 0; form < formCount(CardId::Outline); ++form) {
            const QSize least = sizeOf(CardId::Outline, form);
            const int x = m_page.width() - cardGap - least.width();
            QList<QRect> inColumn = m_taken;
            inColumn.removeIf([&](const QRect &one) { return one.right() < x; });
            std::sort(inColumn.begin(), inColumn.end(),
                      [](const QRect &a, const QRect &b) { return a.top() < b.top(); });
            QRect best;
            int from = cardGap;
            const auto see = [&](int to) {
                if (to - from > best.height() && to - from >= least.height())
                    best = QRect(x, from, least.width(), to - from);
            };
            for (const QRect &one : std::as_const(inColumn)) {
                see(one.top() - space::xs);
                from = std::max(from, one.bottom() + 1 + space::xs);
            }
            see(m_bottom - space::xs);
            if (!best.isNull() && take(CardId::Outline, form, best))
                return true;
        }
        return false;
    }

    // In the middle, below what somebody has to decide about; at the foot while a frame is presented, whose title is at
    // the top. Rather in more lines than far from there.
    bool notice()
    {
        if (!wants(CardId::Notice))
            return true;
        const int far = m_page.height() / 4;
        for (const bool anywhere : {false, true}) {
            for (int form = 0; form < formCount(CardId::Notice); ++form) {
                const QSize size = sizeOf(CardId::Notice, form);
                const int x = (m_page.width() - size.width()) / 2;
                if (m_wanted.presenting) {
                    const int y = m_page.height() - space::xs - size.height();
                    const int above = m_placed.of(CardId::Present).top() - space::xs - size.height();
                    if (take(CardId::Notice, form, QPoint(x, y)) ||
                        (m_placed.has(CardId::Present) && take(CardId::Notice, form, QPoint(x, above))) ||
                        (anywhere && near(CardId::Notice, form, QPoint(x, y), m_inner)))
                        return true;
                    continue;
                }
                const int y = below({CardId::Access});
                const QPoint wanted(x, std::max(y, m_belowRow));
                QRect room = m_inner;
                if (!anywhere)
                    room.setBottom(std::min(room.bottom(), wanted.y() + far + size.height()));
                if (take(CardId::Notice, form, QPoint(x, y)) || near(CardId::Notice, form, wanted, room))
                    return true;
            }
        }
        return false;
    }

    // Beside the tools; of a selection beside it, where it hides nothing of it as long as there is such a place for one
    // of its forms (T44).
    bool style()
    {
        if (!wants(CardId::Style))
            return true;
        QRect room = m_inner;
        if (m_placed.has(CardId::Tools))
            room.setLeft(m_placed.of(CardId::Tools).right() + 1 + besideTools);
        for (const bool hides : {false, true}) {
            for (int form = 0; form < formCount(CardId::Style); ++form) {
                const QSize size = sizeOf(CardId::Style, form);
                const CardRoom where{room, m_taken};
                const auto place = m_wanted.selected.isNull()
                                       ? placeNear({room.left(), (m_page.height() - size.height()) / 2}, size, where)
                                       : placeBeside(m_wanted.selected, size, where, CardSide::Right);
                if (place && (hides || !QRect(*place, size).intersects(m_wanted.selected)) &&
                    take(CardId::Style, form, *place))
                    return true;
            }
        }
        return false;
    }

    const CardsWanted &m_wanted;
    const CardSet m_leftOut;
    const QRect m_page;
    const QRect m_inner;
    CardsPlaced m_placed;
    QList<QRect> m_taken;
    int m_bottom = 0;   // the upper edge of the strip
    int m_belowRow = 0; // the lower edge of what is at the upper edge
};

std::optional<CardsPlaced> layOutWithout(const CardsWanted &wanted, const CardSet &leftOut)
{
    const bool notices = wanted.has(CardId::Notice) && !leftOut.test(size_t(CardId::Notice));
    for (const NoticeTurn turn : {NoticeTurn::Usual, NoticeTurn::NoticeFirst, NoticeTurn::NoticeLast}) {
        CardTry layout(wanted, leftOut);
        if (layout.all(turn)) {
            layout.extras();
            return layout.placed();
        }
        if (!notices)
            break; // the turns differ in it alone
    }
    return {};
}

QRect mirroredIn(const QRect &rect, int width)
{
    return rect.isNull() ? rect : QRect(QPoint(width - 1 - rect.right(), rect.top()), rect.size());
}

} // namespace

CardsPlaced layOutCards(const CardsWanted &asked)
{
    CardsWanted wanted = asked;
    if (asked.mirrored)
        wanted.selected = mirroredIn(asked.selected, asked.page.width());
    CardSet leftOut;
    std::optional<CardsPlaced> placed = layOutWithout(wanted, leftOut);
    for (int i = int(CardId::Map); !placed && i < cardCount; ++i)
        if (wanted.has(CardId(i))) {
            leftOut.set(size_t(i));
            placed = layOutWithout(wanted, leftOut);
        }
    // What has gone for nothing, because one behind it was what had no room, comes back.
    for (int i = cardCount - 1; leftOut.any() && i >= 0; --i) {
        if (!leftOut.test(size_t(i)))
            continue;
        CardSet fewer = leftOut;
        fewer.reset(size_t(i));
        if (auto better = layOutWithout(wanted, fewer)) {
            placed = better;
            leftOut = fewer;
        }
    }
    CardsPlaced result = placed.value_or(CardsPlaced());
    if (asked.mirrored)
        for (QRect &rect : result.rects)
            rect = mirroredIn(rect, asked.page.width());
    return result;
}

} // namespace coterie::ui
