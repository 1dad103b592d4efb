// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/shell/theme.h"

#include <QLabel>

namespace coterie::ui {

// A label for words that may come from anybody: always plain text, in a type and a tone of the theme, which it follows.
class TextLabel : public QLabel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TextLabel)

public:
    enum class Tone { Normal, Muted, Danger, Warning, Success, Link };

    explicit TextLabel(Type type = Type::Body, Tone tone = Tone::Normal, QWidget *parent = nullptr);
    explicit TextLabel(const QString &text, Type type = Type::Body, Tone tone = Tone::Normal,
                       QWidget *parent = nullptr);

    void setTone(Tone tone);
    // One line that ends in "…" when there is no room; the tooltip has the rest.
    void setElided(bool on);
    void setText(const QString &text);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void apply();

    Type m_type;
    Tone m_tone;
    bool m_elided = false;
    bool m_applying = false;
};

} // namespace coterie::ui
