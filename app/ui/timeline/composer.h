// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QPlainTextEdit>
#include <QTextCursor>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace coterie::ui {

class Button;
class IconButton;
class TextLabel;

// The field of the composer: grows with the text, knows Enter from Shift+Enter and an input method from a keyboard.
// What was submitted stays in it until it is on the disk (A40): for a moment that nobody sees, and muted when the disk
// is slow. What is typed meanwhile stands behind it and is the next message.
class ComposerEdit final : public QPlainTextEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ComposerEdit)

public:
    explicit ComposerEdit(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    void setEnterSends(bool on) { m_enterSends = on; }
    void setPrompt(const QString &prompt); // while it is empty; one line, whatever its width
    [[nodiscard]] const QString &prompt() const { return m_prompt; }
    [[nodiscard]] bool isComposing() const { return m_composing; }

    [[nodiscard]] QString freshText() const; // what is not submitted
    [[nodiscard]] bool isSaving() const { return !m_saving.isEmpty(); }
    void beginSaving();              // all that is fresh
    void nameSaving(const OpId &op); // of what was begun last
    void takeBack();                 // it was not accepted: fresh again
    void endSaving(const OpId &op);
    void forgetSaving(); // another text comes

    static constexpr int mostLines = 8;
    static constexpr int mutedAfterMs = 150;

signals:
    void sendRequested();
    void escaped();
    void lastWanted(); // Up in an empty field
    void focusChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int shownLines() const;
    [[nodiscard]] int freshFrom() const;
    void showPrompt();
    void showSaving();
    void paintSaving();

    struct Saving {
        OpId op;
        QTextCursor words;
    };
    QList<Saving> m_saving; // in the order of the text
    QTimer m_savingTimer;
    QString m_prompt;
    bool m_wantsLast = false; // Up was pressed while the last message was being saved
    bool m_enterSends = true;
    bool m_composing = false;
};

// Where one writes: the field, the message one answers, what is wrong with the text, and Send. Never deletes what was
// written: only sending and the user do. Knows no session; says by signal what should be sent.
class Composer final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Composer)

public:
    explicit Composer(QWidget *parent = nullptr);

    [[nodiscard]] QString text() const; // without what was submitted
    void setText(const QString &text);  // of the room that is shown now
    void insertText(const QString &text);
    void setRoomName(const QString &name);
    void setLongest(int characters);
    void setEnterSends(bool on);
    void setReadOnly(bool on, const QString &why);
    void setReply(qint64 seq, const QString &author, const QString &body);
    void clearReply();
    // Other words for a message that waits here. What stood in the field comes back afterwards; what was changed and
    // not sent stays in it, for nothing that was written is thrown away.
    void beginEdit(const QString &body);
    void endEdit(const OpId &savingAs = {}); // null: it stays as it was
    // What submitted() told: the message it became, or null if it was not taken. Its words go when they are saved.
    void submittedAs(const OpId &op);
    void saved(const OpId &op);
    [[nodiscard]] bool isEditing() const { return m_edited.has_value(); }
    [[nodiscard]] std::optional<qint64> replyTo() const { return m_replyTo; }
    [[nodiscard]] ComposerEdit *edit() const { return m_edit; }

public slots:
    void send();

signals:
    void submitted(const QString &text, std::optional<qint64> replyTo);
    void editSubmitted(const QString &text);
    void editEnded(); // by Esc or its button
    void lastWanted();
    void textEdited(const QString &text); // at once; keep a draft now and then
    void typingChanged(bool on);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void changed();
    void judge();
    void drop();
    void pickEmoji();
    void showBar(const QString &text, const QString &dropText);

    ComposerEdit *m_edit;
    QWidget *m_replyBar;
    TextLabel *m_replyText;
    IconButton *m_drop;
    TextLabel *m_hint;
    IconButton *m_emoji;
    IconButton *m_send;
    QTimer m_typingTimer;
    std::optional<qint64> m_replyTo;
    QString m_roomName;
    std::optional<QString> m_edited; // as it was before
    QString m_aside;                 // what stood in the field
    int m_longest = 4000;
    bool m_loading = false;
};

} // namespace coterie::ui
