// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"

#include "app/session/errortext.h"
#include "shared/board/boardtext.h"

// What is being written in an object of a BoardController.
namespace coterie {
namespace {

constexpr qint64 textEveryMs = 250; // so that the others can follow, and not every key is a transaction

} // namespace

bool BoardController::editText(const ObjectId &object, const QString &written, const QString &what,
                               const std::optional<BoardOp> &with)
{
    const QString text = cleanBoardText(written);
    if (m_writing && m_writing->object != object)
        endText();
    const auto now = doc().textOf(object);
    if (!now)
        return false;
    if (const QString code = barrier(object); text != *now && !code.isEmpty()) {
        emit noticed(errorSentence(code));
        return false;
    }
    if (text.size() > maxBoardText && text.size() > now->size()) {
        emit noticed(tr("A text on the board has at most %L1 characters").arg(maxBoardText));
        return false;
    }
    if (!m_writing) {
        if (text == *now)
            return true;
        m_writing = Writing{object, {}, what, {}, false, 0};
        m_steps.begin(what);
    }
    if (!m_writing->waits)
        m_writing->dueMs = nowMs() + textEveryMs;
    m_writing->text = text;
    m_writing->with = with;
    m_writing->waits = true;
    arm();
    emit stateChanged();
    return true;
}

// Its letters are written and not made with it: who takes back what they wrote takes those too, also when the object
// stays because somebody else has written in it (W-23).
bool BoardController::createText(const BoardOp &creation, const QString &what)
{
    endText();
    m_steps.begin(what);
    QList<BoardOp> ops{creation};
    if (creation.object && creation.text && !creation.text->isEmpty()) {
        ops.first().text.reset();
        ops.append(BoardOp::editText(*creation.object, m_replica.seq(), boardDelta({}, *creation.text)));
    }
    if (!creation.object || !commitParcels({ops}, what)) {
        m_steps.end();
        return false;
    }
    m_writing = Writing{*creation.object, {}, what, {}, false, 0};
    noteWriting(*creation.object);
    return true;
}

void BoardController::noteWriting(const ObjectId &object)
{
    if (const auto step = m_steps.openFirst())
        m_written.insert(object, *step);
}

bool BoardController::addToWriting(const BoardOp &op)
{
    const OpId step = op.object ? m_written.value(*op.object) : OpId();
    if (step.isNull() || canRedo() || m_writing)
        return false;
    // What is undone next must stay what was done last.
    if (!doc().stepOf(self(), doc().undoable(self()).value(0)).contains(step))
        return false;
    const auto tx = edit({op}, {}, step);
    if (!tx)
        return false;
    publishChanges();
    emit commitRequested(*tx);
    return true;
}

bool BoardController::isWriting(const ObjectId &object) const
{
    return m_writing && m_writing->object == object && m_writing->waits;
}

void BoardController::endText(const QList<BoardOp> &last)
{
    if (!m_writing) {
        if (!last.isEmpty())
            commitParcels({last}, tr("write", "undo …"));
        return;
    }
    sendText();
    if (!last.isEmpty())
        commitParcels({last}, m_writing->what);
    m_writing.reset();
    m_steps.end();
}

// Before anything else changes the document: an edit says what is new in the text as it is at this moment.
void BoardController::sendText()
{
    if (!m_writing || !std::exchange(m_writing->waits, false))
        return;
    const Writing writing = *m_writing;
    QList<BoardOp> ops;
    if (const auto op = m_replica.textOp(writing.object, writing.text))
        ops.append(*op);
    if (const auto with = std::exchange(m_writing->with, {}))
        ops.append(*with);
    if (!ops.isEmpty() && !commitParcels({ops}, writing.what))
        keepWords(writing);
    noteWriting(writing.object);
}

} // namespace coterie
