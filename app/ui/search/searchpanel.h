// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/searchmodel.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;

namespace coterie::ui {

class EmptyState;
class SearchList;
class Segments;
class TextLabel;

// The side column while one searches: a field, where to look, what was found, and how much of the history that was.
// Knows the model only; what is to be shown of a match, it says by signal.
class SearchPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SearchPanel)

public:
    explicit SearchPanel(SearchModel &model, QWidget *parent = nullptr);

    void begin(bool everywhere); // puts the cursor into the field, with what stands there selected
    void setRoom(const RoomId &room, const QString &name);
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] SearchList *list() const { return m_list; }
    [[nodiscard]] QString summaryText() const;
    [[nodiscard]] QString noteText() const;
    [[nodiscard]] QString emptyText() const;

signals:
    void messageChosen(const coterie::RoomId &room, coterie::Seq seq);
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void ask();
    void present();
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QString coverage() const;

    SearchModel &m_model;
    RoomId m_room;
    QString m_roomName;
    QLineEdit *m_field;
    Segments *m_scope;
    TextLabel *m_summary;
    SearchList *m_list;
    EmptyState *m_empty;
    TextLabel *m_note;
    QTimer m_waiting; // "Searching…" only when it takes longer than a blink
};

} // namespace coterie::ui
