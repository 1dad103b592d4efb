// SPDX-License-Identifier: MIT
#include "app/ui/timeline/typingbar.h"

#include "app/ui/shell/text.h"

namespace coterie::ui {

TypingBar::TypingBar(QWidget *parent)
    : TextLabel(Type::Small, Tone::Muted, parent)
{
    setElided(true);
    setContentsMargins(rowInset + space::m, 0, rowInset, 2);
    setFixedHeight(fontMetrics().height() + 6);
    setAccessibleName(tr("Who is typing", "name of a line for screen readers"));
}

void TypingBar::setNames(const QStringList &names)
{
    switch (names.size()) {
    case 0:
        setText({});
        break;
    case 1:
        setText(tr("%1 is typing…").arg(isolated(names[0])));
        break;
    case 2:
        setText(tr("%1 and %2 are typing…").arg(isolated(names[0]), isolated(names[1])));
        break;
    default:
        setText(tr("%1 and %n others are typing…", nullptr, int(names.size()) - 1).arg(isolated(names[0])));
    }
}

} // namespace coterie::ui
