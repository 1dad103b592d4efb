// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/strokepoints.h"
#include "shared/schema/field.h"

#include <QList>

#include <vector>

// What is rubbed out of a stroke (B20): pieces along it, in 1/256 of the way from one point to the next, so that 256 i
// is point i. The stroke itself stays whole. Values only, any thread.
namespace coterie {

inline constexpr int boardPartUnit = 256;
inline constexpr int maxBoardParts = 64;         // of one operation
inline constexpr int maxBoardStrokeParts = 1024; // that one stroke remembers

// [from, to).
struct BoardInterval {
    int from = 0;
    int to = 0;
    friend bool operator==(const BoardInterval &, const BoardInterval &) = default;

    static consteval auto schema()
    {
        using namespace wire;
        constexpr Range along{0, qint64(maxStrokePoints) * boardPartUnit};
        return record("boardInterval", "A piece of a stroke.",
                      field<&BoardInterval::from>(1, "from", along, "Where it begins: number of the point × 256."),
                      field<&BoardInterval::to>(2, "to", along, "Where it ends, behind `from`."));
    }
};
using BoardIntervals = QList<BoardInterval>; // in the lists of this program: by from, and no two touch

// How long a stroke of so many points is. A dot is one unit.
[[nodiscard]] constexpr int boardStrokeLength(int points)
{
    return points > 1 ? (points - 1) * boardPartUnit : 1;
}
// Sorted, joined where they touch, and cut to [0, length).
[[nodiscard]] BoardIntervals boardUnion(BoardIntervals parts, int length);
// What is in the one list and not in the other.
[[nodiscard]] BoardIntervals boardWithout(const BoardIntervals &parts, const BoardIntervals &others);
// What is left of [0, length) without the parts.
[[nodiscard]] BoardIntervals boardRest(const BoardIntervals &parts, int length);
// The extent of what is left, never too small: a curve through the middles of the lines between the points stays in it.
// Nothing when nothing is left.
[[nodiscard]] std::optional<StrokeExtent> boardRestExtent(QByteArrayView packed, const BoardIntervals &rest);

// The parts of one stroke with the erasings they came from. What is asked of it is true after join().
class BoardErased final
{
public:
    [[nodiscard]] const BoardIntervals &parts() const { return m_union; } // that are gone now
    [[nodiscard]] const StrokeExtent &rest() const { return m_rest; }     // of what is left, if anything is
    [[nodiscard]] bool isAll() const { return m_isAll; }
    [[nodiscard]] quint64 hash() const { return m_hash; } // 0: nothing is gone
    [[nodiscard]] bool isEditedBy(Seq tx) const;
    [[nodiscard]] bool hasWorkBeside(quint32 owner) const;
    [[nodiscard]] std::optional<std::pair<Seq, quint32>> latestBeside(quint32 owner) const; // as of a BoardText
    // False, and nothing changes, when the stroke would be in too many pieces.
    [[nodiscard]] bool add(Seq tx, quint32 author, bool back, const BoardIntervals &parts, int points);
    void setUndone(Seq tx, bool undone);
    void bake(Seq tx, quint32 owner, int points);
    void join(QByteArrayView packed, int points);

private:
    friend class BoardSnapshotWriter;
    friend class BoardSnapshotReader;

    struct Edit {
        Seq tx = 0;
        quint32 author = 0;
        bool undone = false;
        bool final = false; // waits for those before it
        bool back = false;  // brings the parts back
        BoardIntervals parts;
    };

    BoardIntervals m_base;     // for good
    std::vector<Edit> m_edits; // by tx
    bool m_foreign = false;    // somebody else's are in the base
    BoardIntervals m_union;
    StrokeExtent m_rest;
    bool m_isAll = false;
    quint64 m_hash = 0;
};

} // namespace coterie
