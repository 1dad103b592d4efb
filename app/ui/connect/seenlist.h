// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/settings.h"
#include "app/ui/connect/sessiondelegate.h"

#include <QListView>
#include <QStandardItemModel>

namespace coterie::ui {

// The sessions one has been to or has hosted, the latest first. Enter or a click chooses, Delete forgets.
class SeenList final : public QListView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SeenList)

public:
    enum Role { UrlRole = SessionDelegate::FirstFree, FileRole, FolderRole };

    explicit SeenList(Settings &settings, QWidget *parent = nullptr);

    [[nodiscard]] bool isEmpty() const { return m_model.rowCount() == 0; }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void chosen(const coterie::SeenSession &session);
    void changed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void fill();
    [[nodiscard]] static SeenSession sessionAt(const QModelIndex &index);
    void choose(const QModelIndex &index);
    void forget(const QModelIndex &index);

    Settings &m_settings;
    QStandardItemModel m_model;
};

} // namespace coterie::ui
