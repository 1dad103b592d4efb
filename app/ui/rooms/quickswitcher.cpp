// SPDX-License-Identifier: MIT
#include "app/ui/rooms/roomlistview.h"
#include "app/ui/rooms/roomsheets.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/textlabel.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int shownRows = 9;

// Letters in order, not necessarily next to each other: "phy" and "psc" both find "physics".
bool matches(const QString &name, const QString &pattern)
{
    qsizetype at = 0;
    for (const QChar c : pattern) {
        at = name.indexOf(c, at, Qt::CaseInsensitive);
        if (at < 0)
            return false;
        ++at;
    }
    return true;
}

class RoomFilter final : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setPattern(const QString &pattern)
    {
        m_pattern = pattern;
        invalidate();
        sort(0);
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        return matches(sourceModel()->index(row, 0, parent).data(RoomListModel::NameRole).toString(), m_pattern);
    }
    // What begins with the letters first, then what has something unread, then as in the list.
    [[nodiscard]] bool lessThan(const QModelIndex &a, const QModelIndex &b) const override
    {
        const auto rank = [this](const QModelIndex &index) {
            const bool begins =
                index.data(RoomListModel::NameRole).toString().startsWith(m_pattern, Qt::CaseInsensitive);
            return (begins ? 0 : 2) + (index.data(RoomListModel::UnreadRole).toInt() > 0 ? 0 : 1);
        };
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.row() < b.row();
    }

private:
    QString m_pattern;
};

// Up and Down walk through the list while the letters go into the field.
class JumpField final : public QLineEdit
{
public:
    JumpField(RoomListView &list, QWidget *parent)
        : QLineEdit(parent)
        , m_list(list)
    {
    }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        const bool down = event->key() == Qt::Key_Down;
        if (!down && event->key() != Qt::Key_Up) {
            QLineEdit::keyPressEvent(event);
            return;
        }
        const int count = m_list.model()->rowCount();
        if (count > 0) {
            const int row = (m_list.currentIndex().row() + (down ? 1 : count - 1)) % count;
            m_list.setCurrentIndex(m_list.model()->index(row, 0));
        }
    }

private:
    RoomListView &m_list;
};

} // namespace

void showQuickSwitcher(QWidget *over, Session &session, const std::function<void(const RoomId &)> &open)
{
    auto *sheet = new Sheet(QCoreApplication::translate("Rooms", "Jump to a room"), over, Sheet::Place::Top);
    sheet->setObjectName(QStringLiteral("jump"));
    sheet->setTitleShown(false);
    sheet->setCardWidth(520);
    auto *list = new RoomListView(sheet);
    auto *field = new JumpField(*list, sheet);
    field->setPlaceholderText(QCoreApplication::translate("Rooms", "Jump to a room…"));
    field->setAccessibleName(QCoreApplication::translate("Rooms", "Jump to a room"));
    auto *none = new TextLabel(QCoreApplication::translate("Rooms", "No room of this name. Ctrl+Shift+O makes one."),
                               Type::Body, TextLabel::Tone::Muted, sheet);
    none->setContentsMargins(space::s, space::s, space::s, space::s);
    auto *filter = new RoomFilter(sheet);
    filter->setSourceModel(session.rooms());
    list->setModel(filter);
    list->setMarksCurrent(true);
    list->setFocusPolicy(Qt::NoFocus);
    sheet->column()->setSpacing(space::s);
    sheet->column()->addWidget(field);
    sheet->column()->addWidget(list);
    sheet->column()->addWidget(none);
    const auto choose = [=] {
        filter->setPattern(field->text().simplified());
        list->setCurrentIndex(filter->index(0, 0));
        const int rows = std::clamp(filter->rowCount(), 0, shownRows);
        list->setFixedHeight(rows * std::max(1, list->sizeHintForRow(0)));
        list->setVisible(rows > 0);
        none->setVisible(rows == 0);
    };
    QObject::connect(field, &QLineEdit::textChanged, sheet, choose);
    QObject::connect(field, &QLineEdit::returnPressed, sheet, [=] { list->openRow(list->currentIndex().row()); });
    QObject::connect(list, &RoomListView::roomChosen, sheet, [=](const RoomId &room) {
        sheet->dismiss();
        open(room);
    });
    choose();
    sheet->open(field);
}

} // namespace coterie::ui
