// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/fakehost.h"
#include "tests/support/timelinekit.h"

#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

namespace coterie::test {

// A folder, a fake host with one room of three messages, and sessions of it that are in a hurry.
struct SessionRig {
    SessionRig()
    {
        room = host->addRoom(QStringLiteral("general"), 3);
        timing.lookMs = 50;
        timing.dialMs = 1000;
    }
    [[nodiscard]] bool listen() { return folder.isValid() && host->listen(); }

    [[nodiscard]] std::unique_ptr<Session> make(const QString &name = QStringLiteral("Ana"))
    {
        SessionSettings settings;
        settings.url = host->url();
        settings.displayName = name;
        settings.cacheDir = folder.path();
        settings.timing = timing;
        return std::make_unique<Session>(settings);
    }
    [[nodiscard]] static bool waitFor(const Session &session, Session::State state)
    {
        return QTest::qWaitFor([&] { return session.state().state == state; }, 15000);
    }
    [[nodiscard]] std::unique_ptr<Session> online()
    {
        auto session = make();
        session->open();
        return waitFor(*session, Session::State::Online) ? std::move(session) : nullptr;
    }
    // Ends a session as quitting does: what it asked of its disk is done when this returns.
    static void quit(std::unique_ptr<Session> &session) { session.reset(); }

    QTemporaryDir folder;
    std::unique_ptr<FakeHost> host = std::make_unique<FakeHost>();
    RoomId room;
    ConnectionTiming timing;
};

} // namespace coterie::test
