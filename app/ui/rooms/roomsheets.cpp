// SPDX-License-Identifier: MIT
#include "app/ui/rooms/roomsheets.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/textlabel.h"
#include "shared/protocol/limits.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <functional>

namespace coterie::ui {

namespace {

struct SheetWords {
    Q_DECLARE_TR_FUNCTIONS(Rooms)
};

// By a room that the host has.
bool isTaken(const RoomListModel &rooms, const QString &name)
{
    for (int row = 0; row < rooms.rowCount(); ++row) {
        const bool made = rooms.index(row).data(RoomListModel::TroubleRole).toString().isEmpty() ||
                          !rooms.index(row).data(RoomListModel::JoinedRole).toBool();
        if (made &&
            rooms.index(row).data(RoomListModel::NameRole).toString().compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

QHBoxLayout *lastRow(Button *button)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, space::xs, 0, 0);
    row->addStretch();
    row->addWidget(button);
    return row;
}

} // namespace

namespace {

// Asks for a room's name; `topicToo` for one that is new. `make` gets both.
void showRoomForm(Sheet *sheet, Session &session, const QString &suggested, bool topicToo,
                  const std::function<void(const QString &, const QString &)> &done)
{
    sheet->setObjectName(QStringLiteral("newRoom"));
    auto *name = new QLineEdit(suggested, sheet);
    name->setMaxLength(int(nameLength.max));
    name->setPlaceholderText(SheetWords::tr("physics", "example of a room's name"));
    name->setAccessibleName(SheetWords::tr("Name of the room"));
    auto *topic = new QLineEdit(sheet);
    topic->setMaxLength(int(topicLength.max));
    topic->setPlaceholderText(SheetWords::tr("What is it about? May stay empty"));
    topic->setAccessibleName(SheetWords::tr("Topic"));
    auto *problem = new TextLabel(Type::Small, TextLabel::Tone::Danger, sheet);
    problem->setWordWrap(true);
    problem->hide();
    auto *create = new Button(SheetWords::tr("Create room", "button"), Button::Kind::Primary, sheet);
    sheet->column()->addWidget(new TextLabel(SheetWords::tr("Name", "of a room"), Type::SmallStrong));
    sheet->column()->addWidget(name);
    if (topicToo)
        sheet->column()->addWidget(new TextLabel(SheetWords::tr("Topic", "of a room"), Type::SmallStrong));
    sheet->column()->addWidget(topic);
    topic->setVisible(topicToo);
    sheet->column()->addWidget(problem);
    sheet->column()->addLayout(lastRow(create));
    const auto say = [=](const QString &sentence) {
        problem->setText(sentence);
        problem->setVisible(!sentence.isEmpty());
        name->setProperty("invalid", !sentence.isEmpty());
        name->update();
    };
    const auto judge = [=, &session] {
        const QString text = name->text().trimmed();
        const bool taken = isTaken(*session.rooms(), text);
        say(taken
                ? SheetWords::tr("There is a room of this name already. Choose another one, or jump there with Ctrl+K.")
                : QString());
        create->setEnabled(!text.isEmpty() && !taken);
    };
    const auto make = [=] {
        judge();
        if (!create->isEnabled())
            return;
        create->setEnabled(false);
        done(name->text().trimmed(), topic->text().simplified());
    };
    QObject::connect(name, &QLineEdit::textChanged, sheet, judge);
    QObject::connect(name, &QLineEdit::returnPressed, sheet, make);
    QObject::connect(topic, &QLineEdit::returnPressed, sheet, make);
    QObject::connect(create, &QPushButton::clicked, sheet, make);
    QObject::connect(&session, &Session::roomCreated, sheet, &Sheet::dismiss);
    QObject::connect(&session, &Session::requestFailed, sheet, [=](const QString &what, const QString &sentence) {
        if (what != u"create-room")
            return;
        say(sentence);
        create->setEnabled(true);
    });
    create->setEnabled(false);
    if (!suggested.isEmpty())
        judge();
    sheet->open(name);
    name->selectAll();
}

} // namespace

void showNewRoom(QWidget *over, Session &session)
{
    showRoomForm(new Sheet(SheetWords::tr("New room", "title of a sheet"), over), session, {}, true,
                 [&session](const QString &name, const QString &topic) { session.createRoom(name, topic); });
}

void showMakeRoom(QWidget *over, Session &session, const RoomId &room)
{
    const QString name = session.rooms()->indexOf(room).data(RoomListModel::NameRole).toString();
    showRoomForm(new Sheet(SheetWords::tr("Make #%1", "title of a sheet; %1 is a room").arg(name), over), session, name,
                 false, [&session, room](const QString &chosen, const QString &) { session.makeRoom(room, chosen); });
}

void showTopic(QWidget *over, Session &session, const RoomId &room)
{
    const QModelIndex index = session.rooms()->indexOf(room);
    auto *sheet = new Sheet(SheetWords::tr("Topic of #%1", "title of a sheet; %1 is a room")
                                .arg(index.data(RoomListModel::NameRole).toString()),
                            over);
    auto *topic = new QLineEdit(index.data(RoomListModel::TopicRole).toString(), sheet);
    topic->setMaxLength(int(topicLength.max));
    topic->setAccessibleName(SheetWords::tr("Topic"));
    topic->setPlaceholderText(SheetWords::tr("What is this room about?"));
    auto *save = new Button(SheetWords::tr("Set topic", "button"), Button::Kind::Primary, sheet);
    sheet->column()->addWidget(topic);
    sheet->column()->addLayout(lastRow(save));
    const auto set = [=, &session] {
        session.setTopic(room, topic->text().simplified());
        sheet->dismiss();
    };
    QObject::connect(topic, &QLineEdit::returnPressed, sheet, set);
    QObject::connect(save, &QPushButton::clicked, sheet, set);
    sheet->open(topic);
}

} // namespace coterie::ui
