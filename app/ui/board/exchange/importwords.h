// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>

namespace coterie::ui {

// The context of what is said about files that are brought to a board.
struct ImportWords {
    Q_DECLARE_TR_FUNCTIONS(BoardImport)
};

} // namespace coterie::ui
