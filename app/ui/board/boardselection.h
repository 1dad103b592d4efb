// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <QObject>
#include <QSet>

#include <functional>

namespace coterie::ui {

// What is chosen on a board by one person: objects in the order they were chosen, a group as one unless it has been
// entered. Beside it where the keys are, which may be at something that is not chosen. Holds ids only, and never one of
// what cannot be seen (any more): whoever asks for that gets the rest. The window's thread. Never in an undo step
// (W-25).
class BoardSelection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardSelection)
public:
    using IsSeen = std::function<bool(const ObjectId &)>; // on the board, by now
    explicit BoardSelection(IsSeen isSeen, QObject *parent = nullptr);

    [[nodiscard]] const QList<ObjectId> &ids() const { return m_ids; }
    [[nodiscard]] bool isEmpty() const { return m_ids.isEmpty(); }
    [[nodiscard]] bool contains(const ObjectId &id) const { return m_ids.contains(id); }
    // The group whose content is chosen one by one.
    [[nodiscard]] std::optional<ObjectId> entered() const { return m_entered; }

    void set(const QList<ObjectId> &ids);
    void add(const QList<ObjectId> &ids);
    void toggle(const ObjectId &id);
    void clear(); // and nothing is entered
    // Wherever they are: a group that holds all of them is entered, any other one left.
    void choose(const BoardDoc &doc, const QList<ObjectId> &ids);
    void enter(const ObjectId &group, const ObjectId &child);
    bool leaveGroup(); // chooses the group instead of what is in it; false when none was entered
    void prune();      // something may have gone

    // Where the keys are: at what was chosen last, unless they have gone on since, which chooses nothing.
    [[nodiscard]] std::optional<ObjectId> current() const;
    [[nodiscard]] bool isApart() const; // they have, and it is not what is chosen alone
    void goTo(const ObjectId &id);
    void toggleCurrent();

    // What a click on the object means: the outermost group it is in, inside the entered one.
    [[nodiscard]] ObjectId unitOf(const BoardDoc &doc, const ObjectId &id) const;

signals:
    void changed();
    void currentChanged(); // and nothing else

private:
    void take(QList<ObjectId> ids, std::optional<ObjectId> current);

    const IsSeen m_isSeen;
    QList<ObjectId> m_ids;
    std::optional<ObjectId> m_current; // since the keys have gone on
    std::optional<ObjectId> m_entered;
};

} // namespace coterie::ui
