// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"

// What is being written in an object of a BoardController.
namespace coterie {
namespace {

constexpr qint64 textEveryMs = 250; // so that the others can follow, and not every key is a transaction

} // namespace

bool BoardController::editText(const ObjectId &object, const QString &written, const QString &what)
{
    const QString text = cleanBoardText(written);
    if (m_writing && m_writing->object != object)
        endText();
    const auto now = doc().textOf(object);
    if (!now)
        return false;
    if (text.size() > maxBoardText && text.size() > now->size()) {
        emit noticed(tr("A text on the board has at most %L1 characters").arg(maxBoardText));
        return false;
    }
    if (!m_writing) {
        if (text == *now)
            return true;
        m_writing = Writing{object, {}, what, false, 0};
        m_steps.begin(what);
    }
    if (!m_writing->waits)
        m_writing->dueMs = nowMs() + textEveryMs;
    m_writing->text = text;
    m_writing->waits = true;
    arm();
    emit stateChanged();
    return true;
}

void BoardController::endText()
{
    if (!m_writing)
        return;
    sendText();
    m_writing.reset();
    m_steps.end();
}

// Before anything else changes the document: an edit says what is new in the text as it is at this moment.
void BoardController::sendText()
{
    if (!m_writing || !std::exchange(m_writing->waits, false))
        return;
    if (const auto op = m_replica.textOp(m_writing->object, m_writing->text))
        commitOne({*op}, m_writing->what);
}

} // namespace coterie
