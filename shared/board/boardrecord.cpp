// SPDX-License-Identifier: MIT
#include "shared/board/boardrecord.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace coterie {
namespace {

constexpr double unit = 256;

constexpr quint64 mix(quint64 h, quint64 v)
{
    v *= 0x9e37'79b9'7f4a'7c15ull;
    v ^= v >> 32;
    h = (h ^ v) * 0xd6e8'feb8'6659'fd93ull;
    return h ^ (h >> 29);
}

quint64 mix(quint64 h, const QUuid &id)
{
    const QByteArray raw = id.toRfc4122();
    return mix(mix(h, qFromBigEndian<quint64>(raw.constData())), qFromBigEndian<quint64>(raw.constData() + 8));
}

} // namespace

qint64 packBoardPosition(double x, double y)
{
    const auto half = [](double v) { return quint64(quint32(qint32(std::llround(v * unit)))); };
    return qint64((half(x) << 32) | half(y));
}

qint64 packBoardWidth(double width)
{
    return std::max<qint64>(1, std::llround(width * unit));
}

quint64 boardBytesHash(QByteArrayView bytes)
{
    quint64 h = mix(0x51ed'2701'6c4f'9b3dull, quint64(bytes.size()));
    qsizetype i = 0;
    for (; i + 8 <= bytes.size(); i += 8)
        h = mix(h, qFromLittleEndian<quint64>(bytes.data() + i));
    for (; i < bytes.size(); ++i)
        h = mix(h, quint8(bytes[i]));
    return h;
}

QRectF BoardObject::box() const
{
    const double q = strokeQuantum(extent.exponent);
    const double radius = width * (extent.hasPressure ? 0.85 : 0.5);
    return QRectF(QPointF(x + extent.left * q - radius, y + extent.top * q - radius),
                  QPointF(x + extent.right * q + radius, y + extent.bottom * q + radius));
}

const BoardWrite *BoardRecord::effective(BoardRegister reg) const
{
    for (size_t i = writes.size(); i-- > 0;)
        if (writes[i].reg == reg && !writes[i].undone)
            return &writes[i];
    return nullptr;
}

qint64 BoardRecord::value(BoardRegister reg) const
{
    const BoardWrite *top = effective(reg);
    return top ? top->value : base[size_t(reg)];
}

// What others did to the look of an object keeps it when its author takes the creation back; erasing does not.
bool BoardRecord::hasForeignWork() const
{
    for (int i = 0; i < boardRegisterCount; ++i) {
        const auto reg = BoardRegister(i);
        if (reg == BoardRegister::Deleted)
            continue;
        const BoardWrite *top = effective(reg);
        if (top ? top->author != author : (foreignBase >> i) & 1)
            return true;
    }
    return false;
}

bool BoardRecord::isVisible() const
{
    if (value(BoardRegister::Deleted))
        return false;
    return !(creationUndone || creationGone) || hasForeignWork();
}

bool BoardRecord::isTouchedBy(Seq tx) const
{
    return created == tx || std::any_of(writes.begin(), writes.end(), [tx](const BoardWrite &w) { return w.tx == tx; });
}

BoardObject BoardRecord::object(UserId authorId) const
{
    BoardObject o;
    o.id = id;
    o.author = authorId;
    o.kind = kind;
    o.points = points;
    o.extent = extent;
    const auto position = quint64(value(BoardRegister::Position));
    o.x = double(qint32(quint32(position >> 32))) / unit;
    o.y = double(qint32(quint32(position))) / unit;
    o.color = quint32(value(BoardRegister::Color));
    o.width = double(value(BoardRegister::Width)) / unit;
    o.order = value(BoardRegister::Order);
    return o;
}

quint64 BoardRecord::stateHash(UserId authorId) const
{
    quint64 h = mix(mix(quint64(kind), id.value), authorId.value);
    h = mix(mix(h, pointsHash), quint64(created));
    for (int i = 0; i < boardRegisterCount; ++i)
        h = mix(h, quint64(value(BoardRegister(i))));
    return mix(h, isVisible() ? 1 : 0);
}

void BoardRecord::write(Seq tx, quint32 by, BoardRegister reg, qint64 newValue)
{
    // Within one transaction the later value replaces the earlier one, so undo sees one write per register.
    for (size_t i = writes.size(); i-- > 0 && writes[i].tx == tx;)
        if (writes[i].reg == reg) {
            writes[i].value = newValue;
            return;
        }
    writes.push_back({tx, newValue, by, reg, false});
    const auto sameRegister = [reg](const BoardWrite &w) { return w.reg == reg; };
    if (std::count_if(writes.begin(), writes.end(), sameRegister) > maxBoardWrites) {
        const auto lowest = std::find_if(writes.begin(), writes.end(), sameRegister);
        if (!lowest->undone)
            setBase(*lowest);
        writes.erase(lowest);
    }
}

void BoardRecord::setBase(const BoardWrite &from)
{
    base[size_t(from.reg)] = from.value;
    const auto bit = quint8(1 << int(from.reg));
    foreignBase = quint8(from.author == author ? foreignBase & ~bit : foreignBase | bit);
}

void BoardRecord::setUndone(Seq tx, bool undone)
{
    if (created == tx)
        creationUndone = undone;
    for (BoardWrite &w : writes)
        if (w.tx == tx)
            w.undone = undone;
}

// The transaction can be neither undone nor redone any more. A write that counts hides everything below it for ever.
void BoardRecord::bake(Seq tx, bool undone)
{
    if (created == tx && undone)
        creationGone = true;
    if (undone) {
        std::erase_if(writes, [tx](const BoardWrite &w) { return w.tx == tx; });
        return;
    }
    for (int i = 0; i < boardRegisterCount; ++i) {
        const auto reg = BoardRegister(i);
        const auto baked =
            std::find_if(writes.begin(), writes.end(), [&](const BoardWrite &w) { return w.tx == tx && w.reg == reg; });
        if (baked == writes.end())
            continue;
        setBase(*baked);
        const auto last = baked + 1;
        writes.erase(std::remove_if(writes.begin(), last, [reg](const BoardWrite &w) { return w.reg == reg; }), last);
    }
    if (writes.empty())
        writes.shrink_to_fit();
}

} // namespace coterie
