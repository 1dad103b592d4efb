// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/boardjson.h"

class QJsonObject;

namespace coterie::ui {

// What of an .excalidraw file boards have: rectangles, ellipses, diamonds, lines, arrows, text, ink, pictures and
// frames, with their groups; of its clipboard too. What comes as several objects is in a group, and the rest is
// counted, and so is what looks otherwise here.
[[nodiscard]] BoardImport readExcalidraw(const QJsonObject &root, const ImportIds &ids);

} // namespace coterie::ui
