// SPDX-License-Identifier: MIT
#include "tests/gui/galleryboards.h"

#include "app/ui/board/boardgallery.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/boardswitcher.h"
#include "app/ui/board/boardthumbnail.h"
#include "shared/protocol/errors.h"
#include "tests/support/boardsrig.h"

#include <map>

using namespace coterie;
using namespace coterie::ui;
using test::BoardsRig;
using test::Dice;

namespace gallery {

namespace {

// Several boards of a room, one of them shown.
class Stage final : public QWidget
{
public:
    explicit Stage(BoardsKind kind)
        : m_kind(kind)
        , m_rig(kind == BoardsKind::Frozen || kind == BoardsKind::ViewOnly || kind == BoardsKind::Refused ||
                        kind == BoardsKind::Locked
                    ? Role::Member
                    : Role::Owner,
                kind == BoardsKind::ViewOnly ? BoardRight::View : BoardRight::EditAll, kind == BoardsKind::Frozen)
        , m_page(new BoardPage(nullptr, this))
    {
        const bool narrow = kind == BoardsKind::FrozenNarrow;
        if (kind == BoardsKind::Gallery)
            for (const char *name : {"Optics: lenses & mirrors", "Homework for Friday", "Seating plan"})
                (void)m_rig.boards.add(QString::fromUtf8(name));
        if (kind == BoardsKind::FrozenByMe || narrow)
            (void)m_rig.boards.setFrozen(m_rig.boards.current(), true);
        if (kind == BoardsKind::Gallery)
            (void)m_rig.boards.setFrozen(m_rig.boards.model()->boardAt(1), true);
        if (kind == BoardsKind::Refused)
            m_rig.boards.keepConflict(m_rig.boards.current(),
                                      {{test::dash(newId<ObjectId>()), test::dash(newId<ObjectId>())}, errors::frozen});
        if (kind == BoardsKind::Gallery)
            m_rig.boards.keepConflict(m_rig.boards.model()->boardAt(1),
                                      {{test::dash(newId<ObjectId>()), test::dash(newId<ObjectId>())}, errors::frozen});
        m_page->view()->setBackgroundPainting(false);
        m_page->setController(board(m_rig.boards.current()));
        m_page->setBoards(
            &m_rig.boards, [](const UserId &) { return QStringLiteral("Ms Kim"); },
            [this](const BoardId &id) { return board(id); });
        if (kind == BoardsKind::Locked || kind == BoardsKind::Outline)
            showLocked();
        if (kind == BoardsKind::Outline)
            QMetaObject::invokeMethod(
                m_page, [this] { m_page->actions()[BoardCommand::Outline]->trigger(); }, Qt::QueuedConnection);
        if (kind == BoardsKind::Bring)
            board(m_rig.boards.current())
                ->showPointer({m_rig.room, m_rig.teacher, QStringLiteral("Ana Novak"), 500, 300, true});
        if (kind == BoardsKind::NearlyFull)
            board(m_rig.boards.current())->setLogLeft(6);
        if (kind == BoardsKind::Duplicated) {
            connect(&m_rig.boards, &RoomBoards::currentChanged, m_page,
                    [this](const BoardId &id) { m_page->comeTo(board(id)); });
            auto *switcher = m_page->findChild<BoardSwitcher *>();
            QMetaObject::invokeMethod(
                switcher, [this, switcher] { emit switcher->duplicateAsked(m_rig.boards.current()); },
                Qt::QueuedConnection);
        }
        resize(narrow ? QSize(420, 560) : QSize(1060, 660));
        if (kind == BoardsKind::Gallery) {
            m_gallery = new BoardGallery(
                m_rig.boards,
                [this](const BoardId &id, const QSize &pixels, double ratio) {
                    return BoardGalleryDelegate::Look{
                        m_thumbnails.of(*board(id), pixels, ratio, m_page->view()->paper()), {}};
                },
                this);
            m_gallery->setWindowFlags(Qt::Widget); // in the picture, not above it
            m_gallery->move(12, 56);
        }
    }
    ~Stage() override
    {
        delete m_gallery;
        delete m_page;
    }

protected:
    void resizeEvent(QResizeEvent *) override { m_page->setGeometry(rect()); }

private:
    // Notes of a teacher, of which one is locked and somebody tries to unlock it.
    void showLocked()
    {
        BoardController &shown = *board(m_rig.boards.current());
        Seq seq = shown.seq();
        ObjectId first;
        ObjectId last;
        const char *words[] = {"Why does the light bend?", "Homework: page 41", "Lenses are on the shelf"};
        const quint32 papers[] = {0xfffff2a8, 0xffd0ebff, 0xffffd8e4};
        for (int i = 0; i < 3; ++i) {
            last = newId<ObjectId>();
            if (i == 0)
                first = last;
            BoardOp note = BoardOp::create(last, BoardKind::Sticky, 220 + 200.0 * i, 200, 160, 160);
            note.color = 0xff1e1e1e;
            note.fill = papers[i];
            note.text = QString::fromLatin1(words[i]);
            shown.receive({{{newId<OpId>(), m_rig.teacher, {note}}, ++seq}});
        }
        BoardOp lock = BoardOp::set(last);
        lock.locked = true;
        shown.receive({{{newId<OpId>(), m_rig.teacher, {lock}}, ++seq}});
        m_page->view()->setTool(ToolId::Select);
        m_page->view()->selection().set(m_kind == BoardsKind::Outline ? QList{first, last} : QList{last});
        QMetaObject::invokeMethod(
            m_page, [this] { m_page->actions()[BoardCommand::Lock]->trigger(); }, Qt::QueuedConnection);
    }

    BoardController *board(const BoardId &id)
    {
        auto &one = m_controllers[id];
        if (!one) {
            one = std::make_unique<BoardController>(m_rig.room, id, m_rig.clock);
            one->setSelf(m_rig.me);
            one->setBoards(&m_rig.boards);
            one->setOnline(true);
            one->setLoaded(true);
            one->setCaughtUp(true);
            Dice dice(quint64(m_kind == BoardsKind::Duplicated ? 1 : m_controllers.size()) * 11);
            Seq seq = 0;
            for (int i = 0; i < 40; ++i)
                one->receive(
                    {{{newId<OpId>(), m_rig.teacher, {test::randomStroke(dice, newId<ObjectId>(), 900, 560)}}, ++seq}});
        }
        return one.get();
    }

    BoardsKind m_kind;
    BoardsRig m_rig;
    std::map<BoardId, std::unique_ptr<BoardController>> m_controllers;
    BoardThumbnails m_thumbnails;
    BoardPage *m_page;
    QPointer<BoardGallery> m_gallery;
};

} // namespace

std::unique_ptr<QWidget> boardsPage(BoardsKind kind)
{
    return std::make_unique<Stage>(kind);
}

} // namespace gallery
