// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/shell/textlabel.h"

namespace coterie::ui {

// "Ben and Chen are typing…" over the composer. Always as tall, so that nothing jumps when somebody begins.
class TypingBar final : public TextLabel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TypingBar)

public:
    explicit TypingBar(QWidget *parent = nullptr);

    void setNames(const QStringList &names);
};

} // namespace coterie::ui
