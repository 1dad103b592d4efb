// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardpage.h"
#include "tests/support/boardrig.h"
#include "tests/support/labels.h"

#include <QLabel>
#include <QTest>

#include <algorithm>

namespace coterie::test {

// The card of that name on a page; null: there is none.
inline ui::BoardCard *cardOf(const ui::BoardPage &page, QStringView name)
{
    const auto cards = page.findChildren<ui::BoardCard *>();
    const auto at =
        std::find_if(cards.begin(), cards.end(), [&](const auto *card) { return card->accessibleName() == name; });
    return at == cards.end() ? nullptr : *at;
}

// A shown board page on a rig, with hands: what it takes to play a person at a board.
struct BoardStage {
    BoardRig rig;
    ui::BoardPage page{nullptr};
    ui::BoardView &view = *page.view();

    BoardStage()
    {
        view.setBackgroundPainting(false);
        view.snap().setToObjects(false); // tests say where things come to lie
        page.setController(&rig.controller);
        page.resize(1000, 700);
        page.show();
        page.activateWindow();
        page.setFocus();
        if (!QTest::qWaitForWindowActive(&page))
            qFatal("no window");
    }
    [[nodiscard]] const BoardDoc &doc() const { return rig.controller.doc(); }
    [[nodiscard]] BoardObject object(const ObjectId &id) const { return doc().object(id).value_or(BoardObject()); }
    [[nodiscard]] QList<ObjectId> selected() const { return view.selection().ids(); }

    // A shape of somebody else.
    ObjectId shape(double x, double y, double w, double h, BoardKind kind = BoardKind::Rectangle)
    {
        const auto id = newId<ObjectId>();
        rig.draw(rig.other, BoardOp::create(id, kind, x, y, w, h));
        return id;
    }
    void press(QPoint at, Qt::KeyboardModifiers modifiers = {}) { mouse(QEvent::MouseButtonPress, at, modifiers); }
    void moveTo(QPoint at, Qt::KeyboardModifiers modifiers = {}) { mouse(QEvent::MouseMove, at, modifiers); }
    void release(QPoint at, Qt::KeyboardModifiers modifiers = {}) { mouse(QEvent::MouseButtonRelease, at, modifiers); }
    void click(QPoint at, Qt::KeyboardModifiers modifiers = {})
    {
        press(at, modifiers);
        release(at, modifiers);
    }
    void doubleClick(QPoint at, Qt::KeyboardModifiers modifiers = {})
    {
        click(at, modifiers);
        mouse(QEvent::MouseButtonDblClick, at, modifiers);
        release(at, modifiers);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        press(from, modifiers);
        moveTo((from + to) / 2, modifiers);
        moveTo(to, modifiers);
        release(to, modifiers);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&view, key, modifiers); }
    void command(ui::BoardCommand command) { page.actions()[command]->trigger(); }
    [[nodiscard]] bool says(const QString &text) const { return test::says(page, text); }

private:
    void mouse(QEvent::Type type, QPoint at, Qt::KeyboardModifiers modifiers)
    {
        const bool moves = type == QEvent::MouseMove;
        if (type != QEvent::MouseMove)
            m_held = type != QEvent::MouseButtonRelease;
        QMouseEvent event(type, at, view.mapToGlobal(QPointF(at)), moves ? Qt::NoButton : Qt::LeftButton,
                          m_held ? Qt::LeftButton : Qt::NoButton, modifiers);
        QCoreApplication::sendEvent(&view, &event);
    }
    bool m_held = false;
};

} // namespace coterie::test
