// SPDX-License-Identifier: MIT
// What the widget probe feeds beside the room that is open: names of boards, titles of frames, who is at the board, who
// calls everyone there, names of sessions, the connection, and whose work is taken or brought back.
#pragma once

#include "app/session/boardcontroller.h"
#include "app/session/keptsessions.h"
#include "app/session/roomboards.h"
#include "app/ui/board/boardgallery.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/clearingsheet.h"
#include "app/ui/board/revertsheet.h"
#include "app/ui/board/summonsbar.h"
#include "app/ui/connect/connectionpopover.h"
#include "app/ui/connect/keptsheet.h"
#include "app/ui/connect/seenlist.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/shell/topbar.h"
#include "tests/gui/windowfixture.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QHelpEvent>
#include <QListView>
#include <QToolTip>
#include <QTreeView>

#include <algorithm>

namespace coterie::test {

// Shows the tool tip that stands there, as a pointer that rests does.
inline void hoverAt(QWidget *widget, const QPoint &at)
{
    QHelpEvent help(QEvent::ToolTip, at, widget->mapToGlobal(at));
    QCoreApplication::sendEvent(widget, &help);
    for (QWidget *shown : QApplication::topLevelWidgets())
        if (shown->inherits("QTipLabel"))
            (void)shown->grab();
    QToolTip::hideText();
}

inline void hover(QAbstractItemView *view)
{
    for (int row = 0; row < std::min(3, view->model()->rowCount()); ++row)
        hoverAt(view->viewport(), view->visualRect(view->model()->index(row, 0)).center());
}

class ProbePlaces final
{
public:
    // What there is to take back and to bring back is done here first: of a session that is online, at its board.
    ProbePlaces(WindowFixture &fixture, const UserId &other)
        : m_fixture(fixture)
        , m_page(fixture.page())
        , m_other(other)
        , m_board(*m_page.session().board(m_page.room()))
        , m_boards(*m_page.session().boards(m_page.room()))
        , m_boardPage(the<ui::BoardPage>())
        , m_calm(m_page.room(), m_clock)
        , m_kept(m_folder.path())
        , m_keptSheet(&m_keptUnder, m_kept)
    {
        const auto gone = BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 0, 0, 20, 20);
        if (!m_board.commit({gone}))
            qFatal("nothing can be drawn");
        m_board.clear();
        BoardOp frame = BoardOp::create(m_frame, BoardKind::Frame, 0, 0, 300, 300);
        if (!m_board.commit({frame}) || !QTest::qWaitFor([&] { return m_board.pendingCount() == 0; }, 20'000))
            qFatal("the frame is not at the host");
        m_boardPage.actions()[ui::BoardCommand::Outline]->trigger();
        const auto isShown = [this] { // the cards find their places behind what else the board hears
            m_outline = m_boardPage.findChild<QTreeView *>();
            return m_outline && m_outline->isVisible();
        };
        if (!QTest::qWaitFor(isShown, 20'000))
            qFatal("there is no outline");
        openPast();
        m_keptUnder.resize(700, 500);
        QSignalSpy none(&m_kept, &KeptSessions::found);
        m_keptSheet.openFirst();
        if (!none.wait())
            qFatal("what is kept was not looked for");
        for (const QWidget *widget : m_fixture.window().findChildren<QWidget *>())
            m_tips.insert(widget->toolTip());
    }

    void show(const QString &text)
    {
        const QString name = text.left(nameLength.max);
        showBoards(name);
        showFrame(text.left(2000));
        showOnlookers(name);
        showConnection(name, text.left(topicLength.max));
        showSessions(name);
        showPast(name);
        hoverWhatIsNew();
        m_boardPage.stopFollowing();
    }

private:
    template <class T> T &the() const
    {
        T *const found = m_fixture.window().findChild<T *>();
        if (!found)
            qFatal("the window has no %s", T::staticMetaObject.className());
        return *found;
    }

    // Of a board that does not change, though its past is the real one: what is read is read once.
    void openPast()
    {
        m_calm.setAssets(m_board.assets());
        m_pastUnder.resize(700, 700);
        m_clearUnder.resize(700, 700);
        auto *revert = new ui::RevertSheet(&m_calm, m_boards.past(m_board.board(), nullptr), {}, &m_pastUnder);
        auto *clearing = new ui::ClearingSheet(&m_calm, m_boards.past(m_board.board(), nullptr), {}, &m_clearUnder);
        m_person = revert->findChild<QComboBox *>();
        m_cleared = clearing->findChild<QListView *>();
        if (!QTest::qWaitFor([&] { return m_person->count() > 0 && m_cleared->model()->rowCount() > 0; }, 20'000))
            qFatal("what happened on the board cannot be read");
    }

    // Its own name and another's, as the host would have told them: in the switcher, and in the gallery it drops.
    void showBoards(const QString &name)
    {
        RoomState state = m_boards.state();
        const auto change = [&](BoardListAct act, const BoardId &board) {
            RoomEvent event;
            event.id = newId<OpId>();
            event.author = m_page.session().me();
            event.boards = BoardListChange{act, board, name, {}};
            (void)state.foresee(event);
        };
        change(BoardListAct::Rename, m_board.board());
        change(BoardListAct::Add, BoardId{QUuid(8, 1, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1)});
        m_boards.model()->setBoards(state, m_page.session().me());
        m_boards.model()->setRefused(m_board.board(), 1, name);
        emit m_boards.changed();
        m_boardPage.actions()[ui::BoardCommand::Boards]->trigger();
        auto &gallery = the<ui::BoardGallery>();
        (void)gallery.grab();
        hover(gallery.list());
        gallery.close();
        QCoreApplication::sendPostedEvents(&gallery, QEvent::DeferredDelete);
        m_boards.model()->setRefused(m_board.board(), 0, {});
    }

    // On the board and, when the card is shown anew, in the outline.
    void showFrame(const QString &title)
    {
        (void)m_board.editText(m_frame, title);
        m_board.endText();
        QWidget *const card = m_outline->parentWidget();
        card->hide();
        card->show();
        hover(m_outline);
        (void)card->grab();
    }

    // Who looks, and is followed; and who calls everyone.
    void showOnlookers(const QString &name)
    {
        BoardOnlooker looks;
        looks.room = m_page.room();
        looks.user = m_other;
        looks.name = name;
        looks.view = BoardArea{0, 0, 300, 300};
        looks.selected = QList<ObjectId>{m_frame};
        m_board.showOnlooker(looks);
        m_boardPage.bring(m_other, name, QRectF(0, 0, 300, 300));
        auto &summons = the<ui::SummonsBar>();
        summons.ask({m_page.room(), m_board.board(), QRectF(0, 0, 300, 300), m_other, name});
        QCoreApplication::processEvents();
        (void)m_fixture.window().grab();
        summons.stay();
    }

    void showConnection(const QString &name, const QString &reason)
    {
        Session::StateInfo info;
        info.state = Session::State::HostAway;
        info.reason = reason;
        auto &popover = the<ui::ConnectionPopover>();
        popover.present(info, m_page.session().linkQuality(), name);
        (void)popover.grab();
        the<ui::TopBar>().setSessionName(name);
    }

    // On the start page, which waits behind the session, and in the list of what is kept.
    void showSessions(const QString &name)
    {
        Settings &settings = m_fixture.program().settings();
        settings.rememberSession(name, QUrl(QStringLiteral("wss://127.0.0.1:1/ws")), QDateTime::currentDateTimeUtc(),
                                 m_folder.path());
        auto &welcome = the<ui::WelcomePage>();
        welcome.joinCard()->setText(name);
        welcome.joinCard()->showBusy(name);
        (void)welcome.grab();
        welcome.joinCard()->showIdle();
        hover(&the<ui::SeenList>());
        settings.forgetFolder(m_folder.path());
        KeptSession kept;
        kept.folder = m_folder.path();
        kept.name = name;
        kept.where = QStringLiteral("127.0.0.1:1");
        kept.used = QDateTime::currentDateTimeUtc();
        kept.isReadable = true;
        emit m_kept.found({kept});
        hover(m_keptSheet.findChild<QListView *>());
        (void)m_keptUnder.grab();
    }

    // A name that the log tells stands in these two places.
    void showPast(const QString &name)
    {
        m_person->setItemText(0, name);
        (void)m_person->view()->grab();
        (void)m_pastUnder.grab();
        const QModelIndex first = m_cleared->model()->index(0, 0);
        for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole)})
            (void)m_cleared->model()->setData(first, name, role);
        hover(m_cleared);
        (void)m_clearUnder.grab();
    }

    // Each widget of the window with a tip that was there before nothing was fed.
    void hoverWhatIsNew()
    {
        for (QWidget *widget : m_fixture.window().findChildren<QWidget *>())
            if (!widget->toolTip().isEmpty() && !m_tips.contains(widget->toolTip()))
                hoverAt(widget, widget->rect().center());
    }

    WindowFixture &m_fixture;
    ui::SessionPage &m_page;
    const UserId m_other;
    BoardController &m_board;
    RoomBoards &m_boards;
    ui::BoardPage &m_boardPage;
    const SystemClock m_clock;
    BoardController m_calm;
    QTemporaryDir m_folder;
    KeptSessions m_kept;
    QWidget m_keptUnder, m_pastUnder, m_clearUnder; // what the sheets lie over
    ui::KeptSheet m_keptSheet;
    QTreeView *m_outline = nullptr;
    QComboBox *m_person = nullptr;
    QListView *m_cleared = nullptr;
    QSet<QString> m_tips;
    const ObjectId m_frame = newId<ObjectId>();
};

} // namespace coterie::test
