// SPDX-License-Identifier: MIT
#include "app/ui/board/boardstatus.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardcommands.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QBoxLayout>
#include <QLocale>

#include <cmath>

namespace coterie::ui {

BoardStatus::BoardStatus(BoardCard *card, const BoardActions &actions, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_zoom(new QToolButton(card))
    , m_objects(new TextLabel(Type::Small, TextLabel::Tone::Muted, card))
    , m_state(new TextLabel(Type::SmallStrong, TextLabel::Tone::Muted, card))
{
    const auto button = [card](QAction *action) {
        auto *made = new IconButton(action, card);
        made->setFocusPolicy(Qt::TabFocus);
        card->row()->addWidget(made);
        return made;
    };
    button(actions[BoardCommand::ZoomOut]);
    m_zoom->setAutoRaise(true);
    m_zoom->setFocusPolicy(Qt::TabFocus);
    m_zoom->setFont(typeface(Type::Small, card->font()));
    m_zoom->setMinimumWidth(m_zoom->fontMetrics().horizontalAdvance(QStringLiteral("3200 %")) + space::l);
    m_zoom->setMinimumHeight(32);
    m_zoom->setToolTip(actions[BoardCommand::ZoomReset]->toolTip());
    connect(m_zoom, &QToolButton::clicked, actions[BoardCommand::ZoomReset], &QAction::trigger);
    card->row()->addWidget(m_zoom);
    button(actions[BoardCommand::ZoomIn]);
    button(actions[BoardCommand::Fit]);
    m_switches += card->addSeparator();
    for (const BoardCommand which : {BoardCommand::Grid, BoardCommand::Snap, BoardCommand::Guides, BoardCommand::Map})
        m_switches += button(actions[which]);
    m_switches += card->addSeparator();
    m_switches += button(actions[BoardCommand::Present]);
    m_beforeCount = card->addSeparator();
    m_objects->setContentsMargins(space::xs, 0, space::s, 0);
    card->row()->addWidget(m_objects);
    m_state->setContentsMargins(0, 0, space::s, 0);
    card->row()->addWidget(m_state);
    setZoom(1);
    setObjects(0, 0, false);
    setState({}, false);
}

void BoardStatus::setZoom(double zoom)
{
    //: how near one looks, such as "86 %"
    m_zoom->setText(tr("%1 %").arg(QLocale().toString(int(std::lround(zoom * 100)))));
    m_zoom->setAccessibleName(tr("Zoom %1, back to 100 %").arg(m_zoom->text()));
}

void BoardStatus::setObjects(int count, int selected, bool known)
{
    m_objects->setText(selected ? tr("%Ln selected", nullptr, selected)
                       : count  ? tr("%Ln object(s)", nullptr, count)
                       : known  ? tr("Empty")
                                : QString());
}

void BoardStatus::fitInto(int width)
{
    const auto show = [this](bool count, bool switches) {
        const bool counted = count && !m_objects->text().isEmpty();
        m_objects->setVisible(counted);
        m_beforeCount->setVisible(counted || !m_state->text().isEmpty());
        for (QWidget *one : std::as_const(m_switches))
            one->setVisible(switches);
        m_card->row()->invalidate();
        return m_card->sizeHint().width();
    };
    if (show(true, true) > width && show(false, true) > width)
        show(false, false);
}

void BoardStatus::setState(const QString &sentence, bool attention)
{
    m_state->setTone(attention ? TextLabel::Tone::Warning : TextLabel::Tone::Muted);
    m_state->setText(sentence);
    m_state->setVisible(!sentence.isEmpty());
}

} // namespace coterie::ui
