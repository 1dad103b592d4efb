// SPDX-License-Identifier: MIT
// The style of what is selected or drawn next, and what is selected in words.
#include "app/ui/board/boardpage.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardwords.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/selectioncommands.h"
#include "app/ui/board/stylebar.h"
#include "app/ui/board/textediting.h"

#include <QAccessible>

namespace coterie::ui {
namespace {

constexpr int styleRestMs = 60;

} // namespace

// What is selected may look different by now, or be locked. Of very much, it is looked at less often.
void BoardPage::followStyle()
{
    const qsizetype selected = m_view->selection().ids().size();
    if (m_view->tool() == ToolId::Select && selected > 0 && !m_styleRest.isActive())
        m_styleRest.start(styleRestMs + int(selected / 10));
}

void BoardPage::showStyle()
{
    const BoardDoc *doc = m_view->doc();
    const bool selects = m_view->tool() == ToolId::Select;
    // Not looked for while a marquee goes on: at each step all that it takes would be gone through.
    if (!doc || m_readOnly || isPresenting() || (selects && m_view->isDragging())) {
        hideStyle();
        return placeCards();
    }
    StyleParts parts;
    StyleParts mixed;
    BoardStyle style = m_view->style(m_view->tool());
    if (selects) {
        QList<BoardObject> leaves = m_view->changeableBodies();
        leaves.removeIf([](const BoardObject &leaf) { return !stylePartsOf(leaf.kind); });
        for (const BoardObject &leaf : std::as_const(leaves)) {
            for (int bit = 1; bit <= int(StylePart::Align); bit *= 2) {
                const auto part = StylePart(bit);
                const bool known = parts & part;
                if (stylePartsOf(leaf.kind) & part && known && difference(leaf, styled(leaf, style, part)))
                    mixed |= part;
                else if (stylePartsOf(leaf.kind) & part && !known)
                    style = withPart(style, styleOf(leaf), part);
            }
            parts |= stylePartsOf(leaf.kind);
        }
    } else {
        parts = stylePartsOf(m_view->tool());
    }
    if (parts) {
        m_style->show(parts, style, mixed);
        m_styleCard->show();
    } else {
        hideStyle();
    }
    placeCards();
}

void BoardPage::chooseStyle(const BoardStyle &style, StylePart part)
{
    const auto remember = [&](ToolId tool) { m_view->setStyle(tool, withPart(m_view->style(tool), style, part)); };
    if (m_view->tool() != ToolId::Select) {
        m_view->setStyle(m_view->tool(), style);
    } else if (m_view->doc()) {
        m_view->settle();
        QList<BoardOp> ops;
        for (const BoardObject &leaf : m_view->changeableBodies()) {
            if (const auto op = difference(leaf, styled(leaf, style, part)))
                ops.append(*op);
            if (stylePartsOf(leaf.kind) & part)
                remember(toolOf(leaf));
        }
        m_controller->commit(ops, tr("restyle %Ln object(s)", "undo …", int(ops.size())));
    }
    keep(Settings::Key::BoardStyles, stored(m_view->styles()));
    showStyle();
}

void BoardPage::describeSelection()
{
    if (!m_controller)
        return;
    const QList<ObjectId> &ids = m_view->selection().ids();
    const auto undrawnOf = [this](const BoardObject &object) { return m_view->undrawn(object); };
    QString words = describe(m_controller->doc(), ids, m_nameOf, undrawnOf);
    if (const QString why = ids.size() == 1 ? m_view->lockWords(ids, {}) : QString(); !why.isEmpty())
        words += QStringLiteral(". ") + why;
    if (const BoardSelection &selection = m_view->selection(); selection.isApart())
        words = describeWalk(m_controller->doc(), *selection.current(), selection.contains(*selection.current()), words,
                             m_nameOf, undrawnOf);
    if (words == m_view->accessibleDescription())
        return;
    m_view->setAccessibleDescription(words);
    QAccessibleEvent changed(m_view, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace coterie::ui
