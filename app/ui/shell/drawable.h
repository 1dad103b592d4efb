// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace coterie::ui {

// The text as it can be shown here, place by place: what no font of this computer has stands as an empty box, or as
// nothing where it is invisible by itself. Left to Qt, each size and weight of a font looks for such a sign in all
// other fonts, which takes a tenth of a second whenever they are not loaded any more. GUI thread.
[[nodiscard]] QString drawable(const QString &text);

} // namespace coterie::ui
