// SPDX-License-Identifier: MIT
#include "app/ui/board/noticecard.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QAccessible>
#include <QBoxLayout>

namespace coterie::ui {
namespace {

constexpr int shownMs = 5'000;

} // namespace

NoticeCard::NoticeCard(BoardCard *card, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_text(new TextLabel(Type::Body, TextLabel::Tone::Normal, card))
    , m_answer(new Button(tr("Undo"), Button::Kind::Ghost, card))
{
    m_text->setContentsMargins(space::s, space::xs, space::s, space::xs);
    m_answer->setFocusPolicy(Qt::TabFocus);
    card->row()->addWidget(m_text);
    card->row()->addWidget(m_answer);
    card->hide();
    m_end.setSingleShot(true);
    m_end.setInterval(shownMs);
    connect(&m_end, &QTimer::timeout, this, &NoticeCard::hide);
    connect(m_answer, &QPushButton::clicked, this, [this] {
        hide();
        emit answered();
    });
}

void NoticeCard::show(const QString &sentence, const QString &answer)
{
    m_text->setText(sentence);
    m_answer->setText(answer);
    m_answer->setVisible(!answer.isEmpty());
    m_card->show();
    m_card->raise();
    m_card->setAccessibleName(sentence);
    QAccessibleEvent alert(m_card, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    m_end.start();
}

void NoticeCard::hide()
{
    m_end.stop();
    m_card->hide();
}

bool NoticeCard::hasAnswer() const
{
    return m_card->isVisible() && !m_answer->isHidden();
}

} // namespace coterie::ui
