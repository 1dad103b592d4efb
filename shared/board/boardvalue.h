// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardobject.h"

// The properties of an object that can change, each by itself, and the exact form of their values: whole numbers, so
// that every machine computes the same. Values only, any thread.
namespace coterie {

enum class BoardRegister : quint8 {
    Position,
    Color,
    Width,
    Order,
    Deleted,
    Size,
    Rotation,
    Fill,
    Opacity,
    Dash,
    FontSize,
    Align,
    Locked,
    Parent,
    Start,
    End
};
inline constexpr int boardRegisterCount = 16;
inline constexpr qsizetype maxBoardOrderBytes = 64; // of the rest of a key, in the log's board

// What a register holds. Everything is a number, and what does not fit into one has its rest in bytes: an order key
// its further numbers, a parent the object's id, an anchor the object's id (the number is the place on it).
struct BoardValue {
    qint64 number = 0;
    QByteArray bytes;
    friend bool operator==(const BoardValue &, const BoardValue &) = default;

    static BoardValue of(qint64 value) { return {value, {}}; }
    static BoardValue of(const BoardOrderKey &key) { return {key.first(), key.rest()}; }
    static BoardValue of(const std::optional<ObjectId> &object);
    static BoardValue of(const std::optional<BoardAnchor> &anchor);
    [[nodiscard]] BoardOrderKey order() const { return {number, bytes}; }
    [[nodiscard]] std::optional<ObjectId> object() const;
    [[nodiscard]] std::optional<BoardAnchor> anchor() const;
};

[[nodiscard]] constexpr bool isWide(BoardRegister reg)
{
    return reg == BoardRegister::Order || reg == BoardRegister::Parent || reg == BoardRegister::Start ||
           reg == BoardRegister::End;
}
// The value of a register that nobody has given one.
[[nodiscard]] qint64 boardDefault(BoardKind kind, BoardRegister reg);
// Whether a register of an object of this kind can hold the value at all.
[[nodiscard]] bool isLegal(BoardKind kind, BoardRegister reg, const BoardValue &value);

[[nodiscard]] qint64 packBoardPosition(double x, double y);
[[nodiscard]] qint64 packBoardSize(BoardKind kind, double w, double h);
[[nodiscard]] qint64 packBoardWidth(double width); // and sizes of fonts
[[nodiscard]] qint64 packBoardRotation(double degrees);
[[nodiscard]] qint64 packBoardOpacity(double opacity);

// Reads a register's value into the object's member.
void putBoardValue(BoardObject &object, BoardRegister reg, const BoardValue &value);

} // namespace coterie
