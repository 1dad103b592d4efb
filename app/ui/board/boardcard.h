// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/shell/theme.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace coterie::ui {

inline constexpr double boardCardRadius = cornerRadius + 3; // of what lies above the board

// A raised piece of paper above the board that holds controls. Only the looks; the owner gives it its place and size,
// and puts it away where there is no room for it. What fills it shows and hides it without knowing of that.
class BoardCard final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardCard)
public:
    explicit BoardCard(Qt::Orientation orientation, const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] QBoxLayout *row() const { return m_row; }
    QWidget *addSeparator();
    // Breaks these words of the card into lines where the card would be wider than this.
    void fitWords(QLabel &words, int width);
    // The control that keys come to when they are sent to the card: the first, or what is chosen of its like; null:
    // there is none.
    [[nodiscard]] QWidget *firstControl() const;
    // Whether it was shown, room or not.
    [[nodiscard]] bool isWanted() const { return m_wanted; }
    void setHasRoom(bool has);
    void setVisible(bool visible) override; // wanted

protected:
    void focusInEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QBoxLayout *m_row;
    Qt::Orientation m_orientation;
    bool m_wanted = true;
    bool m_hasRoom = true;
};

} // namespace coterie::ui
