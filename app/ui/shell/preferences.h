// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

class QWidget;

namespace coterie {
class Settings;
}

namespace coterie::ui {

// What people may choose: name, theme, size of text, what Enter does. Applies at once; there is nothing to confirm.
// From here one goes on to what is kept of sessions on this computer.
void showPreferences(QWidget *over, Settings &settings, std::function<void()> showKept);

} // namespace coterie::ui
