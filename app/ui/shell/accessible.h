// SPDX-License-Identifier: MIT
#pragma once

namespace coterie::ui {

// Gives the widgets that we paint ourselves a role for screen readers: Qt knows them only as "client". Once per
// program.
void installAccessibility();

} // namespace coterie::ui
