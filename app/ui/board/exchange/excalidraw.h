// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/boardjson.h"

class QJsonObject;

namespace coterie::ui {

// What of an .excalidraw file boards have: rectangles, ellipses, diamonds, lines, arrows, text, ink, pictures and
// frames, with their groups. The rest is counted as skipped, and what is longer than one object may be comes as several.
[[nodiscard]] BoardImport readExcalidraw(const QJsonObject &root, const ImportIds &ids);

} // namespace coterie::ui
