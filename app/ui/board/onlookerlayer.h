// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardguests.h"
#include "shared/board/boarddoc.h"

#include <QColor>
#include <QFont>
#include <QHash>
#include <QPolygonF>
#include <QRegion>
#include <QSet>

#include <optional>
#include <utility>

class QPainter;

namespace coterie::ui {

class BoardCamera;

// What the others have selected: a line in each one's colour around each object, without handles, and the name once.
// Knows what it has painted, so that little has to be painted again; takes no input. The window's thread.
class OnlookerLayer final
{
public:
    // Takes the looks and the board as they are now. Where things are is worked out anew for those who have selected
    // something else, and for all when the board has changed.
    void take(const QList<BoardLookMark> &looks, const BoardDoc &doc, bool boardChanged);
    // Whether these changes may have moved what somebody has selected: all of it else is worked out for nothing.
    [[nodiscard]] bool concerns(const QList<BoardObjectChange> &changes, const BoardDoc &doc) const;
    // Places what is in sight; sight: the widget. Answers what has to be painted again, in widget pixels.
    QRegion update(const BoardCamera &camera, const QFont &font, const QRectF &sight, qint64 nowMs);
    // Somebody has just written in an object: for a while the name says that they do, if they have it selected.
    void noteWriting(const UserId &user, const ObjectId &object, qint64 nowMs);
    [[nodiscard]] qint64 nextChangeMs(qint64 nowMs) const; // until somebody may have stopped writing; -1: nobody writes
    QRegion clear();
    void paint(QPainter &painter, const QFont &font, const QColor &ground) const;
    [[nodiscard]] bool isEmpty() const { return m_shown.isEmpty(); }

private:
    // In board units: a box, turned about its middle.
    struct Turned {
        QRectF box;
        double rotation = 0;
        double title = 0;     // how far the title of a frame reaches above it
        QSet<ObjectId> parts; // what it was made of
    };
    struct Known {
        UserId user;
        QString name;
        QRectF around;
        QList<ObjectId> selected;
        QList<std::pair<ObjectId, Turned>> boxes; // of those that are there
    };
    struct Shown {
        QColor color;
        QList<QPolygonF> outlines;
        bool all = false; // one line around more than is told
        QString name;
        QRectF flag; // of the name
    };
    [[nodiscard]] static std::optional<Turned> boxOf(const BoardDoc &doc, const ObjectId &id, qsizetype &leavesLeft);
    [[nodiscard]] QString wordsOf(const Known &look, qint64 nowMs) const; // on the flag
    [[nodiscard]] static QPolygonF outlineOf(const Turned &object, const BoardCamera &camera, double padding);
    [[nodiscard]] QRegion bounds() const;

    struct Writing {
        ObjectId object;
        qint64 untilMs = 0;
    };

    QList<Known> m_known;
    QHash<UserId, Writing> m_writing; // who has written where lately
    QList<Shown> m_shown;
    QRegion m_bounds; // of what is shown
};

} // namespace coterie::ui
