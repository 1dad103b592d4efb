// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace coterie::ui {

class Actions;

// All keys on one page, in groups, from the registry of actions; single letters only where they do something.
void showShortcuts(QWidget *over, const Actions &actions, bool letterKeys = true);

} // namespace coterie::ui
