// SPDX-License-Identifier: MIT
#include "app/ui/timeline/composer.h"

#include "app/session/markdown.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/emojipicker.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QShortcut>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {

constexpr int typingEndsAfterMs = 5000;
constexpr int warnWhenLeft = 200; // characters

} // namespace

Composer::Composer(QWidget *parent)
    : QWidget(parent)
    , m_edit(new ComposerEdit(this))
    , m_replyBar(new QWidget(this))
    , m_replyText(new TextLabel(Type::Small, TextLabel::Tone::Muted, this))
    , m_hint(new TextLabel(Type::Small, TextLabel::Tone::Muted, this))
    , m_emoji(new IconButton(u"smile", tr("Insert emoji", "button of the composer"), this))
    , m_send(new IconButton(u"send", tr("Send message", "button of the composer"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(rowInset, 0, rowInset, space::s);
    column->setSpacing(2);

    auto *replyRow = new QHBoxLayout(m_replyBar);
    replyRow->setContentsMargins(space::m, space::xs, space::xs, 0);
    m_drop = new IconButton(u"x", {}, m_replyBar);
    m_replyText->setElided(true);
    replyRow->addWidget(m_replyText, 1);
    replyRow->addWidget(m_drop);
    m_replyBar->hide();

    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::m, space::xs + 1, space::xs + 1, space::xs + 1);
    row->setSpacing(2);
    row->addWidget(m_edit, 1, Qt::AlignVCenter);
    row->addWidget(m_emoji, 0, Qt::AlignBottom);
    row->addWidget(m_send, 0, Qt::AlignBottom);

    auto *box = new QVBoxLayout;
    box->setSpacing(0);
    box->addWidget(m_replyBar);
    box->addLayout(row);
    column->addLayout(box);
    column->addWidget(m_hint);
    m_hint->hide();

    m_typingTimer.setSingleShot(true);
    m_typingTimer.setInterval(typingEndsAfterMs);
    connect(&m_typingTimer, &QTimer::timeout, this, [this] { emit typingChanged(false); });
    connect(m_edit, &ComposerEdit::textChanged, this, &Composer::changed);
    connect(m_edit, &ComposerEdit::sendRequested, this, &Composer::send);
    connect(m_edit, &ComposerEdit::focusChanged, this, qOverload<>(&QWidget::update));
    connect(m_edit, &ComposerEdit::escaped, this, &Composer::drop);
    connect(m_edit, &ComposerEdit::lastWanted, this, &Composer::lastWanted);
    connect(m_drop, &QToolButton::clicked, this, &Composer::drop);
    connect(m_send, &QToolButton::clicked, this, &Composer::send);
    connect(m_emoji, &QToolButton::clicked, this, &Composer::pickEmoji);
    auto *emojiKeys = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_E), this);
    emojiKeys->setContext(Qt::WidgetWithChildrenShortcut);
    connect(emojiKeys, &QShortcut::activated, this, &Composer::pickEmoji);
    m_emoji->setToolTip(
        QString(m_emoji->toolTip() % u" (" % emojiKeys->key().toString(QKeySequence::NativeText) % u')'));
    setFocusProxy(m_edit);
    judge();
}

void Composer::pickEmoji()
{
    if (!m_emoji->isEnabled() || !m_edit->isEnabled())
        return;
    auto *picker = new EmojiPicker(this);
    connect(picker, &EmojiPicker::chosen, this, [this](const QString &emoji) {
        m_edit->insertPlainText(emoji);
        m_edit->setFocus();
    });
    picker->open(m_emoji->mapToGlobal(QPoint(m_emoji->width(), -space::xs)));
}

QString Composer::text() const
{
    return m_edit->freshText();
}

void Composer::setText(const QString &text)
{
    if (text == this->text() && !m_edit->isSaving())
        return;
    m_loading = true;
    m_edit->forgetSaving();
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_loading = false;
    judge();
}

void Composer::insertText(const QString &text)
{
    m_edit->insertPlainText(text);
    m_edit->setFocus();
}

void Composer::setRoomName(const QString &name)
{
    m_roomName = name;
    const QString prompt = tr("Message #%1", "empty composer; %1 is a room").arg(name);
    m_edit->setPrompt(prompt);
    m_edit->setAccessibleName(prompt);
}

void Composer::setLongest(int characters)
{
    m_longest = characters;
    judge();
}

void Composer::setEnterSends(bool on)
{
    m_edit->setEnterSends(on);
}

void Composer::setReadOnly(bool on, const QString &why)
{
    m_edit->setReadOnly(on);
    m_edit->setPrompt(on ? why : tr("Message #%1", "empty composer; %1 is a room").arg(m_roomName));
    m_emoji->setEnabled(!on);
    judge();
    update(); // the ground
}

