// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/timelinekit.h"

#include <QTemporaryDir>
#include <QTest>

namespace coterie::test {

// People of a loop test: each has a name and a folder of their own, a second device another.
struct LoopRig {
    [[nodiscard]] std::unique_ptr<Session> person(const QUrl &url, const QString &name, const QString &device = {})
    {
        SessionSettings settings;
        settings.url = url;
        settings.displayName = name;
        settings.cacheDir = folder.filePath(u"cache-" + name + device);
        settings.timing.pingMs = 500;
        settings.timing.lookMs = 100;
        return std::make_unique<Session>(settings);
    }
    [[nodiscard]] static bool waitFor(const Session &session, Session::State state)
    {
        return QTest::qWaitFor([&] { return session.state().state == state; }, 20000);
    }
    [[nodiscard]] std::unique_ptr<Session> online(const QUrl &url, const QString &name, const QString &device = {})
    {
        auto session = person(url, name, device);
        session->open();
        return waitFor(*session, Session::State::Online) ? std::move(session) : nullptr;
    }
    [[nodiscard]] QString file() const { return folder.filePath(QStringLiteral("s.coterie")); }

    QTemporaryDir folder;
};

// The place of a message in a log is the same for everybody, and nobody has one twice.
[[nodiscard]] inline bool agree(const TimelineModel &a, const TimelineModel &b)
{
    return bodies(a) == bodies(b) && placesOf(a) == placesOf(b);
}

} // namespace coterie::test
