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
constexpr int lineWidths[] = {460, 320, 220, 160, 110};

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
    say(sentence, answer, std::move(work));
    m_linger->begin(sentence, !answer.isEmpty());
}

void NoticeCard::say(const QString &sentence, const QString &answer, std::function<void()> work)
{
    if (sentence != m_text->text() || answer != m_answer->text())
        m_linger->end(); // the keys that were at another answer
    m_work = std::move(work);
    m_sizes.clear();
    m_text->setText(sentence);
    m_answer->setText(answer);
    m_answer->setVisible(!answer.isEmpty());
    m_card->setHasRoom(true); // until it is placed
    m_card->show();
    m_card->raise();
    m_card->setAccessibleName(sentence);
    QAccessibleEvent alert(m_card, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeCard::keep(const QString &sentence)
{
    m_kept = sentence;
    say(sentence, {}, {});
    m_linger->end();
}

QList<QSize> NoticeCard::forms(int widest)
{
    if (!m_sizes.isEmpty() && m_widest == widest && m_font == m_text->font())
        return m_sizes;
    m_widest = widest;
    m_font = m_text->font();
    const QMargins around = m_text->contentsMargins();
    const int line = m_text->fontMetrics().horizontalAdvance(m_text->text()) + around.left() + around.right() + 2;
    m_sizes.clear();
    m_forms.clear();
    const auto add = [&](const Form &form, bool anyway) {
        lay(form);
        const QSize size = m_card->sizeHint();
        if (!anyway && size.width() > widest)
            return;
        m_forms.append(form);
        m_sizes.append(size);
    };
    for (const int width : lineWidths) {
        add({std::min(line, width), false}, false);
        if (line <= width && !m_forms.isEmpty()) // else one line is wider than there is room for
            break;
    }
    if (!m_answer->isHidden())
        add({std::min({line, lineWidths[0], std::max(widest - space::xl, lineWidths[3])}), true}, false);
    add({std::min(line, lineWidths[4]), true}, true);
    return m_sizes;
}

void NoticeCard::setForm(int form)
{
    lay(m_forms.value(form, {lineWidths[0], false}));
}

void NoticeCard::lay(const Form &form)
{
    m_card->row()->setDirection(form.below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const QMargins around = m_text->contentsMargins();
    const int line = m_text->fontMetrics().horizontalAdvance(m_text->text()) + around.left() + around.right() + 2;
    m_text->setWordWrap(line > form.words);
    m_text->setFixedWidth(form.words);
    m_card->row()->invalidate();
}

void NoticeCard::take(const QString &sentence)
{
    if (m_kept == sentence)
        m_kept.clear();
    if (m_text->text() == sentence)
        hide();
}

void NoticeCard::clear()
{
    m_kept.clear();
    hide();
}

void NoticeCard::hide()
{
    m_linger->end();
    if (m_kept.isEmpty())
        return m_card->hide();
    if (m_text->text() == m_kept && m_card->isVisibleTo(m_card->parentWidget()))
        return;
    say(m_kept, {}, {});
    emit cameBack();
}

} // namespace coterie::ui
