// SPDX-License-Identifier: MIT
#include "app/ui/connect/welcomepage.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/card.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace coterie::ui {

JoinCard::JoinCard(QWidget *parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_join(new Button(tr("Join", "button of the join card"), Button::Kind::Primary, this))
    , m_cancel(new Button(tr("Cancel", "button while connecting"), Button::Kind::Ghost, this))
    , m_word(new TextLabel(Type::Small, TextLabel::Tone::Muted, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    column->setSpacing(space::s);
    column->addWidget(new Badge(u"link", 40, this));
    column->addSpacing(space::xs);
    auto *title = new TextLabel(tr("Join a session", "heading of a card"), Type::Title);
    title->setWordWrap(true);
    column->addWidget(title);
    auto *text = new TextLabel(tr("Paste the invite link you were given, or type the host's address."), Type::Body,
                               TextLabel::Tone::Muted);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    text->setMinimumHeight(text->fontMetrics().height() * linesOfText);
    column->addWidget(text);
    column->addSpacing(space::s);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    m_field->setPlaceholderText(tr("coterie://… or 192.168.1.20", "example of what to type"));
    m_field->setAccessibleName(tr("Invite link or address"));
    m_field->setMaxLength(4096);
    row->addWidget(m_field, 1);
    row->addWidget(m_join);
    row->addWidget(m_cancel);
    column->addLayout(row);
    m_word->setWordWrap(true);
    m_word->setMinimumHeight(m_word->fontMetrics().height() * 2 + 2);
    m_word->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    column->addWidget(m_word);
    column->addStretch(); // a longer word makes the card longer; the field stays where it is
    m_cancel->hide();
    connect(m_field, &QLineEdit::textChanged, this, &JoinCard::judge);
    connect(m_field, &QLineEdit::returnPressed, this, &JoinCard::join);
    connect(m_join, &QPushButton::clicked, this, &JoinCard::join);
    connect(m_cancel, &QPushButton::clicked, this, &JoinCard::cancelled);
    judge();
}

void JoinCard::setText(const QString &text)
{
    m_field->setText(text);
}

void JoinCard::judge()
{
    if (m_busy)
        return;
    const QString text = m_field->text().trimmed();
    const std::optional<Invite> invite = parseInvitation(text);
    m_join->setEnabled(invite.has_value());
    m_field->setProperty("invalid", !text.isEmpty() && !invite && text.size() > 8);
    m_field->update();
    m_word->setTone(TextLabel::Tone::Muted);
    if (text.isEmpty())
        m_word->setText(tr("The host finds the link in their host panel."));
    else if (!invite)
        m_word->setText(tr("This is not an address yet. It looks like 192.168.1.20, teacher-pc:47600 or a link that "
                           "begins with coterie://"));
    else if (!invite->name.isEmpty())
        m_word->setText(tr("Joins %1 at %2", "%1 a session, %2 an address")
                            .arg(isolated(invite->name), invite->addresses.constFirst().text()));
    else
        m_word->setText(tr("Joins the session at %1", "%1 an address").arg(invite->addresses.constFirst().text()));
}

void JoinCard::join()
{
    const std::optional<Invite> invite = parseInvitation(m_field->text().trimmed());
    if (invite && !m_busy)
        emit joinRequested(*invite);
}

void JoinCard::showBusy(const QString &name)
{
    m_busy = true;
    m_field->setEnabled(false);
    m_join->hide();
    m_cancel->show();
    m_cancel->setFocus();
    m_word->setTone(TextLabel::Tone::Muted);
    m_word->setText(tr("Connecting to %1…", "%1 a session or an address").arg(isolated(name)));
}

void JoinCard::showIdle()
{
    m_busy = false;
    m_field->setEnabled(true);
    m_join->show();
    m_cancel->hide();
    judge();
}

void JoinCard::keyPressEvent(QKeyEvent *event)
{
    if (m_busy && event->key() == Qt::Key_Escape)
        emit cancelled();
    else
        QWidget::keyPressEvent(event);
}

void JoinCard::showProblem(const QString &sentence)
{
    showIdle();
    m_word->setTone(TextLabel::Tone::Danger);
    m_word->setText(sentence);
    m_field->setFocus();
    m_field->selectAll();
}

void JoinCard::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    stylepaint::rounded(painter, rect(), cornerRadius + 4, c.raised, c.border);
}

} // namespace coterie::ui
