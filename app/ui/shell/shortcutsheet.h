// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace coterie::ui {

class Actions;

// All keys on one page, in groups, from the registry of actions.
void showShortcuts(QWidget *over, const Actions &actions);

} // namespace coterie::ui
