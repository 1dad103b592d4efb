// SPDX-License-Identifier: MIT
#include "app/ui/board/presentbar.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardcommands.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QKeySequence>
#include <QLocale>

namespace coterie::ui {

PresentBar::PresentBar(BoardCard *card, const BoardActions &actions, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_before(new IconButton(actions[BoardCommand::PreviousFrame], card))
    , m_number(new TextLabel(Type::SmallStrong, TextLabel::Tone::Muted, card))
    , m_next(new IconButton(actions[BoardCommand::NextFrame], card))
{
    m_number->setAlignment(Qt::AlignCenter);
    card->row()->addWidget(m_before);
    card->row()->addWidget(m_number);
    card->row()->addWidget(m_next);
    m_line = card->addSeparator();
    m_end = new IconButton(u"x", tr("Stop presenting"), card);
    const QString escape = QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText);
    m_end->setToolTip(m_end->text() % u" (" % escape % u')');
    connect(m_end, &IconButton::clicked, actions[BoardCommand::Present], &QAction::trigger);
    card->row()->addWidget(m_end);
    card->hide();
}

// At the first and at the last frame both buttons stay: keys on one that goes would come to the end beside it.
void PresentBar::show(int number, int count)
{
    const QLocale locale;
    const auto words = [&locale](int one, int all) {
        //: a frame that is presented, such as "2 of 5"
        return tr("%1 of %2").arg(locale.toString(one), locale.toString(all));
    };
    const QWidget *keys = m_card->window()->focusWidget();
    if (count == 0 && (keys == m_before || keys == m_next))
        emit keysLost(); // else they would come to the end
    for (QWidget *one : std::initializer_list<QWidget *>{m_before, m_number, m_next, m_line})
        one->setVisible(count > 0);
    const bool begun = number > 0; // else frames have come since
    const QString shown = begun ? words(number, count) : tr("%Ln frame(s)", nullptr, count);
    m_number->setMinimumWidth(m_number->fontMetrics().horizontalAdvance(words(count, count)) + 2 * space::s);
    if (shown == m_number->text())
        return;
    m_number->setText(shown);
    //: for screen readers, such as "Frame 2 of 5"
    m_number->setAccessibleName(begun ? tr("Frame %1").arg(shown) : shown);
    m_card->setAccessibleDescription(count > 0 ? m_number->accessibleName() : QString());
    QAccessibleEvent turned(m_card, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&turned);
}

} // namespace coterie::ui