void Composer::setReply(qint64 seq, const QString &author, const QString &body)
{
    if (isEditing())
        drop();
    m_replyTo = seq;
    showBar(tr("Reply to %1: %2", "above the composer; %1 a person, %2 their words")
                .arg(author, plainText(body).simplified()),
            tr("Do not reply to this message", "button of the composer"));
    m_edit->setFocus();
}

void Composer::showBar(const QString &text, const QString &dropText)
{
    m_replyText->setText(text);
    m_drop->setText(dropText);
    m_drop->setToolTip(dropText);
    m_drop->setAccessibleName(dropText);
    m_replyBar->show();
    update();
}

void Composer::beginEdit(const QString &body)
{
    if (isEditing())
        drop();
    clearReply();
    m_aside = text();
    m_edited = body;
    setText(body);
    showBar(tr("Editing a message that waits; it is not sent until you are done", "above the composer"),
            tr("Leave it as it was (Esc)", "button of the composer"));
    m_edit->setFocus();
}

void Composer::endEdit(const OpId &savingAs)
{
    if (!isEditing())
        return;
    const bool done = !savingAs.isNull();
    const bool changed = !done && text() != *m_edited && !text().trimmed().isEmpty();
    m_edited.reset();
    clearReply();
    const QString aside = std::exchange(m_aside, {});
    if (done) {
        m_loading = true;
        m_edit->beginSaving();
        m_edit->nameSaving(savingAs);
        m_edit->insertPlainText(aside);
        m_loading = false;
        judge();
    } else if (!changed)
        setText(aside);
    else if (!aside.isEmpty())
        setText(aside + u'\n' + text());
    emit textEdited(text());
}

// What Esc does: never more than to let go of the message one answers or changes (C-02).
void Composer::drop()
{
    clearReply();
    if (!isEditing())
        return;
    endEdit();
    emit editEnded();
}

void Composer::clearReply()
{
    m_replyTo.reset();
    m_replyBar->hide();
    update();
}

void Composer::send()
{
    const QString body = text();
    if (m_edit->isReadOnly() || m_edit->isComposing() || body.trimmed().isEmpty() || body.size() > m_longest)
        return;
    m_typingTimer.stop();
    if (isEditing()) {
        emit editSubmitted(body);
        return;
    }
    const std::optional<qint64> reply = m_replyTo;
    m_edit->beginSaving();
    clearReply();
    judge();
    emit submitted(body, reply);
}

void Composer::submittedAs(const OpId &op)
{
    if (op.isNull())
        m_edit->takeBack();
    else
        m_edit->nameSaving(op);
    judge();
}

void Composer::saved(const OpId &op)
{
    if (!m_edit->isSaving())
        return;
    m_loading = true;
    m_edit->endSaving(op);
    m_loading = false;
    judge();
    emit textEdited(text());
}

void Composer::changed()
{
    judge();
    if (m_loading)
        return;
    if (isEditing())
        return; // the room's draft is what was put aside, and nobody waits for a change
    emit textEdited(text());
    const bool writing = !text().trimmed().isEmpty();
    if (writing)
        m_typingTimer.start();
    else
        m_typingTimer.stop();
    emit typingChanged(writing);
}

void Composer::judge()
{
    const qsizetype length = text().size();
    const qsizetype left = m_longest - length;
    m_send->setEnabled(!m_edit->isReadOnly() && left >= 0 && !text().trimmed().isEmpty());
    m_send->setIcon(lineIcon(u"send", m_send->isEnabled() ? Tint::Accent : Tint::Muted));
    if (left < 0) {
        m_hint->setTone(TextLabel::Tone::Danger);
        m_hint->setText(
            tr("%Ln character(s) too many: a message holds %1. Shorten it or send it in two parts; nothing is "
               "lost.",
               "under the composer", int(-left))
                .arg(QLocale().toString(m_longest)));
    } else if (left <= warnWhenLeft) {
        m_hint->setTone(TextLabel::Tone::Muted);
        m_hint->setText(tr("%Ln character(s) left", "under the composer", int(left)));
    }
    m_hint->setVisible(left <= warnWhenLeft);
}

void Composer::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.surface);
    const int bottom = m_hint->isVisible() ? m_hint->geometry().top() - 2 : height() - space::s;
    const QRect box(rowInset, 0, width() - 2 * rowInset, bottom);
    const bool focused = m_edit->hasFocus();
    stylepaint::rounded(painter, box, cornerRadius + 2, m_edit->isReadOnly() ? c.window : c.surface,
                        focused ? c.focus : c.fieldBorder, focused ? focusWidth : 1);
}

} // namespace coterie::ui
