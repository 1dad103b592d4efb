// SPDX-License-Identifier: MIT
#include "app/ui/board/boardtextedit.h"

#include "app/ui/board/textdiff.h"
#include "shared/board/boardtext.h"

#include <QAbstractTextDocumentLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QStyleHints>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr double caretPixels = 2;
constexpr double widthSlack = 0.02 * textUnits; // as layoutText() leaves

QString plain(QString raw)
{
    for (QChar &c : raw)
        if (c == QChar::ParagraphSeparator || c == QChar::LineSeparator)
            c = u'\n';
    return raw;
}

} // namespace

// A line as the document has it, and where the board's layout has it.
struct BoardTextEdit::Line {
    QTextBlock paragraph;
    QTextLine line;
    double top = 0;   // units of the board's block
    double shift = 0; // from the document's x to the board's
};

BoardTextEdit::BoardTextEdit(QWidget *parent)
    : QTextEdit(parent)
{
    setAcceptRichText(false);
    setAcceptDrops(false);
    setUndoRedoEnabled(false); // undo is the board's, which knows what is whose
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAttribute(Qt::WA_NoSystemBackground);
    setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_NoSystemBackground);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    document()->setDefaultFont(boardFont(textUnits));
    setLineWrapMode(QTextEdit::FixedPixelWidth);
    setAccessibleName(tr("Text on the board"));
    connect(this, &QTextEdit::cursorPositionChanged, this, &BoardTextEdit::showCaret);
    connect(this, &QTextEdit::selectionChanged, this, &BoardTextEdit::showCaret);
    connect(&m_blink, &QTimer::timeout, this, [this] {
        m_caretShown = !m_caretShown;
        emit marksChanged();
    });
}

QString BoardTextEdit::text() const
{
    return plain(document()->toRawText());
}

QString BoardTextEdit::shownText() const
{
    return m_preedit.isEmpty() ? text() : text().insert(textCursor().position(), m_preedit);
}

void BoardTextEdit::takeText(const QString &text)
{
    const QString before = this->text();
    const BoardDelta change = textDiff(before, text); // what lies between two changes keeps the caret in it
    if (change.isEmpty())
        return;
    QTextCursor own = textCursor();
    const int anchor = boardCaret(own.anchor(), change);
    const int caret = boardCaret(own.position(), change);
    QTextCursor edit(document());
    edit.beginEditBlock();
    for (const BoardTextStep &step : change) {
        if (step.retain)
            edit.setPosition(edit.position() + *step.retain);
        else if (step.insert)
            edit.insertText(*step.insert);
        else if (step.remove) {
            edit.setPosition(edit.position() + *step.remove, QTextCursor::KeepAnchor);
            edit.removeSelectedText();
        }
    }
    edit.endEditBlock();
    own.setPosition(anchor);
    own.setPosition(caret, QTextCursor::KeepAnchor);
    setTextCursor(own);
}

void BoardTextEdit::setPlace(const WritingPlace &place, const QTransform &toParent)
{
    m_place = place;
    m_toParent = toParent;
    QTextOption option = document()->defaultTextOption();
    option.setAlignment(place.align == BoardAlign::Left    ? Qt::AlignLeft
                        : place.align == BoardAlign::Right ? Qt::AlignRight
                                                           : Qt::AlignHCenter);
    option.setWrapMode(place.width > 0 ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    option.setUseDesignMetrics(true);
    if (option.alignment() != document()->defaultTextOption().alignment() ||
        option.wrapMode() != document()->defaultTextOption().wrapMode() ||
        !document()->defaultTextOption().useDesignMetrics())
        document()->setDefaultTextOption(option);
    setLineWrapColumnOrWidth(std::max(1, int((place.width > 0 ? place.width : place.room) + widthSlack)));

    // It lies where the text is, so that a click there is its own and one beside it is not.
    const QRectF block(0, 0, std::max(place.room, textUnits / 2), std::max(place.block->height, textUnits));
    setGeometry(toParent.mapRect(block).adjusted(-4, -2, 4, 2).toAlignedRect());
    if (hasFocus())
        QGuiApplication::inputMethod()->update(Qt::ImCursorRectangle | Qt::ImAnchorRectangle);
}

// ---- where things are

std::vector<BoardTextEdit::Line> BoardTextEdit::lines() const
{
    // What has been changed is laid out when somebody asks.
    (void)document()->documentLayout()->documentSize();
    std::vector<Line> all;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const bool rightToLeft = block.text().isRightToLeft();
        for (int i = 0; i < block.layout()->lineCount(); ++i) {
            const QTextLine line = block.layout()->lineAt(i);
            const QRectF ink = line.naturalTextRect();
            const bool toEnd = m_place.align == BoardAlign::Right;
            const double share = m_place.align == BoardAlign::Center ? 0.5 : (toEnd != rightToLeft ? 1 : 0);
            const double shift = (m_place.room - ink.width()) * share - ink.left();
            all.push_back({block, line, double(all.size()) * boardLineHeight, shift});
        }
    }
    return all;
}

