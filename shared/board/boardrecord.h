// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"
#include "shared/board/boardtext.h"
#include "shared/board/boardvalue.h"

#include <QSharedData>

#include <memory>
#include <vector>

// One object of a board as BoardDoc keeps it. Values only, any thread.
namespace coterie {

inline constexpr int maxBoardWrites = 64; // that stand above the base of one register

// A value somebody gave to a register. tx is the place of its transaction in the order; see BoardDoc for pending ones.
struct BoardWrite {
    Seq tx = 0;
    BoardValue value;
    quint32 author = 0;
    BoardRegister reg = BoardRegister::Position;
    bool undone = false;
};

// What most objects do not have.
struct BoardExtras : QSharedData {
    struct Base {
        BoardRegister reg = BoardRegister::Position;
        BoardValue value;
        Seq tx = 0; // of the write it came from
        quint32 author = 0;
    };
    std::vector<Base> base; // other than the usual values, by register
    QByteArray asset;
    std::shared_ptr<const BoardText> text; // may be null
    std::shared_ptr<const BoardErased> erased;
};

class BoardRecord final
{
public:
    ObjectId id;
    quint32 author = 0; // index in BoardDoc's table of authors
    BoardKind kind = BoardKind::Stroke;
    bool creationUndone = false;
    bool creationGone = false; // ... for good
    quint32 foreignBase = 0;   // bit per register: base came from somebody other than the author
    Seq created = 0;
    QByteArray points;
    StrokeExtent extent;
    quint64 pointsHash = 0;
    std::vector<BoardWrite> writes;         // in order of tx; they stand above base
    QSharedDataPointer<BoardExtras> extras; // may be null

    [[nodiscard]] BoardValue value(BoardRegister reg) const;
    [[nodiscard]] qint64 number(BoardRegister reg) const;
    [[nodiscard]] BoardValue base(BoardRegister reg) const;
    void setBase(BoardRegister reg, const BoardValue &value, Seq tx, quint32 by);
    [[nodiscard]] const BoardExtras::Base *rareBase(BoardRegister reg) const;
    // The place of the write that gives the register its value; that of the creation when there is none above base.
    [[nodiscard]] Seq placeOf(BoardRegister reg) const;
    [[nodiscard]] quint32 authorOf(BoardRegister reg) const; // of that write

    [[nodiscard]] bool isVisible() const;
    [[nodiscard]] bool isLocked() const { return number(BoardRegister::Locked) != 0; }
    [[nodiscard]] bool isTouchedBy(Seq tx) const;
    [[nodiscard]] BoardObject object(UserId authorId) const; // without its ancestors' order
    [[nodiscard]] QRectF box() const;                        // of that object
    [[nodiscard]] quint64 stateHash(UserId authorId) const;
    [[nodiscard]] quint64 lookHash() const; // of what is painted, but for its order

    [[nodiscard]] const BoardText *writing() const; // null: nothing ever was
    [[nodiscard]] const BoardErased *erasing() const;
    // An effective change of somebody else that keeps the object when its author takes the creation back; erasing it
    // does not.
    [[nodiscard]] bool hasForeignWork() const;
    // Who did the latest of it, of values, text and erased parts, as far as it is known.
    [[nodiscard]] std::optional<quint32> foreignAuthor() const;
    [[nodiscard]] BoardText text() const;
    [[nodiscard]] quint64 textHash() const;
    void setText(BoardText text);
    bool erasePart(Seq tx, quint32 by, bool back, const BoardIntervals &parts);
    void setErased(BoardErased erased);

    void write(Seq tx, quint32 by, BoardRegister reg, BoardValue newValue);
    // place and client: of the undo or redo.
    void setUndone(Seq tx, bool undone, Seq place, quint32 client);
    void bake(Seq tx);
    // Every order key it has ever been given and still remembers.
    void collectOrders(std::vector<BoardOrderKey> &keys) const;
    bool replaceOrders(const std::vector<std::pair<BoardOrderKey, BoardOrderKey>> &byOld);

private:
    [[nodiscard]] const BoardWrite *effective(BoardRegister reg) const;
    template <class Visit> bool anyForeign(Visit visit) const;
    void setBase(const BoardWrite &from);

    // The base of the registers that every object has; an entry in extras goes before them.
    qint64 m_position = 0;
    qint64 m_order = 0;
    quint32 m_color = 0;
    quint32 m_width = 0;
};

} // namespace coterie
