// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/picture.h"
#include "app/ui/board/pixelfield.h"

#include <QTransform>

namespace coterie::ui {

// Lays a picture over the covered pixels; toDevice: from the unit square. Each pixel is mixed from the four nearest of
// the level whose pixels are about as large, in whole numbers counted from the picture's own corner, so that it is the
// same through any clip and on every machine.
void paintPicture(const PixelField &field, const CoverMask &mask, const Picture &picture, const QTransform &toDevice);

} // namespace coterie::ui
