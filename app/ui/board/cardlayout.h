// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QRect>

#include <array>

// Where all that lies above the board comes to lie (T36, T108): one function of pixels of the page. No two lie on each
// other and none lies outside. Where there is no room for all of them some give way.
namespace coterie::ui {

// In the order in which they give way: the first goes first.
enum class CardId {
    Hint,    // of an empty board, with its templates
    WayBack, // to what is drawn, where nothing of it is in sight
    Map,
    Style,
    Outline, // becomes lower, down to its least, before anything goes
    People,
    Files,
    Boards,
    Access,  // what somebody has to decide about; it stays when the notice has gone
    Notice,  // finds itself a place among the others, and where there is none they make room for it
    Present, // alone with a notice
    Strip,
    Tools,
};
inline constexpr int cardCount = int(CardId::Tools) + 1;

struct CardsWanted {
    QSize page;
    bool mirrored = false;   // reading begins at the right
    bool presenting = false; // a notice is at the foot then
    // The sizes each may come in, the one it likes best first; none: it is not wanted. Of the outline the least ones.
    std::array<QList<QSize>, cardCount> forms;
    QRect selected; // the style lies beside it; null: beside the tools

    [[nodiscard]] QList<QSize> &of(CardId id) { return forms[size_t(id)]; }
    [[nodiscard]] const QList<QSize> &of(CardId id) const { return forms[size_t(id)]; }
    [[nodiscard]] bool has(CardId id) const { return !of(id).isEmpty(); }
};

struct CardsPlaced {
    std::array<QRect, cardCount> rects; // null: not wanted, or there is no room for it
    std::array<int, cardCount> forms{}; // which of its sizes it has

    [[nodiscard]] const QRect &of(CardId id) const { return rects[size_t(id)]; }
    [[nodiscard]] int formOf(CardId id) const { return forms[size_t(id)]; }
    [[nodiscard]] bool has(CardId id) const { return !of(id).isNull(); }
};

[[nodiscard]] CardsPlaced layOutCards(const CardsWanted &wanted);

} // namespace coterie::ui
