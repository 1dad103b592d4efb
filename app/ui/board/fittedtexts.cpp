// SPDX-License-Identifier: MIT
#include "app/ui/board/fittedtexts.h"

#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/textfit.h"

#include <cmath>
#include <utility>

namespace coterie::ui {

FittedTexts::FittedTexts(BoardView &view)
    : m_view(view)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &FittedTexts::mend);
}

void FittedTexts::note(const BoardObject &text)
{
    m_given.insert(text.id, {text.w, text.h});
}

bool FittedTexts::isGiven(const BoardObject &text) const
{
    constexpr double exact = 1.0 / 128; // sizes are kept in 1/256
    const auto given = m_given.constFind(text.id);
    return given != m_given.cend() && std::abs(given->width() - text.w) < exact &&
           std::abs(given->height() - text.h) < exact;
}

void FittedTexts::takeChanges(const QList<BoardObjectChange> &changes)
{
    for (const BoardObjectChange &change : changes)
        if (change.textChanged && m_given.contains(change.id))
            m_rewritten.insert(change.id);
    goOn();
}

void FittedTexts::goOn()
{
    if (!m_rewritten.isEmpty() && !m_soon.isActive())
        m_soon.start();
}

void FittedTexts::boardReset()
{
    for (auto given = m_given.cbegin(); given != m_given.cend(); ++given)
        m_rewritten.insert(given.key());
    goOn();
}

// While one writes the text is fitted by the writing; and what can be redone is worth more than a size, which waits, as
// it does for the right to change it and for whoever has locked it.
void FittedTexts::mend()
{
    BoardController *controller = m_view.controller();
    if (!controller || m_view.isReadOnly() || m_view.isWriting() || controller->canRedo())
        return;
    for (const ObjectId &id : std::exchange(m_rewritten, {})) {
        const auto text = controller->doc().object(id);
        if (!text || text->text.isEmpty() || !isGiven(*text))
            continue;
        if (isLocked(controller->doc(), id) || !m_view.mayChange(id)) {
            m_rewritten.insert(id);
            continue;
        }
        const BoardObject fitted = fittedText(*text, false);
        const auto op = difference(*text, fitted);
        if (op && controller->addToWriting(*op))
            note(fitted);
        else if (op)
            m_rewritten.insert(id); // when that writing is the last deed again
    }
}

} // namespace coterie::ui
