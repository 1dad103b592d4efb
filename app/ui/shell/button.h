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
    // In a column that is too narrow for its words they go on in a second line; else a button is as wide as they are.
    void setWrapping(bool on);
    [[nodiscard]] bool isWrapping() const { return m_wrapping; }
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return m_wrapping; }
    [[nodiscard]] int heightForWidth(int width) const override;
    // An icon in the colour that the kind writes in.
    void setIconName(QStringView name);

private:
    void applyIcon();

    Kind m_kind;
    bool m_wrapping = false;
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
