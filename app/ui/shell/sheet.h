// SPDX-License-Identifier: MIT
#pragma once

#include <QPointer>
#include <QWidget>

class QAction;
class QVBoxLayout;

namespace coterie::ui {

// A card over the window, with the rest dimmed: new room, host, shortcuts, questions. Esc or a click beside it closes
// it; the focus stays inside while it is open and goes back to where it was afterwards. The window's shortcuts do nothing
// beneath it, but for those with setWorksOverSheets(). Deletes itself when closed, and goes with whom it was opened by.
class Sheet : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Sheet)

public:
    enum class Place { Middle, Top };

    // `over` is any widget of the window that it shall cover: the one of whose things it speaks. When that ends, it goes
    // without a word: dismissed() is a person's doing.
    explicit Sheet(const QString &title, QWidget *over, Place place = Place::Middle);

    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    void setCardWidth(int width);
    void setTitleShown(bool on);
    // Where the focus goes first.
    void open(QWidget *first);
    [[nodiscard]] static Sheet *openIn(const QWidget *window);
    static void setWorksOverSheets(QAction *action);

public slots:
    void dismiss();

signals:
    void dismissed();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void drop();
    [[nodiscard]] bool isOfTheWindow(const QKeyEvent &key) const;
    void pressDefault();

    QWidget *m_card;
    QWidget *m_title;
    QVBoxLayout *m_column;
    QPointer<QWidget> m_before;
    Place m_place;
    int m_cardWidth = 440;
};

} // namespace coterie::ui
