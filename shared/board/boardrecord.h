// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

#include <QRectF>

#include <array>
#include <vector>

// One object of a board as BoardDoc keeps it. Values only, any thread.
namespace coterie {

// The properties that can change, each by itself. Positions are two 32-bit halves in 1/256 of a unit, widths 1/256.
enum class BoardRegister : quint8 { Position, Color, Width, Order, Deleted };
inline constexpr int boardRegisterCount = 5;
inline constexpr int maxBoardWrites = 64; // that stand above the base of one register

// An object as everybody sees it now.
struct BoardObject {
    ObjectId id;
    UserId author;
    BoardKind kind = BoardKind::Stroke;
    QByteArray points;
    StrokeExtent extent;
    double x = 0;
    double y = 0;
    quint32 color = 0;
    double width = 0;
    qint64 order = 0; // painted from low to high, equal ones by id

    // Everything the object can ink, in board units, without the half pixel of antialiasing.
    [[nodiscard]] QRectF box() const;
};

// A value somebody gave to a register. tx is the place of its transaction in the order; see BoardDoc for pending ones.
struct BoardWrite {
    Seq tx = 0;
    qint64 value = 0;
    quint32 author = 0;
    BoardRegister reg = BoardRegister::Position;
    bool undone = false;
};

class BoardRecord final
{
public:
    ObjectId id;
    quint32 author = 0; // index in BoardDoc's table of authors
    BoardKind kind = BoardKind::Stroke;
    Seq created = 0;
    QByteArray points;
    StrokeExtent extent;
    quint64 pointsHash = 0;
    std::array<qint64, boardRegisterCount> base{};
    std::vector<BoardWrite> writes; // in order of tx; they stand above base
    quint8 foreignBase = 0;         // bit per register: base came from somebody other than the author
    bool creationUndone = false;
    bool creationGone = false; // ... for good

    [[nodiscard]] qint64 value(BoardRegister reg) const;
    [[nodiscard]] bool isVisible() const;
    [[nodiscard]] bool isTouchedBy(Seq tx) const;
    [[nodiscard]] BoardObject object(UserId authorId) const;
    [[nodiscard]] quint64 stateHash(UserId authorId) const;

    void write(Seq tx, quint32 by, BoardRegister reg, qint64 newValue);
    void setUndone(Seq tx, bool undone);
    void bake(Seq tx, bool undone);

private:
    [[nodiscard]] const BoardWrite *effective(BoardRegister reg) const;
    [[nodiscard]] bool hasForeignWork() const;
    void setBase(const BoardWrite &from);
};

[[nodiscard]] qint64 packBoardPosition(double x, double y);
[[nodiscard]] qint64 packBoardWidth(double width);
[[nodiscard]] quint64 boardBytesHash(QByteArrayView bytes);

} // namespace coterie
