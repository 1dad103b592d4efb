// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace coterie::ui {

class Button;
class TextLabel;

// What a list shows when it has nothing: a quiet picture, what this place is, and what to do.
class EmptyState final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyState)

public:
    explicit EmptyState(QStringView iconName, QWidget *parent = nullptr);

    void setWords(const QString &title, const QString &text);
    // How high it is when it gets this width, with its picture or without: whatever size it has now.
    [[nodiscard]] int heightFor(int width, bool picture);
    Button *addButton(const QString &text, bool primary);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void measure(int width);
    [[nodiscard]] int roomForAll() const;

    QVBoxLayout *m_column;
    QWidget *m_disc; // goes first where there is little room
    TextLabel *m_title;
    TextLabel *m_text;
};

} // namespace coterie::ui
