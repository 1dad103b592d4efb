// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/connection.h"
#include "app/session/outbox.h"
#include "app/session/roomboards.h"
#include "tests/support/boardrig.h"

#include <QTemporaryDir>
#include <QTest>

namespace coterie::test {

// The boards of a room in a window that is not connected: what is asked for shows at once and waits.
struct BoardsRig {
    QTemporaryDir folder;
    HandClock clock;
    SystemRandom random;
    Router router;
    LocalStore store;
    Connection connection{router, clock, random};
    Requests requests{connection, router, clock};
    Outbox outbox{store, clock};
    RoomId room;
    UserId me = newId<UserId>(), teacher = newId<UserId>();
    RoomBoards boards{room, requests, store, outbox, clock};

    explicit BoardsRig(Role role = Role::Owner, BoardRight everybody = BoardRight::EditAll, bool frozen = false,
                       const RoomId &where = newId<RoomId>())
        : room(where)
    {
        bool opened = false;
        store.open(folder.path(), [&](const CachedSession &) { opened = true; });
        RoomState state(room, teacher, everybody);
        RoomStatePage page = state.page();
        if (role != Role::Member)
            page.people.append({me, role, {}});
        page.boards.first().name = QStringLiteral("Lab board");
        if (frozen)
            page.boards.first().frozenBy = teacher;
        store.putRoomState(page);
        boards.setMe(me);
        boards.load();
        if (!QTest::qWaitFor([&] { return opened && boards.state().roleOf(teacher) == Role::Owner; }, 10'000))
            qFatal("no local store");
    }
    // What it asked last is refused: the picture, which is on no disk here, is not to be had.
    void refusePicture(const QByteArray &hash, const QString &code)
    {
        store.asset(hash, [this, code](const QByteArray &) { // the host is asked by now
            router.dispatch(Failure{
                .code = code, .path = {}, .text = {}, .req = requests.nextNumber() - 1, .id = {}, .retryMs = {}});
        });
    }
    [[nodiscard]] QStringList names()
    {
        QStringList all;
        for (int row = 0; row < boards.model()->rowCount(); ++row)
            all.append(boards.model()->index(row).data().toString());
        return all;
    }
};

} // namespace coterie::test
