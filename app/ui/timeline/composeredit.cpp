// SPDX-License-Identifier: MIT
#include "app/ui/timeline/composer.h"

#include "app/ui/shell/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <cmath>

namespace coterie::ui {

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
    updateGeometry();
}

void ComposerEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
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
    if (event->key() == Qt::Key_Up && modifiers == Qt::NoModifier && !m_composing && document()->isEmpty()) {
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

// A paste brings its words, never its looks.
void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        insertPlainText(source->text());
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
