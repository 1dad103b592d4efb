// SPDX-License-Identifier: MIT
#include "app/ui/timeline/composer.h"

#include "app/ui/shell/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace coterie::ui {

namespace {

// What can be sent of it (isPostable). A terminal's sequences go as a whole, or their letters would stay.
QString pastedWords(QString text)
{
    // First, because nothing is found by a pattern in what is no UTF-16.
    for (qsizetype i = text.size() - 1; i >= 0; --i) {
        const bool isPair = i > 0 && text.at(i).isLowSurrogate() && text.at(i - 1).isHighSurrogate();
        if (isPair)
            --i;
        else if (text.at(i).isSurrogate())
            text.remove(i, 1);
    }
    static const QRegularExpression sequences(QStringLiteral("\\x1b\\[[0-?]*[ -/]*[@-~]" // colours and the like
                                                             "|\\x1b\\][^\\x07\\x1b]*(\\x07|\\x1b\\\\)" // links, titles
                                                             "|\\x1b[ -/]*[0-~]"));
    text.remove(sequences);
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    QString words;
    words.reserve(text.size());
    for (const QChar c : std::as_const(text)) {
        if (c == u'\r' || c == u'\f' || c == u'\v' || c == QChar(0x85))
            words += u'\n';
        else if (c.category() != QChar::Other_Control || c == u'\n' || c == u'\t')
            words += c;
    }
    return words;
}

} // namespace

ComposerEdit::ComposerEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(2);
    viewport()->setAutoFillBackground(false);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, [this] {
        const bool scrolls = shownLines() > mostLines;
        setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
        updateGeometry();
    });
    // Else a paragraph is laid out anew each time it is painted or the caret asks for its place.
    connect(document(), &QTextDocument::contentsChange, this, [this](int from, int, int added) {
        for (QTextBlock block = document()->findBlock(from); block.isValid() && block.position() <= from + added;
             block = block.next())
            block.layout()->setCacheEnabled(true);
    });
    m_savingTimer.setSingleShot(true);
    m_savingTimer.setInterval(mutedAfterMs);
    connect(&m_savingTimer, &QTimer::timeout, this, &ComposerEdit::showSaving);
}

int ComposerEdit::freshFrom() const
{
    return m_saving.isEmpty() ? 0 : m_saving.last().words.selectionEnd();
}

QString ComposerEdit::freshText() const
{
    return toPlainText().mid(freshFrom());
}

void ComposerEdit::beginSaving()
{
    QTextCursor words(document());
    words.setPosition(freshFrom());
    words.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    words.setKeepPositionOnInsert(true); // what is typed behind it is not part of it
    m_saving.append({{}, words});
    setUndoRedoEnabled(false); // Ctrl+Z does not bring back what was said
    moveCursor(QTextCursor::End);
    if (!m_savingTimer.isActive())
        m_savingTimer.start();
}

void ComposerEdit::nameSaving(const OpId &op)
{
    if (isSaving())
        m_saving.last().op = op;
}

void ComposerEdit::takeBack()
{
    if (!isSaving())
        return;
    m_saving.removeLast();
    if (!isSaving())
        forgetSaving();
}

void ComposerEdit::endSaving(const OpId &op)
{
    const auto at =
        std::find_if(m_saving.begin(), m_saving.end(), [&](const Saving &saving) { return saving.op == op; });
    if (at == m_saving.end())
        return;
    QTextCursor words = at->words;
    m_saving.erase(at);
    words.removeSelectedText();
    paintSaving();
    if (isSaving())
        return;
    const bool wantsLast = m_wantsLast && freshText().isEmpty();
    forgetSaving();
    if (wantsLast) // when its row is there
        QMetaObject::invokeMethod(this, &ComposerEdit::lastWanted, Qt::QueuedConnection);
}

void ComposerEdit::forgetSaving()
{
    m_saving.clear();
    m_savingTimer.stop();
    m_wantsLast = false;
    setExtraSelections({});
    setUndoRedoEnabled(true);
}

// The disk is slow: what waits for it is muted, and what is typed begins on a line of its own.
void ComposerEdit::showSaving()
{
    QTextCursor &words = m_saving.last().words;
    const int from = words.selectionStart(), to = words.selectionEnd();
    QTextCursor line(document());
    line.setPosition(to);
    line.insertText(QStringLiteral("\n"));
    words.setPosition(from);
    words.setPosition(to + 1, QTextCursor::KeepAnchor);
    paintSaving();
}

void ComposerEdit::paintSaving()
{
    if (m_savingTimer.isActive() && extraSelections().isEmpty())
        return;
    QList<QTextEdit::ExtraSelection> muted;
    for (const Saving &saving : std::as_const(m_saving)) {
        QTextEdit::ExtraSelection part;
        part.cursor = saving.words;
        part.format.setForeground(colors(palette()).muted);
        muted.append(part);
    }
    setExtraSelections(muted);
}

int ComposerEdit::lineHeight() const
{
    return int(std::ceil(QFontMetricsF(font()).lineSpacing()));
}

// The layout of a plain text edit gives its size in lines.
int ComposerEdit::shownLines() const
{
    return std::max(1, int(std::ceil(document()->documentLayout()->documentSize().height())));
}

QSize ComposerEdit::sizeHint() const
{
    const int lines = std::min(shownLines(), mostLines);
    return {200, lines * lineHeight() + int(2 * document()->documentMargin()) + 2 * frameWidth()};
}

QSize ComposerEdit::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

void ComposerEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (shownLines() <= mostLines)
        verticalScrollBar()->setValue(0); // it scrolled while it had not grown yet
    showPrompt();
    updateGeometry();
}

void ComposerEdit::setPrompt(const QString &prompt)
{
    m_prompt = prompt;
    showPrompt();
}

// A plain text edit breaks it into lines, of which the second is not seen.
void ComposerEdit::showPrompt()
{
    const int room = viewport()->width() - 2 * int(document()->documentMargin()) - 4;
    const QString shown = fontMetrics().elidedText(m_prompt, Qt::ElideRight, std::max(room, 0));
    if (shown == placeholderText())
        return;
    setPlaceholderText(shown);
    viewport()->update(); // Qt 6.4 paints it when it appears, not when it is another
}

void ComposerEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        showPrompt();
        updateGeometry();
    }
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (enter && m_composing) { // chooses what the input method offers, never sends
        event->accept();
        return;
    }
    if (enter) {
        const bool sends = modifiers == Qt::ControlModifier || (m_enterSends && modifiers == Qt::NoModifier);
        if (sends)
            emit sendRequested();
        else
            insertPlainText(QStringLiteral("\n"));
        ensureCursorVisible();
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Up && modifiers == Qt::NoModifier && !m_composing && freshText().isEmpty()) {
        if (isSaving())
            m_wantsLast = true;
        else
            emit lastWanted();
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Escape && !m_composing) {
        emit escaped();
        event->accept();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

// A paste brings its words, never its looks: neither those of a page nor those of a terminal.
void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        insertPlainText(pastedWords(source->text()));
}

void ComposerEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    emit focusChanged();
}

void ComposerEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    emit focusChanged();
}

} // namespace coterie::ui