int BoardTextEdit::laidPosition(int position) const
{
    const QTextBlock block = document()->findBlock(position);
    const int inBlock = position - block.position();
    const QTextLayout *layout = block.layout();
    if (layout->preeditAreaText().isEmpty() || inBlock < layout->preeditAreaPosition())
        return inBlock;
    return inBlock == layout->preeditAreaPosition() ? inBlock + m_preeditCaret
                                                    : inBlock + int(layout->preeditAreaText().size());
}

QRectF BoardTextEdit::caretInBlock() const
{
    const int position = textCursor().position();
    const QTextBlock block = document()->findBlock(position);
    const int laid = laidPosition(position);
    const std::vector<Line> all = lines();
    const Line *found = nullptr;
    for (const Line &line : all)
        if (line.paragraph == block && (!found || line.line.textStart() <= laid))
            found = &line;
    if (!found)
        return {0, 0, 0, boardLineHeight};
    return {found->line.cursorToX(laid) + found->shift, found->top, 0, boardLineHeight};
}

QRectF BoardTextEdit::caretRect() const
{
    return m_toParent.mapRect(caretInBlock());
}

void BoardTextEdit::putCaretAt(const QPointF &inParent)
{
    QTextCursor cursor = textCursor();
    cursor.setPosition(
        std::max(0, document()->documentLayout()->hitTest(toDocument(inParent - QPointF(pos())), Qt::FuzzyHit)));
    setTextCursor(cursor);
}

std::vector<QRectF> BoardTextEdit::rectsBetween(int from, int to) const
{
    std::vector<QRectF> rects;
    for (const Line &line : lines()) {
        const int start = line.paragraph.position();
        const int first = std::max(from - start, line.line.textStart());
        const int last = std::min(to - start, line.line.textStart() + line.line.textLength());
        const bool endsHere = line.line.lineNumber() == line.paragraph.layout()->lineCount() - 1;
        const bool breaks = endsHere && from <= start + last && to > start + last && last >= first;
        if (last < first || (last == first && !breaks))
            continue;
        const double a = line.line.cursorToX(first) + line.shift;
        const double b = line.line.cursorToX(last) + line.shift;
        // A line end that is selected too is shown as a little more.
        const double more = breaks ? textUnits / 4 : 0;
        rects.emplace_back(std::min(a, b), line.top, std::abs(b - a) + more, boardLineHeight);
    }
    return rects;
}

QPointF BoardTextEdit::toDocument(const QPointF &pixel) const
{
    const QPointF at = m_toParent.inverted().map(pixel + QPointF(pos()));
    const std::vector<Line> all = lines();
    if (all.empty())
        return at;
    const auto index = size_t(std::clamp(std::floor(at.y() / boardLineHeight), 0.0, double(all.size() - 1)));
    const Line &line = all[index];
    const QRectF block = document()->documentLayout()->blockBoundingRect(line.paragraph);
    return {at.x() - line.shift, block.top() + line.line.y() + line.line.height() / 2};
}

// ---- painting

void BoardTextEdit::paintMarks(QPainter &painter, const QColor &ink, const QColor &selection) const
{
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(selection);
    const QTextCursor cursor = textCursor();
    if (cursor.hasSelection())
        for (const QRectF &rect : rectsBetween(cursor.selectionStart(), cursor.selectionEnd()))
            painter.drawPolygon(m_toParent.map(QPolygonF(rect)));
    if (isComposing()) {
        // The positions of its paragraph count what is being composed.
        painter.setBrush(ink);
        const int at = cursor.position();
        for (QRectF rect : rectsBetween(at, at + int(m_preedit.size()))) {
            rect.setTop(rect.bottom() - textUnits / 8);
            rect.setHeight(textUnits / 24);
            painter.drawPolygon(m_toParent.map(QPolygonF(rect)));
        }
    }
    if (m_caretShown && hasFocus()) {
        const QRectF caret = caretInBlock();
        painter.setPen(QPen(ink, caretPixels, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(m_toParent.map(caret.topLeft() + QPointF(0, boardLineHeight * 0.1)),
                         m_toParent.map(caret.bottomLeft() - QPointF(0, boardLineHeight * 0.05)));
    }
    painter.restore();
}

void BoardTextEdit::paintEvent(QPaintEvent *)
{
    // The board paints.
}

void BoardTextEdit::showCaret()
{
    m_caretShown = true;
    const int flash = QGuiApplication::styleHints()->cursorFlashTime() / 2;
    if (flash > 0 && hasFocus())
        m_blink.start(flash);
    emit marksChanged();
}

// ---- input

bool BoardTextEdit::event(QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return QTextEdit::event(event);
    auto *key = static_cast<QKeyEvent *>(event);
    // The board's undo, which takes back the whole of what was written; everything else is writing or the window's.
    if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo))
        return false;
    const bool handled = QTextEdit::event(event);
    switch (key->key()) {
    case Qt::Key_Escape:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        event->accept();
        break;
    default:
        break;
    }
    return handled;
}

