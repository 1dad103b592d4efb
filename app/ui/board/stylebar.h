// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardstyle.h"
#include "app/ui/board/stylechoices.h"

#include <QFont>
#include <QList>
#include <QObject>
#include <QSize>

#include <array>

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
    // The sizes of the card with what it shows: in a column, in a row, in a row as low as can be; and takes one of
    // them.
    [[nodiscard]] QList<QSize> forms();
    void setForm(int form);

signals:
    void chosen(const coterie::ui::BoardStyle &style, coterie::ui::StylePart part);

private:
    // Choices of one kind, in a grid.
    struct Section {
        QWidget *widget = nullptr;
        QGridLayout *grid = nullptr;
        QList<QWidget *> choices;
    };
    void open(Section &section);
    void lay(const Section &section);
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
    std::array<Section, 4> m_sections;
    Section *const m_colorSection = &m_sections[0];
    Section *const m_noteSection = &m_sections[1];
    Section *const m_widthSection = &m_sections[2];
    Section *const m_listSection = &m_sections[3];
    int m_form = 0;
    QList<QSize> m_forms; // of what it shows; empty: not looked for yet
    QFont m_formsFont;
    StyleParts m_shown;
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
