// SPDX-License-Identifier: MIT
#include "app/ui/board/textediting.h"

#include "app/session/errortext.h"
#include "app/session/roomboards.h"
#include "app/ui/board/boardtextedit.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/fittedtexts.h"
#include "app/ui/board/textfit.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"
#include "shared/board/boardtext.h"
#include "shared/protocol/boardrights.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QPointer>

#include <algorithm>
#include <climits>
#include <utility>

namespace coterie::ui {
namespace {

constexpr double noteGap = 20; // board units between a note and the next
constexpr int widestSentence = 340;
constexpr int leastSentence = 120;

// Whoever writes sees where.
void revealCaret(BoardView &view, const BoardTextEdit *editor)
{
    if (!editor)
        return; // the board has ended it
    const QRectF caret = editor->caretRect();
    const BoardCamera &camera = view.camera();
    view.reveal(QRectF(camera.toBoard(caret.topLeft()), camera.toBoard(caret.bottomRight())));
}

} // namespace

TextEditing::TextEditing(BoardView &view)
    : m_view(view)
    , m_fits(std::make_unique<FittedTexts>(view))
{
}

TextEditing::~TextEditing() = default;

BoardObject TextEditing::kept() const
{
    if (m_new)
        return *m_new;
    const auto object = m_view.doc() ? m_view.doc()->object(m_id) : std::nullopt;
    return object ? m_view.shown(*object) : m_last;
}

BoardObject TextEditing::fitted(BoardObject object) const
{
    return object.kind == BoardKind::Text ? fittedText(object, m_ownWidth) : object;
}

void TextEditing::noteFit(const BoardObject &object)
{
    if (object.kind == BoardKind::Text && !m_ownWidth)
        m_fits->note(object);
}

BoardObject TextEditing::seen() const
{
    BoardObject object = kept();
    object.text = m_editor->shownText();
    return fitted(object);
}

// ---- begin and end

bool TextEditing::mayOpen(const ObjectId &id) const
{
    const BoardController *controller = m_view.controller();
    const auto object = controller ? controller->doc().object(id) : std::nullopt;
    if (!object || !hasBoardText(object->kind))
        return false;
    if (m_view.isReadOnly()) {
        emit m_view.noticed(m_view.rightWords());
        return false;
    }
    if (isLocked(controller->doc(), id)) {
        emit m_view.noticed(m_view.lockWords({id}, tr("It is locked. Unlock it first, with Ctrl+Shift+L")));
        return false;
    }
    if (const RoomBoards *boards = controller->boards())
        if (const auto refusal = checkBoardRights(boards->state(), controller->board(), controller->doc(),
                                                  controller->self(), {BoardOp::editText(id, controller->seq(), {})})) {
            emit m_view.noticed(errorSentence(refusal->code));
            return false;
        }
    return true;
}

bool TextEditing::isAt(const QPointF &at) const
{
    return m_editor && m_editor->geometry().contains(at.toPoint());
}

bool TextEditing::open(const ObjectId &id, const std::optional<QPointF> &at)
{
    close();
    if (!mayOpen(id))
        return false;
    const auto object = m_view.doc()->object(id);
    m_new.reset();
    m_ownWidth = object->kind == BoardKind::Text && hasOwnWidth(*object) && !m_fits->isGiven(*object);
    m_view.selection().set({id});
    begin(*object);
    if (at)
        m_editor->putCaretAt(*at);
    return true;
}

void TextEditing::openNew(const BoardObject &text)
{
    close();
    m_new = text;
    m_ownWidth = false;
    begin(text);
}

void TextEditing::begin(const BoardObject &object)
{
    m_id = object.id;
    m_made.reset();
    m_undone.reset();
    m_last = object;
    m_typed = false;
    m_hold = Hold::None;
    m_editor = std::make_unique<BoardTextEdit>(&m_view);
    m_editor->setOneLine(object.kind == BoardKind::Frame);
    m_editor->setPlainText(object.text);
    m_editor->moveCursor(QTextCursor::End);
    m_accepted = object.text;
    connect(m_editor.get(), &QTextEdit::textChanged, this, &TextEditing::typed);
    connect(m_editor.get(), &BoardTextEdit::composed, this, &TextEditing::place);
    connect(m_editor.get(), &BoardTextEdit::compositionBegun, this, &TextEditing::takeText);
    connect(m_editor.get(), &BoardTextEdit::marksChanged, &m_view, qOverload<>(&QWidget::update));
    connect(m_editor.get(), &BoardTextEdit::ended, this, &TextEditing::close);
    connect(m_editor.get(), &BoardTextEdit::cutShort, this, [this] {
        emit m_view.noticed(tr("A text has at most %L1 characters. The rest was not pasted").arg(maxBoardText));
    });
    connect(m_editor.get(), &BoardTextEdit::nextAsked, this, [this] {
        if (m_hold != Hold::None)
            return;
        if (kept().kind == BoardKind::Sticky)
            nextNote();
        else
            close();
    });
    if (!m_new)
        m_view.setHidden({m_id}, true);
    place();
    m_editor->show();
    m_editor->setFocus(Qt::OtherFocusReason);
    emit opened();
}

void TextEditing::close()
{
    if (!m_editor)
        return;
    if (m_editor->isComposing())
        QGuiApplication::inputMethod()->commit();
    if (!m_editor)
        return;
    // It may be what has called: it goes when the event is over.
    BoardTextEdit *editor = m_editor.release();
    const QString text = editor->text();
    const bool hadFocus = m_view.window()->focusWidget() == editor; // also in a window that is not the active one
    editor->disconnect(this);
    editor->disconnect(&m_view);
    editor->hide();
    editor->deleteLater();
    m_sprite.clear();
    const bool held = std::exchange(m_hold, Hold::None) != Hold::None;
    if (BoardController *controller = m_view.controller(); controller && held) {
        controller->endText();
        const auto now = controller->doc().object(m_id);
        // What the board took before it was held is there, whatever others wrote in it since.
        const QString mine = cleanBoardText(text);
        if (m_typed && !text.isEmpty() && (!now || (mine != now->text && mine != cleanBoardText(m_heldText))))
            keepWords(text);
    } else if (controller && !m_new) {
        const auto object = controller->doc().object(m_id);
        QList<BoardOp> last;
        if (object && object->kind == BoardKind::Text && isBlankBoardText(text)) { // nobody would see it
            last.append(BoardOp::erase(m_id));
        } else if (object && object->kind == BoardKind::Text) {
            BoardObject written = *object;
            written.text = text;
            if (const auto op = difference(*object, fitted(written)); op && !isLocked(controller->doc(), m_id))
                last.append(*op);
            noteFit(fitted(written));
        }
        controller->endText(last);
        // What the board would not take is not thrown away.
        const auto now = controller->doc().textOf(m_id);
        if (now && *now != cleanBoardText(text) && controller->doc().object(m_id))
            keepWords(text);
    } else if (m_refused) {
        keepWords(text);
    }
    m_refused = false;
    if (!m_new)
        m_view.setHidden({m_id}, false);
    m_new.reset();
    if (hadFocus)
        m_view.setFocus(Qt::OtherFocusReason);
    m_view.update();
    m_fits->goOn();
    emit closed();
}

void TextEditing::keepWords(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    emit m_view.noticed(tr("The board could not take what you wrote. Your words are on the clipboard"));
}

// ---- typing

void TextEditing::typed()
{
    BoardController *controller = m_view.controller();
    if (m_taking || !controller || !m_editor)
        return;
    m_typed = true;
    if (m_hold != Hold::None) {
        place();
        return revealCaret(m_view, m_editor.get());
    }
    const QString text = m_editor->text();
    if (m_new && isBlankBoardText(text))
        return place();
    if (m_new) {
        BoardObject object = *m_new;
        object.text = text;
        object = fitted(object);
        object.parent = m_view.frameAt(object.frame().center(), {});
        m_new.reset();
        const bool made = controller->createText(creationOf(object, m_id), tr("write", "undo …"));
        if (!m_editor) { // whoever heard of it has ended it: nothing is hidden for the sake of an editor
            if (!made)
                keepWords(text);
            return;
        }
        if (!made) {
            m_new = object;
            m_refused = true; // it has said why; with the next letter there may be room
            return place();
        }
        m_refused = false;
        m_made = m_id;
        m_undone.reset();
        noteFit(object);
        m_view.setHidden({m_id}, true);
        m_view.selection().set({m_id});
        m_accepted = text;
        place();
        return revealCaret(m_view, m_editor.get());
    }
    const auto object = controller->doc().object(m_id);
    if (!object) {
        keepWords(text);
        return close();
    }
    BoardObject written = *object;
    written.text = text;
    if (controller->editText(m_id, text, tr("write", "undo …"), difference(*object, fitted(written)))) {
        m_accepted = text;
        noteFit(fitted(written));
    } else if (m_editor) {
        m_taking = true;
        m_editor->takeText(m_accepted);
        m_taking = false;
    }
    place();
    revealCaret(m_view, m_editor.get());
}

void TextEditing::takeText()
{
    if (m_hold != Hold::None || hold() != Hold::None)
        return; // what is typed meanwhile is in the editor alone
    const auto text = m_view.doc() && !m_new ? m_view.doc()->textOf(m_id) : std::nullopt;
    if (!text || !m_view.controller() || m_view.controller()->isWriting(m_id))
        return; // what is typed here is not in it yet
    m_taking = true;
    m_editor->takeText(*text);
    m_taking = false;
    m_accepted = *text;
}

// The next note lies to the right of this one and looks like it.
void TextEditing::nextNote()
{
    BoardObject next = kept();
    close();
    next.id = newId<ObjectId>();
    next.text.clear();
    const double way = next.w + noteGap;
    const auto taken = [this](const BoardObject &note) {
        for (const ObjectId &id : m_view.objectsIn(note.frame()))
            if (const auto there = m_view.doc()->object(id);
                there && there->kind == BoardKind::Sticky && there->frame().intersects(note.frame()))
                return true;
        return false;
    };
    do
        next.x += way;
    while (m_view.doc() && taken(next));
    next.parent = m_view.holderFor(next.parent, next.kind, next.frame());
    BoardController *controller = m_view.controller();
    if (!controller || !controller->commit({creationOf(next, next.id)}, tr("add a note", "undo …")))
        return;
    m_view.reveal(next.box());
    open(next.id);
}

// ---- how it looks

void TextEditing::place()
{
    if (!m_editor)
        return;
    const BoardObject object = seen();
    m_last = object;
    const BoardCamera &camera = m_view.camera();
    const WritingPlace text = writingPlaceOf(object);
    const QPointF origin = camera.toWidget(QPointF());
    const QTransform toView = text.toBoard * QTransform::fromScale(camera.zoom(), camera.zoom()) *
                              QTransform::fromTranslate(origin.x(), origin.y());
    m_editor->setPlace(text, toView);
    m_ink = QColor::fromRgba(textInk(m_view.paper(), text.argb, text.on) | 0xff000000);

    std::vector<FigurePtr> figures;
    BoardObject rest = object;
    rest.text.clear();
    FigureSources sources;
    sources.signature = [this](const ObjectId &note) { return m_view.signatureOf(note); };
    if (FigurePtr figure = figureOf(rest, sources))
        figures.push_back(std::move(figure));
    auto letters = std::make_shared<ShapeFigure>();
    letters->opacity = object.opacity;
    letters->parts.push_back(ShapeFigure::Text{text.block, text.toBoard, text.argb, text.on});
    letters->box = text.toBoard.mapRect(text.block->box);
    figures.push_back(std::move(letters));
    m_sprite.render(figures, camera, m_view.paper(), QRectF(m_view.rect()));

    m_outline.clear();
    if (!isBoardLine(object.kind))
        for (const QPointF &p : turnedRect(object.frame(), object.rotation, object.frame().center()))
            m_outline.append(camera.toWidget(p));
    m_view.update();
    emit placed();
}

void TextEditing::paint(QPainter &painter) const
{
    if (!m_editor)
        return;
    m_sprite.paint(painter, m_view.camera());
    const Colors &c = colors(m_view.palette());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(m_hold == Hold::None ? QPen(c.accent, 1) : QPen(c.warning, 2, Qt::DashLine));
    painter.drawPolygon(m_outline);
    QColor selection = c.accent;
    selection.setAlpha(80);
    m_editor->paintMarks(painter, m_ink, selection);
    if (m_hold != Hold::None)
        paintSentence(painter);
}

// Below what it is about, in sight as long as one is in it.
void TextEditing::paintSentence(QPainter &painter) const
{
    const Colors &c = colors(m_view.palette());
    const QFont font = typeface(Type::SmallStrong, m_view.font());
    const QString sentence = m_editor->accessibleDescription();
    const QRect most(0, 0, std::max(leastSentence, std::min(widestSentence, m_view.width() - 2 * space::l)), INT_MAX);
    QRect words = QFontMetrics(font).boundingRect(most, Qt::AlignLeft | Qt::TextWordWrap, sentence);
    const QRectF about = bounds();
    words.moveTo(int(about.center().x()) - words.width() / 2, int(about.bottom()) + space::m);
    const QRect room = m_view.rect().adjusted(space::l, space::l, -space::l, -space::l);
    words.moveLeft(std::clamp(words.left(), room.left(), std::max(room.left(), room.right() - words.width())));
    words.moveTop(std::clamp(words.top(), room.top(), std::max(room.top(), room.bottom() - words.height())));
    stylepaint::rounded(painter, words.adjusted(-space::s, -space::xs, space::s, space::xs), cornerRadius,
                        c.warningSoft, c.warning);
    painter.setFont(font);
    painter.setPen(c.text);
    painter.drawText(words, int(Qt::AlignLeft | Qt::TextWordWrap), sentence);
}

} // namespace coterie::ui
