// SPDX-License-Identifier: MIT
#include "shared/board/boardhash.h"
#include "shared/board/snapshotitems.h"

#include <algorithm>

namespace coterie {

using namespace snapshot;

namespace {
// Several people's creations may be on their way into the log when a board becomes full (B12).
constexpr quint64 mostReadRecords = 2 * maxBoardRecords;
} // namespace

double BoardSnapshotReader::progress() const
{
    if (m_complete || !m_begun)
        return m_complete ? 1 : 0;
    return m_expectedRecords ? double(m_doc.m_slots.size()) / double(m_expectedRecords) : 0;
}

bool BoardSnapshotReader::add(QByteArrayView part)
{
    m_bytes += part.size();
    ByteReader in(part);
    while (m_ok && !in.isAtEnd())
        m_ok = m_bytes <= maxBoardSnapshotBytes && !m_complete && readItem(in) && in.isOk();
    return m_ok;
}

bool BoardSnapshotReader::readItem(ByteReader &in)
{
    const quint8 kind = in.byte();
    if (m_begun == (kind == Head))
        return false;
    switch (kind) {
    case Head:
        return readHead(in);
    case Author:
        return readAuthor(in);
    case Record:
        return readRecord(in);
    case Entry:
        return readEntry(in);
    case Touched:
        return readTouched(in);
    case Redo:
        return readRedo(in);
    case End:
        return finish();
    case Cut:
        return readCut(in);
    case Known:
        return readKnown(in);
    default:
        return false;
    }
}

bool BoardSnapshotReader::readHead(ByteReader &in)
{
    m_begun = true;
    const quint8 written = in.byte();
    if (written < oldestVersion || written > version)
        return false;
    m_doc.m_seq = Seq(in.bounded(quint64(maxSeq)));
    m_expectedHash = in.fixed64();
    m_expectedRecords = size_t(in.bounded(mostReadRecords));
    return in.isOk();
}

bool BoardSnapshotReader::readAuthor(ByteReader &in)
{
    const UserId author{getId(in)};
    const size_t before = m_doc.m_authors.size();
    if (author.isNull() || before >= maxAuthors || !m_doc.m_slots.empty() || m_history)
        return false;
    return m_doc.addAuthor(author) == before;
}

bool BoardSnapshotReader::readRecord(ByteReader &in)
{
    BoardDoc::Slot slot;
    BoardRecord &r = slot.record;
    r.id = ObjectId{getId(in)};
    r.author = quint32(in.varint());
    const quint8 kind = in.byte();
    r.created = Seq(in.bounded(quint64(m_doc.m_seq)));
    const quint8 flags = in.byte();
    const auto foreignBase = quint32(in.bounded((1u << boardRegisterCount) - 1));
    if (!in.isOk() || r.id.isNull() || r.author >= m_doc.m_authors.size() || kind > wire::mostOpenName ||
        flags > recordFlags || r.created < 1 || m_doc.m_index.contains(r.id) ||
        m_doc.m_slots.size() >= m_expectedRecords)
        return false;
    r.kind = BoardKind(kind);
    r.creationUndone = flags & CreationUndone;
    r.creationGone = flags & CreationGone;
    if (!readBase(in, r))
        return false;
    r.foreignBase = foreignBase;
    if (r.kind == BoardKind::Stroke) {
        r.points = in.blob(maxStrokeBytes).toByteArray();
        const auto extent = StrokeExtent::of(r.points);
        if (!extent)
            return false;
        r.extent = *extent;
        r.pointsHash = boardBytesHash(r.points);
    }
    if (r.kind == BoardKind::Image) {
        if (!r.extras)
            r.extras = new BoardExtras;
        r.extras->asset = in.raw(boardAssetBytes).toByteArray();
    }
    if (!in.isOk() || ((flags & HasText) && !readText(in, r)) || ((flags & HasErased) && !readErased(in, r)) ||
        !readWrites(in, r))
        return false;
    m_doc.addSlot(std::move(slot));
    m_doc.settle();
    return true;
}

bool BoardSnapshotReader::readValue(ByteReader &in, const BoardRecord &record, BoardRegister reg, BoardValue &out)
{
    out.number = in.zigzag();
    if (isWide(reg))
        out.bytes = in.blob(maxBoardOrderBytes).toByteArray();
    return in.isOk() && isLegal(record.kind, reg, out);
}

bool BoardSnapshotReader::readBase(ByteReader &in, BoardRecord &record)
{
    const auto take = [&](BoardRegister reg, qint64 number) {
        const BoardValue value = BoardValue::of(number);
        record.setBase(reg, value, record.created, record.author);
        return in.isOk() && isLegal(record.kind, reg, value);
    };
    if (!take(BoardRegister::Position, in.zigzag()) || !take(BoardRegister::Color, qint64(in.bounded(0xffff'ffff))) ||
        !take(BoardRegister::Width, qint64(in.bounded(0xffff'ffff))))
        return false;
    const qint64 order = in.zigzag();
    const qint64 turn = BoardOrderKey::turnOf(record.created, 0);
    if (order < -2 * turnLimit || order > turnLimit || !take(BoardRegister::Order, turn + order))
        return false;
    const quint64 count = in.bounded(boardRegisterCount);
    int last = -1;
    for (quint64 i = 0; i < count; ++i) {
        const quint8 number = in.byte();
        const auto reg = BoardRegister(number);
        BoardValue value;
        if (!in.isOk() || number >= boardRegisterCount || int(number) <= last || !readValue(in, record, reg, value))
            return false;
        last = number;
        const Seq tx = Seq(in.bounded(quint64(m_doc.m_seq)));
        const auto by = quint32(in.varint());
        if (!in.isOk() || by >= m_doc.m_authors.size())
            return false;
        record.setBase(reg, value, tx, by);
    }
    return in.isOk();
}

// A piece of an item that was too large for one piece of the snapshot.
bool BoardSnapshotReader::readCut(ByteReader &in)
{
    const quint8 more = in.byte();
    m_cut.append(in.blob(cutBytes));
    if (!in.isOk() || more > 1 || m_cut.size() > maxItemBytes)
        return false;
    if (more)
        return true;
    const QByteArray whole = std::exchange(m_cut, {});
    ByteReader item(whole);
    return !whole.isEmpty() && whole.front() != char(Cut) && readItem(item) && item.isOk() && item.isAtEnd();
}

bool BoardSnapshotReader::readWrites(ByteReader &in, BoardRecord &record)
{
    const quint64 count = in.bounded(maxWrites);
    if (!in.isOk() || qsizetype(count) > in.left())
        return false;
    record.writes.reserve(size_t(count));
    Seq last = 0;
    for (quint64 i = 0; i < count; ++i) {
        BoardWrite w;
        w.tx = Seq(in.bounded(quint64(m_doc.m_seq)));
        w.author = quint32(in.varint());
        const quint8 packed = in.byte();
        if (!in.isOk() || w.tx < last || w.tx < 1 || w.author >= m_doc.m_authors.size() ||
            (packed >> 1) >= boardRegisterCount)
            return false;
        last = w.tx;
        w.reg = BoardRegister(packed >> 1);
        w.undone = packed & 1;
        if (!readValue(in, record, w.reg, w.value))
            return false;
        record.writes.push_back(std::move(w));
    }
    return true;
}

bool BoardSnapshotReader::readEntry(ByteReader &in)
{
    const quint64 author = in.varint();
    BoardHistory::Entry entry;
    entry.id = OpId{getId(in)};
    entry.tx = Seq(in.bounded(quint64(m_doc.m_seq)));
    const quint8 flags = in.byte();
    if (!in.isOk() || author >= m_doc.m_histories.size() || entry.id.isNull() ||
        flags > (EntryUndone | EntryGoesOn | EntryInStep))
        return false;
    entry.undone = flags & EntryUndone;
    m_history = &m_doc.m_histories[author];
    entry.step = entry.id;
    if (flags & EntryInStep)
        entry.step = OpId{getId(in)};
    else if ((flags & EntryGoesOn) && !m_history->entries.isEmpty())
        entry.step = m_history->entries.last().step;
    if (!in.isOk() || entry.step.isNull())
        return false;
    if (m_history->entries.size() >= boardUndoTransactions || m_history->indexOf(entry.id) >= 0)
        return false;
    m_history->append(entry);
    return true;
}

bool BoardSnapshotReader::readTouched(ByteReader &in)
{
    const quint64 count = in.bounded(quint64(touchedPerItem));
    if (!in.isOk() || !m_history)
        return false;
    QList<quint32> &touched = m_history->entries.last().touched;
    if (size_t(touched.size()) + count > m_doc.m_slots.size())
        return false;
    for (quint64 i = 0; i < count; ++i) {
        const quint64 slot = in.varint();
        if (!in.isOk() || slot >= m_doc.m_slots.size())
            return false;
        touched.append(quint32(slot));
    }
    return true;
}

bool BoardSnapshotReader::readRedo(ByteReader &in)
{
    const quint64 author = in.varint();
    const OpId id{getId(in)};
    if (!in.isOk() || author >= m_doc.m_histories.size())
        return false;
    BoardHistory &history = m_doc.m_histories[author];
    const qsizetype at = history.indexOf(id);
    if (at < 0 || !history.entries.at(at).undone || history.redo.contains(id))
        return false;
    history.redo.append(id);
    return true;
}

bool BoardSnapshotReader::readKnown(ByteReader &in)
{
    const quint64 author = in.varint();
    const quint64 count = in.bounded(quint64(boardKnownDepth));
    if (!in.isOk() || author >= m_doc.m_histories.size())
        return false;
    QList<OpId> &known = m_doc.m_histories[author].known;
    if (!known.isEmpty() || count == 0)
        return false;
    for (quint64 i = 0; i < count; ++i) {
        const OpId id{getId(in)};
        if (!in.isOk() || id.isNull())
            return false;
        known.append(id);
    }
    return true;
}

bool BoardSnapshotReader::finish()
{
    m_complete = m_cut.isEmpty() && m_doc.m_slots.size() == m_expectedRecords && m_doc.m_hash == m_expectedHash;
    return m_complete;
}

} // namespace coterie
