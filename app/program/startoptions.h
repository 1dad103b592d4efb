// SPDX-License-Identifier: MIT
#pragma once

#include "app/program/exportcommand.h"
#include "app/session/hostcontrol.h"

#include <QStringList>

#include <optional>

namespace coterie {

// What the application was started for. Options that QApplication takes for itself (--style, --platform, --name on some
// platforms …) are left to it, so the person's name is --as.
struct StartOptions {
    enum class Task { Window, SelfCheck, Export, Stop };
    Task task = Task::Window;
    int exitCode = 0; // for Stop
    std::optional<HostRequest> host;
    QString join;           // an address, or a coterie:// link, which may be damaged
    QString open;           // a session file to host, as a desktop hands it over; it may be gone
    QString person;         // what others shall call this person
    ExportCommand exported; // for Export
    QString configDir;      // instead of the user's; for tests and portable use
};

// Says on the standard streams what is wrong. Needs no display.
[[nodiscard]] StartOptions readStartOptions(const QStringList &arguments);

} // namespace coterie