void BoardTextEdit::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape || (enter && (m_oneLine || event->modifiers() & Qt::ControlModifier)))
        return emit ended();
    if (event->key() == Qt::Key_Tab && !(event->modifiers() & Qt::ControlModifier))
        return emit nextAsked();
    if (event->key() == Qt::Key_Backtab)
        return emit ended();
    QTextEdit::keyPressEvent(event);
}

void BoardTextEdit::inputMethodEvent(QInputMethodEvent *event)
{
    emit compositionBegun();
    m_preedit = event->preeditString();
    m_preeditCaret = int(m_preedit.size());
    for (const QInputMethodEvent::Attribute &attribute : event->attributes())
        if (attribute.type == QInputMethodEvent::Cursor)
            m_preeditCaret = attribute.start;
    QTextEdit::inputMethodEvent(event);
    emit composed();
    showCaret();
}

QVariant BoardTextEdit::inputMethodQuery(Qt::InputMethodQuery query) const
{
    if (query == Qt::ImCursorRectangle || query == Qt::ImAnchorRectangle)
        return caretRect().translated(-QPointF(pos()));
    return QTextEdit::inputMethodQuery(query);
}

QVariant BoardTextEdit::inputMethodQuery(Qt::InputMethodQuery query, QVariant argument) const
{
    if (query == Qt::ImCursorRectangle || query == Qt::ImAnchorRectangle)
        return inputMethodQuery(query);
    return QTextEdit::inputMethodQuery(query, argument);
}

// As if the pointer were at that place of the document.
QMouseEvent BoardTextEdit::mapped(QMouseEvent *event) const
{
    const QPointF offset(horizontalScrollBar()->value(), verticalScrollBar()->value());
    return {event->type(),          toDocument(event->position()) - offset,
            event->scenePosition(), event->globalPosition(),
            event->button(),        event->buttons(),
            event->modifiers(),     event->pointingDevice()};
}

void BoardTextEdit::mousePressEvent(QMouseEvent *event)
{
    QMouseEvent there = mapped(event);
    QTextEdit::mousePressEvent(&there);
}

void BoardTextEdit::mouseMoveEvent(QMouseEvent *event)
{
    QMouseEvent there = mapped(event);
    QTextEdit::mouseMoveEvent(&there);
}

void BoardTextEdit::mouseReleaseEvent(QMouseEvent *event)
{
    QMouseEvent there = mapped(event);
    QTextEdit::mouseReleaseEvent(&there);
}

void BoardTextEdit::mouseDoubleClickEvent(QMouseEvent *event)
{
    QMouseEvent there = mapped(event);
    QTextEdit::mouseDoubleClickEvent(&there);
}

// The board zooms and moves as if nothing were written.
void BoardTextEdit::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

void BoardTextEdit::focusInEvent(QFocusEvent *event)
{
    QTextEdit::focusInEvent(event);
    showCaret();
}

void BoardTextEdit::focusOutEvent(QFocusEvent *event)
{
    QTextEdit::focusOutEvent(event);
    m_blink.stop();
    m_caretShown = false;
    emit marksChanged();
    // Its own menu, or another window for a while, is no end.
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        emit ended();
}

void BoardTextEdit::insertFromMimeData(const QMimeData *source)
{
    QString text = cleanBoardText(source->text()).replace(u'\t', u' ');
    if (m_oneLine)
        text.replace(u'\n', u' ');
    // Cut before it is laid out, which takes long of very much.
    const qsizetype room = maxBoardText - (this->text().size() - textCursor().selectedText().size());
    const bool isLonger = text.size() > room;
    if (isLonger)
        text.truncate(room > 0 && text.at(room).isLowSurrogate() ? room - 1 : std::max<qsizetype>(room, 0));
    if (!text.isEmpty())
        insertPlainText(text);
    if (isLonger)
        emit cutShort();
}

} // namespace coterie::ui
