// SPDX-License-Identifier: MIT
#include "app/ui/board/boardtextedit.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/fittedtexts.h"
#include "app/ui/board/textediting.h"
#include "app/ui/shell/text.h"
#include "shared/board/boardtext.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QInputMethod>

#include <algorithm>
#include <utility>

namespace coterie::ui {

// ---- what others do meanwhile

// What was typed here is in the new document too: all that was not sent before was sent before it was taken.
void TextEditing::boardReset()
{
    m_fits->boardReset();
    if (m_editor && !m_new)
        takeChanges({BoardObjectChange{m_id, {}, {}, true, true}});
}

void TextEditing::takeChanges(const QList<BoardObjectChange> &changes)
{
    m_fits->takeChanges(changes);
    if (!m_editor || takeBackAgain() || m_new)
        return;
    const auto own = std::find_if(changes.begin(), changes.end(), [this](const auto &c) { return c.id == m_id; });
    const Hold now = hold();
    const bool oneself = m_view.controller() && !m_view.controller()->isArriving();
    // What was typed last has ended what could be redone: where something can be, it has been undone.
    if (now == Hold::Deleted && oneself && m_made == m_id && m_view.controller()->canRedo())
        return beginAgain();
    if (now != m_hold && now != Hold::None && oneself) {
        if (now == Hold::Deleted)
            emit m_view.noticed(tr("What you were writing in is no longer there"));
        return close();
    }
    if (now == m_hold && own == changes.end())
        return;
    m_view.setHidden({m_id}, now != Hold::Deleted); // it may have come back
    if (own != changes.end() && own->textChanged && !m_editor->isComposing())
        takeText();
    setHold(now);
}

// What was written has been taken back, and with it the text (W-25): it is open as it was before its first letter.
void TextEditing::beginAgain()
{
    m_view.setHidden({m_id}, false);
    m_undone = std::exchange(m_id, newId<ObjectId>());
    m_made.reset();
    BoardObject empty = m_last;
    empty.id = m_id;
    empty.text.clear();
    m_new = fitted(empty);
    m_hold = Hold::None;
    m_accepted.clear();
    m_taking = true;
    m_editor->takeText({});
    m_taking = false;
    place();
}

// And by redo it is there once more.
bool TextEditing::takeBackAgain()
{
    const auto object = m_new && m_undone && m_view.doc() ? m_view.doc()->object(*m_undone) : std::nullopt;
    if (!object)
        return false;
    m_new.reset();
    m_id = object->id;
    m_made = std::exchange(m_undone, std::nullopt);
    m_view.setHidden({m_id}, true);
    m_view.selection().set({m_id});
    takeText();
    m_editor->moveCursor(QTextCursor::End);
    place();
    return true;
}

void TextEditing::rightsChanged()
{
    m_fits->goOn();
    if (m_editor && m_new && m_view.isReadOnly())
        close(); // it is not on the board, and will not be
    else if (m_editor && !m_new)
        setHold(hold());
}

// What was typed meanwhile is written when the board takes words again; what others wrote stays around it.
void TextEditing::setHold(Hold hold)
{
    const Hold before = std::exchange(m_hold, hold);
    if (before != hold) {
        const QString sentence = holdSentence(hold);
        m_editor->setAccessibleDescription(sentence);
        QAccessibleEvent alert(m_editor.get(),
                               hold == Hold::None ? QAccessible::DescriptionChanged : QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    const QString theirs = m_view.doc() ? m_view.doc()->textOf(m_id).value_or(QString()) : QString();
    if (before == Hold::None)
        m_heldText = theirs;
    if (before == Hold::None || hold != Hold::None)
        return place();
    if (m_editor->isComposing())
        QGuiApplication::inputMethod()->commit();
    const QString mine = m_editor->text();
    BoardText both(m_heldText);
    (void)both.apply({1, 0, 1, 1}, boardDelta(m_heldText, theirs));
    (void)both.apply({2, 0, 2, 2}, boardDelta(m_heldText, mine));
    m_taking = true;
    m_editor->takeText(both.shown());
    m_taking = false;
    m_accepted = theirs;
    if (mine == m_heldText)
        place();
    else
        typed();
}

TextEditing::Hold TextEditing::hold() const
{
    const BoardDoc *doc = m_view.doc();
    return !doc || !doc->object(m_id) ? Hold::Deleted
           : m_view.isReadOnly()      ? Hold::LookOnly
           : isLocked(*doc, m_id)     ? Hold::Locked
           : m_view.controller() && !m_view.controller()->barrier(m_id).isEmpty()
               ? Hold::LookOnly // what others made is not one's own to change any more
               : Hold::None;
}

QString TextEditing::holdSentence(Hold hold) const
{
    const BoardController *controller = m_view.controller();
    const auto user = controller ? controller->changedBy(m_id) : std::nullopt;
    const bool isSelf = user && user == controller->self(); // from another device
    QString name = user && m_nameOf ? m_nameOf(*user) : QString();
    if (name.isEmpty())
        name = tr("Somebody", "in the place of a name, at the beginning of a sentence");
    switch (hold) {
    case Hold::Deleted:
        if (!user)
            return tr("What you are writing in is no longer there. Escape leaves it; your words go on the clipboard.");
        if (isSelf)
            return tr("You deleted what you are writing in, on another device. Escape leaves it; your words go on the "
                      "clipboard.");
        return tr("%1 deleted what you are writing in. Escape leaves it; your words go on the clipboard.",
                  "%1 is a name")
            .arg(isolated(name));
    case Hold::Locked:
        if (isSelf)
            return tr("You locked what you are writing in, on another device. Escape leaves it; your words go on the "
                      "clipboard.");
        return tr("%1 locked what you are writing in. Escape leaves it; your words go on the clipboard.",
                  "%1 is a name")
            .arg(isolated(name));
    case Hold::LookOnly:
        return tr("Nothing can be written here for now. Escape leaves it; your words go on the clipboard.");
    case Hold::None:
        break;
    }
    return {};
}

} // namespace coterie::ui
