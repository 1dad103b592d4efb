// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardstyle.h"
#include "app/ui/board/stylechoices.h"

#include <QObject>

class QButtonGroup;
class QGridLayout;

namespace coterie::ui {

class BoardCard;

// How a tool's work, or what is selected, looks: eight colours that can be told apart with the common kinds of colour
// vision and one of one's own, seven colours of notes, widths, fill, dash, opacity, size and side of text. Shows only
// what is of use. Fills a card; whoever owns it places the card and does the work.
class StyleBar final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StyleBar)
public:
    explicit StyleBar(BoardCard *card, QObject *parent = nullptr);

    // mixed: parts in which the selected objects differ; nothing is marked there.
    void show(StyleParts parts, const BoardStyle &style, StyleParts mixed = {});
    void setPaper(const BoardPaper &paper);

signals:
    void chosen(const coterie::ui::BoardStyle &style, coterie::ui::StylePart part);

private:
    QWidget *section(QGridLayout *&grid);
    void makeColors();
    void makeNotes();
    void makeWidths();
    void makeLists();
    void choose(StylePart part);
    void chooseOwnColor();
    void chooseOwnWidth();
    void mark(StyleParts mixed);

    BoardCard *m_card;
    QButtonGroup *m_colors;
    QButtonGroup *m_notes;
    QButtonGroup *m_widths;
    QWidget *m_colorSection = nullptr;
    QWidget *m_noteSection = nullptr;
    QWidget *m_widthSection = nullptr;
    QWidget *m_listSection = nullptr;
    InkSwatch *m_own = nullptr;
    WidthChoice *m_ownWidth = nullptr;
    ListChoice *m_fill = nullptr;
    ListChoice *m_dash = nullptr;
    ListChoice *m_opacity = nullptr;
    ListChoice *m_font = nullptr;
    ListChoice *m_align = nullptr;
    BoardStyle m_style;
};

} // namespace coterie::ui
