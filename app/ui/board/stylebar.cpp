// SPDX-License-Identifier: MIT
#include "app/ui/board/stylebar.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/shell/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QColorDialog>
#include <QGridLayout>
#include <QInputDialog>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

struct NamedInk {
    quint32 argb;
    const char *name;
};

// After Okabe and Ito; the black a little softer.
constexpr NamedInk inks[] = {
    {0xff1e1e1e, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Black")},
    {0xff0072b2, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Blue")},
    {0xffd55e00, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Red")},
    {0xff56b4e9, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Sky blue")},
    {0xffe69f00, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Orange")},
    {0xff009e73, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Green")},
    {0xffcc79a7, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Pink")},
    {0xfff0e442, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Yellow")},
};
constexpr const char *noteNames[] = {
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Yellow note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Orange note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Pink note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Violet note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Blue note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Green note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Grey note"),
};
static_assert(std::size(noteNames) == noteColors.size());

struct NamedWidth {
    double width;
    const char *name;
};
constexpr NamedWidth widths[] = {
    {2, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Fine")},
    {4, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Medium")},
    {8, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Bold")},
};
constexpr quint32 lightFill = 0x38000000; // the outline's colour, let through by what is below

constexpr std::array formColumns{2, 2, 5}; // of each section

enum class Fill { None, Light, Solid };

quint32 opaqueRgb(quint32 argb)
{
    return argb & 0xffffff;
}

} // namespace

StyleBar::StyleBar(BoardCard *card, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_colors(new QButtonGroup(this))
    , m_notes(new QButtonGroup(this))
    , m_widths(new QButtonGroup(this))
{
    makeColors();
    makeNotes();
    makeWidths();
    makeLists();
    show(StylePart::Color | StylePart::Width, m_style);
}

void StyleBar::open(Section &section)
{
    section.widget = new QWidget(m_card);
    section.grid = new QGridLayout(section.widget);
    section.grid->setContentsMargins(0, 0, 0, 0);
    section.grid->setSpacing(2);
    m_card->row()->addWidget(section.widget);
}

// One that stands alone in two columns stands in the middle.
void StyleBar::lay(const Section &section)
{
    const int columns = formColumns[size_t(m_form)];
    int place = 0;
    for (QWidget *choice : section.choices) {
        section.grid->removeWidget(choice);
        if (choice->isHidden())
            continue;
        const bool alone = choice == m_own && columns == 2;
        section.grid->addWidget(choice, place / columns, place % columns, 1, alone ? 2 : 1,
                                alone ? Qt::AlignHCenter : Qt::Alignment());
        ++place;
    }
    section.grid->invalidate();
    section.widget->updateGeometry();
}

void StyleBar::setForm(int form)
{
    if (std::exchange(m_form, form) == form)
        return;
    m_card->row()->setDirection(form == 0 ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    for (const Section &section : m_sections)
        lay(section);
    m_card->row()->invalidate();
}

QList<QSize> StyleBar::forms()
{
    if (!m_forms.isEmpty() && m_formsFont == m_card->font())
        return m_forms;
    m_formsFont = m_card->font();
    m_forms.clear();
    const int now = m_form;
    for (int form = 0; form < int(formColumns.size()); ++form) {
        setForm(form);
        m_card->row()->activate();
        m_forms.append(m_card->sizeHint());
    }
    setForm(now);
    m_card->row()->activate();
    return m_forms;
}

void StyleBar::makeColors()
{
    open(*m_colorSection);
    for (const NamedInk &ink : inks) {
        auto *swatch = new InkSwatch(ink.argb, tr(ink.name), m_colorSection->widget);
        m_colors->addButton(swatch);
        m_colorSection->choices.append(swatch);
    }
    m_own = new InkSwatch(0xff000000, tr("Another colour …"), m_colorSection->widget);
    m_own->setOpen(true);
    m_colors->addButton(m_own);
    m_colorSection->choices.append(m_own);
    lay(*m_colorSection);
    connect(m_colors, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        if (button == m_own)
            return chooseOwnColor();
        m_style.color = (m_style.color & 0xff000000) | opaqueRgb(static_cast<InkSwatch *>(button)->color());
        choose(StylePart::Color);
    });
}

void StyleBar::makeNotes()
{
    open(*m_noteSection);
    for (int i = 0; i < int(noteColors.size()); ++i) {
        auto *swatch =
            new InkSwatch(noteColors.at(size_t(i)), tr(noteNames[i]), m_noteSection->widget, InkSwatch::Of::Fill);
        m_notes->addButton(swatch);
        m_noteSection->choices.append(swatch);
    }
    lay(*m_noteSection);
    connect(m_notes, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        m_style.fill = static_cast<InkSwatch *>(button)->color();
        choose(StylePart::Note);
    });
}

void StyleBar::makeWidths()
{
    open(*m_widthSection);
    const auto add = [&](double width, const QString &name) {
        auto *choice = new WidthChoice(width, name, m_widthSection->widget);
        m_widths->addButton(choice);
        m_widthSection->choices.append(choice);
        return choice;
    };
    for (const NamedWidth &width : widths)
        add(width.width, tr(width.name));
    m_ownWidth = add(16, tr("Another width …"));
    lay(*m_widthSection);
    connect(m_widths, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        if (button == m_ownWidth)
            return chooseOwnWidth();
        m_style.width = static_cast<WidthChoice *>(button)->penWidth();
        choose(StylePart::Width);
    });
}

void StyleBar::makeLists()
{
    open(*m_listSection);
    m_fill = new ListChoice(u"fill", tr("Fill"), m_listSection->widget);
    m_fill->add(tr("None"), int(Fill::None));
    m_fill->add(tr("Light"), int(Fill::Light));
    m_fill->add(tr("Solid"), int(Fill::Solid));
    m_dash = new ListChoice(u"dash-solid", tr("Outline"), m_listSection->widget);
    m_dash->add(tr("Solid"), int(BoardDash::Solid), u"dash-solid");
    m_dash->add(tr("Dashed"), int(BoardDash::Dashed), u"dash-dashed");
    m_dash->add(tr("Dotted"), int(BoardDash::Dotted), u"dash-dotted");
    m_opacity = new ListChoice(u"opacity", tr("Opacity"), m_listSection->widget);
    for (const int percent : {100, 75, 50, 25})
        m_opacity->add(tr("%1 %").arg(percent), percent);
    m_font = new ListChoice(u"text", tr("Size of the text"), m_listSection->widget);
    m_font->add(tr("Small"), 14);
    m_font->add(tr("Medium"), 20);
    m_font->add(tr("Large"), 32);
    m_font->add(tr("Huge"), 56);
    m_align = new ListChoice(u"text-left", tr("Side of the text"), m_listSection->widget);
    m_align->add(tr("Left"), int(BoardAlign::Left), u"text-left");
    m_align->add(tr("Centre"), int(BoardAlign::Center), u"text-center");
    m_align->add(tr("Right"), int(BoardAlign::Right), u"text-right");
    m_listSection->choices = {m_fill, m_dash, m_opacity, m_font, m_align};
    const auto on = [this](ListChoice *list, auto take, StylePart part) {
        connect(list, &ListChoice::chosen, this, [this, take, part](const QVariant &value) {
            take(value.toInt());
            choose(part);
        });
    };
    on(
        m_fill,
        [this](int value) {
            m_style.fill = Fill(value) == Fill::None    ? 0
                           : Fill(value) == Fill::Light ? lightFill | opaqueRgb(m_style.color)
                                                        : 0xff000000 | opaqueRgb(m_style.color);
        },
        StylePart::Fill);
    on(
        m_dash, [this](int value) { m_style.dash = BoardDash(value); }, StylePart::Dash);
    on(
        m_opacity, [this](int value) { m_style.opacity = value / 100.0; }, StylePart::Opacity);
    on(
        m_font, [this](int value) { m_style.fontSize = value; }, StylePart::Font);
    on(
        m_align, [this](int value) { m_style.align = BoardAlign(value); }, StylePart::Align);
}

void StyleBar::choose(StylePart part)
{
    if (part == StylePart::Color && m_style.fill && !m_fill->isHidden()) // a fill goes with its outline
        m_style.fill = (m_style.fill & 0xff000000) | opaqueRgb(m_style.color);
    mark({});
    emit chosen(m_style, part);
}

void StyleBar::show(StyleParts parts, const BoardStyle &style, StyleParts mixed)
{
    m_style = style;
    if (std::exchange(m_shown, parts) != parts)
        m_forms.clear();
    m_colorSection->widget->setVisible(parts & StylePart::Color);
    m_noteSection->widget->setVisible(parts & StylePart::Note);
    m_widthSection->widget->setVisible(parts & StylePart::Width);
    const std::pair<ListChoice *, StylePart> lists[] = {{m_fill, StylePart::Fill},
                                                        {m_dash, StylePart::Dash},
                                                        {m_opacity, StylePart::Opacity},
                                                        {m_font, StylePart::Font},
                                                        {m_align, StylePart::Align}};
    bool any = false;
    for (const auto &[list, part] : lists) {
        list->setVisible(parts & part);
        any |= parts.testFlag(part);
    }
    if (m_forms.isEmpty())
        lay(*m_listSection);
    m_listSection->widget->setVisible(any);
    mark(mixed);
}

void StyleBar::setPaper(const BoardPaper &paper)
{
    for (const QButtonGroup *group : {m_colors, m_notes})
        for (QAbstractButton *button : group->buttons())
            static_cast<InkSwatch *>(button)->setPaper(paper);
}

// Shows the style as it is: a colour that is none of the eight is one's own, a width may be none of the three.
void StyleBar::mark(StyleParts mixed)
{
    const auto mark = [](QButtonGroup *group, auto holds) {
        bool known = false;
        group->setExclusive(false);
        for (QAbstractButton *button : group->buttons()) {
            button->setChecked(holds(button));
            known |= button->isChecked();
        }
        group->setExclusive(true);
        return known;
    };
    const bool oneColor = !(mixed & StylePart::Color);
    const bool known = mark(m_colors, [&](QAbstractButton *b) {
        return oneColor && b != m_own && opaqueRgb(static_cast<InkSwatch *>(b)->color()) == opaqueRgb(m_style.color);
    });
    const bool own = oneColor && !known;
    if (own)
        m_own->setColor(m_style.color | 0xff000000);
    m_own->setOpen(!own); // to be chosen anew
    m_own->setChecked(own);
    mark(m_notes, [&](QAbstractButton *b) {
        return !(mixed & StylePart::Note) && static_cast<InkSwatch *>(b)->color() == m_style.fill;
    });
    const bool oneWidth = !(mixed & StylePart::Width);
    const bool usual = mark(m_widths, [&](QAbstractButton *b) {
        return oneWidth && b != m_ownWidth && qFuzzyCompare(static_cast<WidthChoice *>(b)->penWidth(), m_style.width);
    });
    if (oneWidth && !usual) {
        m_ownWidth->setPenWidth(m_style.width);
        m_ownWidth->setChecked(true);
    }
    const auto one = [&](ListChoice *list, StylePart part, int value) {
        list->setValue(mixed & part ? QVariant() : QVariant(value));
    };
    const Fill fill = !m_style.fill ? Fill::None : m_style.fill >> 24 == 0xff ? Fill::Solid : Fill::Light;
    one(m_fill, StylePart::Fill, int(fill));
    one(m_dash, StylePart::Dash, int(m_style.dash));
    one(m_opacity, StylePart::Opacity, int(m_style.opacity * 100 + 0.5));
    one(m_font, StylePart::Font, int(m_style.fontSize));
    one(m_align, StylePart::Align, int(m_style.align));
}

void StyleBar::chooseOwnColor()
{
    auto *dialog = new QColorDialog(QColor::fromRgba(m_style.color), m_card->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Another colour"));
    dialog->setOption(QColorDialog::DontUseNativeDialog);
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor &color) {
        m_style.color = (m_style.color & 0xff000000) | opaqueRgb(color.rgba());
        choose(StylePart::Color);
    });
    connect(dialog, &QDialog::finished, this, [this] { mark({}); });
    dialog->open();
}

void StyleBar::chooseOwnWidth()
{
    auto *dialog = new QInputDialog(m_card->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Another width"));
    dialog->setLabelText(tr("Width at 100 %, in pixels:"));
    dialog->setInputMode(QInputDialog::DoubleInput);
    dialog->setDoubleRange(0.5, maxBoardWidth);
    dialog->setDoubleDecimals(1);
    dialog->setDoubleValue(m_style.width);
    connect(dialog, &QInputDialog::doubleValueSelected, this, [this](double width) {
        m_style.width = width;
        choose(StylePart::Width);
    });
    connect(dialog, &QDialog::finished, this, [this] { mark({}); });
    dialog->open();
}

} // namespace coterie::ui
