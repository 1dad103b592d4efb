// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/types.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>

namespace coterie {

// The members of one room: those who are there first, then by name. Lives in the window's thread; filled by Session.
// Shows the last that was known while there is no connection.
class MemberModel final : public QAbstractListModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MemberModel)
public:
    enum Role {
        UserIdRole = Qt::UserRole + 1, // UserId
        NameRole,
        StatusRole, // Status
        StatusTextRole,
        LastSeenRole, // QDateTime, invalid when it is not known
        MeRole,       // bool
        TypingRole,   // bool
        DrawingRole,  // bool
    };
    Q_ENUM(Role)

    explicit MemberModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QModelIndex indexOf(const UserId &user) const;
    [[nodiscard]] int online() const { return m_online; }
    [[nodiscard]] int all() const { return int(m_people.size()); }

    void setMe(const UserId &me);
    void setPeople(const QList<Person> &people); // replaces them all, telling only what differs
    void put(const Person &person);              // adds or changes one
    void change(const Person &person);           // changes one who is there
    void remove(const UserId &user);
    void setTyping(const UserId &user, bool on);
    void setDrawing(const UserId &user, bool on);

signals:
    void countChanged(int online, int all);

private:
    [[nodiscard]] static bool before(const Person &a, const Person &b);
    [[nodiscard]] int rowOf(const UserId &user) const;
    [[nodiscard]] int placeFor(const Person &person) const;
    void insert(const Person &person);
    void replace(int row, const Person &person);
    void recount();
    void mark(QSet<UserId> &set, const UserId &user, bool on, int role);
    [[nodiscard]] QString accessible(const Person &person) const;

    QList<Person> m_people;
    QSet<UserId> m_typing, m_drawing;
    UserId m_me;
    int m_online = 0;
    int m_told = 0;
};

} // namespace coterie
