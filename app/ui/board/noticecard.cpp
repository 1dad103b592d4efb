// SPDX-License-Identifier: MIT
#include "app/ui/board/noticecard.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/linger.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QAccessible>
#include <QBoxLayout>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

constexpr int noticeShownMs = 5'000;
constexpr int roomBeside = 200; // for the answer and the edges
constexpr int leastWide = 160;
constexpr int mostWide = 460;

} // namespace

NoticeCard::NoticeCard(BoardCard *card, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_text(new TextLabel(Type::Body, TextLabel::Tone::Normal, card))
    , m_answer(new Button(tr("Undo"), Button::Kind::Ghost, card))
    , m_linger(new Linger(card, noticeShownMs, [this] { hide(); }))
{
    m_text->setContentsMargins(space::s, space::xs, space::s, space::xs);
    m_answer->setFocusPolicy(Qt::TabFocus);
    card->row()->addWidget(m_text);
    card->row()->addWidget(m_answer);
    card->hide();
    connect(m_answer, &QPushButton::clicked, this, [this] {
        const std::function<void()> work = std::exchange(m_work, {});
        hide();
        if (work)
            work();
    });
}

void NoticeCard::show(const QString &sentence, const QString &answer, std::function<void()> work)
{
    if (sentence != m_text->text() || answer != m_answer->text())
        m_linger->end(); // the keys that were at another answer
    m_work = std::move(work);
    m_text->setText(sentence);
    const QMargins around = m_text->contentsMargins();
    const int line = m_text->fontMetrics().horizontalAdvance(sentence) + around.left() + around.right() + 2;
    const int most = std::clamp(m_card->parentWidget()->width() - roomBeside, leastWide, mostWide);
    m_text->setWordWrap(line > most);
    m_text->setFixedWidth(std::min(line, most));
    m_answer->setText(answer);
    m_answer->setVisible(!answer.isEmpty());
    m_card->show();
    m_card->raise();
    m_card->setAccessibleName(sentence);
    QAccessibleEvent alert(m_card, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    m_linger->begin(sentence, !answer.isEmpty());
}

void NoticeCard::take(const QString &sentence)
{
    if (m_text->text() == sentence)
        hide();
}

void NoticeCard::hide()
{
    m_linger->end();
    m_card->hide();
}

} // namespace coterie::ui
