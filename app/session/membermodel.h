// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/types.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>

namespace coterie {

// The members of one room: those who are there first, then by name. Lives in the window's thread; filled by Session.
// Keeps the last that was known while there is no connection, and says that it is that: a status is then how somebody
// was, not how they are.
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
        LastSeenRole,  // QDateTime, invalid when it is not known
        MeRole,        // bool
        TypingRole,    // bool
        DrawingRole,   // bool
        LastKnownRole, // bool: StatusRole is how they were when the connection ended
    };
    Q_ENUM(Role)

    explicit MemberModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QModelIndex indexOf(const UserId &user) const;
    [[nodiscard]] int online() const { return m_online; }
    [[nodiscard]] int all() const { return int(m_people.size()); }
    [[nodiscard]] bool isLastKnown() const { return m_lastKnown; }

    void setMe(const UserId &me);
    void setPeople(const QList<Person> &people); // what is so now: replaces them all, telling only what differs
    void put(const Person &person);              // adds or changes one
    void change(const Person &person);           // changes one who is there
    void remove(const UserId &user);
    void setTyping(const UserId &user, bool on);
    void setDrawing(const UserId &user, bool on);
    void setLastKnown(); // nobody tells how they are any more, until setPeople

signals:
    void countChanged(int online, int all);
    void lastKnownChanged(bool lastKnown);

private:
    [[nodiscard]] static bool before(const Person &a, const Person &b);
    [[nodiscard]] int rowOf(const UserId &user) const;
    [[nodiscard]] int placeFor(const Person &person) const;
    void insert(const Person &person);
    void replace(int row, const Person &person);
    void recount();
    void changeLastKnown(bool lastKnown);
    void mark(QSet<UserId> &set, const UserId &user, bool on, int role);
    [[nodiscard]] QString accessible(const Person &person) const;

    QList<Person> m_people;
    QSet<UserId> m_typing, m_drawing;
    UserId m_me;
    int m_online = 0;
    int m_told = 0;
    bool m_lastKnown = false;
};

} // namespace coterie
