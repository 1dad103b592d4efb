// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/shell/button.h"

namespace coterie::ui {

class TextLabel;
struct Colors;

// How something stands: the sign and the two colours that it is shown in, wherever that is.
enum class Mood { Good, Busy, Slow, Bad, Off, Alarm, Disk, Warning, Call };

struct MoodLook {
    QStringView icon;
    QColor ink, ground;
};
[[nodiscard]] MoodLook lookOf(Mood mood, const Colors &colors);

// A line over the content, only while something is limited or under way: what happened, what still works, and what can
// be done about it. Hidden while it has nothing to say.
class NoticeBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NoticeBar)

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    // From left to right; whoever adds one shows and hides it.
    Button *addButton(const QString &text, Button::Kind kind);
    void present(Mood mood, const QString &sentence); // empty: nothing to say
    [[nodiscard]] QString text() const;               // empty: hidden

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *m_text;
    Mood m_mood = Mood::Off;
};

} // namespace coterie::ui
