// SPDX-License-Identifier: MIT
#include "shared/board/boardvalue.h"

#include "shared/util/within.h"

#include <algorithm>
#include <cmath>

namespace coterie {
namespace {

constexpr double unit = 256;           // positions, sizes, widths
constexpr double fractionUnit = 65536; // factors of scale, places on a box
constexpr double degreeUnit = 1024;
constexpr qint64 fullTurn = 360 * qint64(degreeUnit);
constexpr double opacityUnit = 1000;

qint64 packPair(double a, double b, double scale)
{
    const auto half = [scale](double v) { return quint64(quint32(qint32(std::llround(v * scale)))); };
    return qint64((half(a) << 32) | half(b));
}

double first(qint64 packed, double scale)
{
    return double(qint32(quint32(quint64(packed) >> 32))) / scale;
}

double second(qint64 packed, double scale)
{
    return double(qint32(quint32(quint64(packed)))) / scale;
}

double scaleWithin(double factor)
{
    const double sign = factor < 0 ? -1 : 1;
    return sign * std::clamp(std::abs(factor), 1 / fractionUnit, maxBoardScale);
}

} // namespace

BoardValue BoardValue::of(const std::optional<ObjectId> &object)
{
    return {0, object ? object->value.toRfc4122() : QByteArray()};
}

BoardValue BoardValue::of(const std::optional<BoardAnchor> &anchor)
{
    if (!anchor)
        return {};
    return {packPair(anchor->x, anchor->y, fractionUnit), anchor->object.value.toRfc4122()};
}

std::optional<ObjectId> BoardValue::object() const
{
    if (bytes.size() != 16)
        return {};
    return ObjectId{QUuid::fromRfc4122(bytes)};
}

std::optional<BoardAnchor> BoardValue::anchor() const
{
    if (bytes.size() != 16)
        return {};
    return BoardAnchor{ObjectId{QUuid::fromRfc4122(bytes)}, first(number, fractionUnit), second(number, fractionUnit)};
}

qint64 boardDefault(BoardKind kind, BoardRegister reg)
{
    switch (reg) {
    case BoardRegister::Color:
        return boardColorDefault;
    case BoardRegister::Width:
        return packBoardWidth(boardWidthDefault);
    case BoardRegister::Size:
        return kind == BoardKind::Stroke ? packPair(1, 1, fractionUnit) : 0;
    case BoardRegister::Opacity:
        return qint64(opacityUnit);
    case BoardRegister::FontSize:
        return packBoardWidth(boardFontDefault);
    default:
        return 0;
    }
}

bool isLegal(BoardKind kind, BoardRegister reg, const BoardValue &value)
{
    const qint64 n = value.number;
    if (!isWide(reg) && !value.bytes.isEmpty())
        return false;
    const bool named =
        value.bytes.size() == 16 && std::any_of(value.bytes.begin(), value.bytes.end(), [](char c) { return c; });
    switch (reg) {
    case BoardRegister::Position:
        return isWithin(first(n, unit), maxBoardCoordinate) && isWithin(second(n, unit), maxBoardCoordinate);
    case BoardRegister::Color:
    case BoardRegister::Fill:
        return n >= 0 && n <= 0xffff'ffff;
    case BoardRegister::Width:
        return n >= 1 && n <= packBoardWidth(maxBoardWidth);
    case BoardRegister::Order:
        return value.bytes.size() <= maxBoardOrderBytes && value.bytes.size() % 8 == 0 && n != 0 &&
               !value.order().isPending();
    case BoardRegister::Deleted:
    case BoardRegister::Locked:
        return n == 0 || n == 1;
    case BoardRegister::Size:
        return kind == BoardKind::Stroke
                   ? n == packBoardSize(kind, first(n, fractionUnit), second(n, fractionUnit))
                   : isWithin(first(n, unit), maxBoardCoordinate) && isWithin(second(n, unit), maxBoardCoordinate) &&
                         n == packBoardSize(kind, first(n, unit), second(n, unit));
    case BoardRegister::Rotation:
        return n >= 0 && n < fullTurn;
    case BoardRegister::Opacity:
        return n >= 0 && n <= qint64(opacityUnit);
    case BoardRegister::Dash:
    case BoardRegister::Align:
        return n >= 0 && n <= 2;
    case BoardRegister::FontSize:
        return n >= packBoardWidth(minBoardFont) && n <= packBoardWidth(maxBoardFont);
    case BoardRegister::Parent:
        return n == 0 && (value.bytes.isEmpty() || named);
    case BoardRegister::Start:
    case BoardRegister::End: {
        if (value.bytes.isEmpty())
            return n == 0;
        const double x = first(n, fractionUnit);
        const double y = second(n, fractionUnit);
        return isBoardLine(kind) && named && x >= 0 && x <= 1 && y >= 0 && y <= 1;
    }
    }
    return false;
}

qint64 packBoardPosition(double x, double y)
{
    return packPair(x, y, unit);
}

qint64 packBoardSize(BoardKind kind, double w, double h)
{
    if (kind == BoardKind::Stroke)
        return packPair(scaleWithin(w), scaleWithin(h), fractionUnit);
    return isBoardLine(kind) ? packPair(w, h, unit) : packPair(std::abs(w), std::abs(h), unit);
}

qint64 packBoardWidth(double width)
{
    return std::max<qint64>(1, std::llround(width * unit));
}

qint64 packBoardRotation(double degrees)
{
    const qint64 turned = std::llround(degrees * degreeUnit) % fullTurn;
    return turned < 0 ? turned + fullTurn : turned;
}

qint64 packBoardOpacity(double opacity)
{
    return std::llround(opacity * opacityUnit);
}

void putBoardValue(BoardObject &o, BoardRegister reg, const BoardValue &value)
{
    const qint64 n = value.number;
    switch (reg) {
    case BoardRegister::Position:
        o.x = first(n, unit);
        o.y = second(n, unit);
        break;
    case BoardRegister::Color:
        o.color = quint32(n);
        break;
    case BoardRegister::Width:
        o.width = double(n) / unit;
        break;
    case BoardRegister::Order:
        o.order = value.order();
        break;
    case BoardRegister::Size: {
        const double scale = o.kind == BoardKind::Stroke ? fractionUnit : unit;
        o.w = first(n, scale);
        o.h = second(n, scale);
        break;
    }
    case BoardRegister::Rotation:
        o.rotation = double(n) / degreeUnit;
        break;
    case BoardRegister::Fill:
        o.fill = quint32(n);
        break;
    case BoardRegister::Opacity:
        o.opacity = double(n) / opacityUnit;
        break;
    case BoardRegister::Dash:
        o.dash = BoardDash(n);
        break;
    case BoardRegister::FontSize:
        o.fontSize = double(n) / unit;
        break;
    case BoardRegister::Align:
        o.align = BoardAlign(n);
        break;
    case BoardRegister::Locked:
        o.locked = n != 0;
        break;
    case BoardRegister::Parent:
        o.parent = value.object();
        break;
    case BoardRegister::Start:
        o.start = value.anchor();
        break;
    case BoardRegister::End:
        o.end = value.anchor();
        break;
    case BoardRegister::Deleted:
        break;
    }
}

} // namespace coterie
