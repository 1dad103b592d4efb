// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>
#include <QToolButton>

namespace coterie::ui {

// A push button that says how much it matters. CoterieStyle paints it by its kind.
class Button final : public QPushButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Button)

public:
    enum class Kind { Primary, Secondary, Ghost, Danger };

    explicit Button(const QString &text, Kind kind = Kind::Secondary, QWidget *parent = nullptr);

    [[nodiscard]] Kind kind() const { return m_kind; }
    void setKind(Kind kind);
    // An icon in the colour that the kind writes in.
    void setIconName(QStringView name);

private:
    void applyIcon();

    Kind m_kind;
    QString m_icon;
};

// A square button with an icon only: its text is the tooltip and the name that a screen reader speaks.
class IconButton final : public QToolButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IconButton)

public:
    explicit IconButton(QStringView iconName, const QString &text, QWidget *parent = nullptr);
    // Text, icon, shortcut and state come from the action.
    explicit IconButton(QAction *action, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace coterie::ui
