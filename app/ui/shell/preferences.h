// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace coterie {
class Settings;
}

namespace coterie::ui {

// What people may choose: name, theme, size of text, what Enter does. Applies at once; there is nothing to confirm.
void showPreferences(QWidget *over, Settings &settings);

} // namespace coterie::ui
