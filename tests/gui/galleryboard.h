// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <memory>

namespace gallery {

enum class BoardKind {
    Empty,
    EmptySmall,
    Drawn,
    Dense,
    Narrow,
    Offline,
    Selected,
    Framed,      // a frame that fills most of the view is selected
    FramedSmall, // all of it
    Shapes,
    Walking, // the keys are at what is not selected
    Writing,
    WritingGone,
    Template,
    Following,
    Onlookers,
    Exporting,
    Presenting,
    PresentingSmall,
};

// A board page with made-up drawings, the pointers of two others and a stroke that grows.
[[nodiscard]] std::unique_ptr<QWidget> boardPage(BoardKind kind);

} // namespace gallery
