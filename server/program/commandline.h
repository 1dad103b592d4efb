// SPDX-License-Identifier: MIT
#pragma once

#include "server/config/config.h"

namespace coterie::server {

// What coterie-server was asked to do.
struct CommandLine {
    enum class Task { Serve, PrintConfig, SelfCheck, HealthCheck, Stop };
    Task task = Task::Serve;
    int exitCode = 0; // for Stop: --help and --version end with 0, a wrong option with 2
    ConfigReader reader;
};

// Reads the settings of all sources; says on the standard streams what is wrong with them.
[[nodiscard]] CommandLine readCommandLine(const QStringList &arguments);

} // namespace coterie::server
