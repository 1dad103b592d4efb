// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/boardjson.h"

class QJsonObject;

// Boards as our own JSON has them.
namespace coterie::ui {

// Whatever is in the file, what comes out is legal, or an error in words.
[[nodiscard]] BoardImport readBoardJson(const QJsonObject &root, const ImportIds &ids);

} // namespace coterie::ui
