// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/board.h"
#include "shared/protocol/boardlook.h"

#include <QHash>
#include <QPointF>
#include <QRectF>

namespace coterie {

// A stroke that somebody else is drawing at this moment.
struct LiveStroke {
    ObjectId stream;
    UserId user;
    quint32 color = 0;
    double width = 1;
    double x = 0;
    double y = 0;
    StrokePoints points;
    int next = 0; // index of the sample to come; behind the number of points when some were lost
    qint64 heardMs = 0;
};

struct BoardCursorMark {
    UserId user;
    QString name;
    QPointF at;
    qint64 movedMs = 0;
};

// What somebody else looks at, board units, and has selected there.
struct BoardLookMark {
    UserId user;
    QString name;
    QRectF view;
    QList<ObjectId> selected;
    QRectF around; // all they have selected, when it is more than is told; else null
    std::optional<UserId> follows;
    qint64 heardMs = 0;
};

// Somebody asks everybody to come to a place of a board.
struct BoardSummons {
    RoomId room;
    BoardId board;
    QRectF view; // that they see, board units
    UserId user;
    QString name;
};

struct BoardPerson {
    UserId user;
    QString name;
    friend bool operator==(const BoardPerson &, const BoardPerson &) = default;
};

// What passes by on a board and is never stored: strokes under way, pointers and looks of the others (B15). Bounded,
// and forgets by itself what falls silent. The window's thread; time is told, never read.
class BoardGuests final
{
public:
    // The stroke that grew, and the point from which on. Nothing when the samples were of no use.
    struct Growth {
        ObjectId stream;
        int from = 0;
        QList<LiveStroke> ended{}; // that it took the place of
    };
    std::optional<Growth> note(const BoardPreview &preview, qint64 nowMs);
    bool note(const BoardPointer &pointer, qint64 nowMs); // false: nothing to paint anew
    bool note(const BoardOnlooker &onlooker, qint64 nowMs);

    // Each answers the strokes that ended; cursors and looks go without a word.
    QList<LiveStroke> expire(qint64 nowMs);
    QList<LiveStroke> forget(UserId user);
    QList<LiveStroke> clear();
    std::optional<LiveStroke> take(ObjectId stream); // the stroke itself has come

    [[nodiscard]] const LiveStroke *stroke(ObjectId stream) const;
    [[nodiscard]] QList<const LiveStroke *> strokes() const;           // in the order they began
    [[nodiscard]] QList<BoardCursorMark> cursors() const;              // by name
    [[nodiscard]] QList<BoardLookMark> looks() const;                  // by name
    [[nodiscard]] const BoardLookMark *look(const UserId &user) const; // null: nobody has told
    [[nodiscard]] QList<BoardPerson> people() const;                   // who points or looks, by name
    [[nodiscard]] bool isEmpty() const { return m_strokes.isEmpty() && m_cursors.isEmpty() && m_looks.isEmpty(); }

private:
    template <class Gone> QList<LiveStroke> takeIf(Gone gone);

    QList<LiveStroke> m_strokes;
    QHash<UserId, BoardCursorMark> m_cursors;
    QHash<UserId, BoardLookMark> m_looks;
};

} // namespace coterie
