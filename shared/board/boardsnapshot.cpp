// SPDX-License-Identifier: MIT
#include "shared/board/boardsnapshot.h"

#include "shared/board/bytes.h"

#include <algorithm>

namespace coterie {
namespace {

enum Item : quint8 { Head = 1, Author = 2, Record = 3, Entry = 4, Touched = 5, Redo = 6, End = 7 };
enum RecordFlag : quint8 { CreationUndone = 1, CreationGone = 2 };

constexpr quint8 snapshotVersion = 1;
constexpr quint64 maxAuthors = 1'000'000;
constexpr quint64 maxWrites = 1'000'000;
constexpr qsizetype touchedPerItem = 8'000;

void putId(ByteWriter &out, const QUuid &id)
{
    out.raw(id.toRfc4122());
}

QUuid getId(ByteReader &in)
{
    return QUuid::fromRfc4122(in.raw(16));
}

bool isLegal(BoardRegister reg, qint64 value)
{
    switch (reg) {
    case BoardRegister::Position:
        return true;
    case BoardRegister::Color:
        return value >= 0 && value <= 0xffff'ffff;
    case BoardRegister::Width:
        return value >= 1 && value <= packBoardWidth(maxBoardWidth);
    case BoardRegister::Order:
        return value >= -maxSeq && value <= maxSeq;
    case BoardRegister::Deleted:
        return value == 0 || value == 1;
    }
    return false;
}

} // namespace

// Items are written into a piece until the next one does not fit.
class BoardSnapshotWriter final
{
public:
    explicit BoardSnapshotWriter(const BoardDoc &doc)
        : m_doc(doc)
    {
    }

    QList<QByteArray> write()
    {
        item(Head, [&](ByteWriter &out) {
            out.byte(snapshotVersion);
            out.varint(quint64(m_doc.m_seq));
            out.fixed64(m_doc.m_hash);
            out.varint(m_doc.m_slots.size());
        });
        for (const UserId &author : m_doc.m_authors)
            item(Author, [&](ByteWriter &out) { putId(out, author.value); });
        for (const auto &slot : m_doc.m_slots)
            item(Record, [&](ByteWriter &out) { record(out, slot.record); });
        for (quint32 author = 0; author < m_doc.m_histories.size(); ++author)
            history(author, m_doc.m_histories[author]);
        item(End, [](ByteWriter &) {});
        m_parts.append(m_part);
        return m_parts;
    }

private:
    template <class Fill> void item(Item kind, Fill fill)
    {
        m_item.clear();
        ByteWriter out(m_item);
        out.byte(kind);
        fill(out);
        if (m_part.size() + m_item.size() > boardPartBytes) {
            m_parts.append(m_part);
            m_part = {};
        }
        m_part.append(m_item);
    }
    static void record(ByteWriter &out, const BoardRecord &r)
    {
        putId(out, r.id.value);
        out.varint(r.author);
        out.byte(quint8(r.kind));
        out.varint(quint64(r.created));
        out.byte(quint8((r.creationUndone ? CreationUndone : 0) | (r.creationGone ? CreationGone : 0)));
        out.byte(r.foreignBase);
        for (const qint64 value : r.base)
            out.zigzag(value);
        out.blob(r.points);
        out.varint(r.writes.size());
        for (const BoardWrite &w : r.writes) {
            out.varint(quint64(w.tx));
            out.varint(w.author);
            out.byte(quint8(quint8(w.reg) << 1 | (w.undone ? 1 : 0)));
            out.zigzag(w.value);
        }
    }
    void history(quint32 author, const BoardHistory &history)
    {
        for (const BoardHistory::Entry &entry : history.entries) {
            item(Entry, [&](ByteWriter &out) {
                out.varint(author);
                putId(out, entry.id.value);
                out.varint(quint64(entry.tx));
                out.byte(entry.undone ? 1 : 0);
            });
            for (qsizetype at = 0; at < entry.touched.size(); at += touchedPerItem) {
                const qsizetype end = std::min(at + touchedPerItem, entry.touched.size());
                item(Touched, [&](ByteWriter &out) {
                    out.varint(quint64(end - at));
                    for (qsizetype i = at; i < end; ++i)
                        out.varint(entry.touched.at(i));
                });
            }
        }
        for (const OpId &id : history.redo)
            item(Redo, [&](ByteWriter &out) {
                out.varint(author);
                putId(out, id.value);
            });
    }

    const BoardDoc &m_doc;
    QList<QByteArray> m_parts;
    QByteArray m_part;
    QByteArray m_item;
};

QList<QByteArray> writeBoardSnapshot(const BoardDoc &doc)
{
    return BoardSnapshotWriter(doc).write();
}

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
    default:
        return false;
    }
}

bool BoardSnapshotReader::readHead(ByteReader &in)
{
    m_begun = true;
    if (in.byte() != snapshotVersion)
        return false;
    m_doc.m_seq = Seq(in.bounded(quint64(maxSeq)));
    m_expectedHash = in.fixed64();
    m_expectedRecords = size_t(in.bounded(maxBoardRecords));
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
    r.foreignBase = in.byte();
    for (qint64 &value : r.base)
        value = in.zigzag();
    r.points = in.blob(maxStrokeBytes).toByteArray();
    if (!in.isOk() || r.id.isNull() || r.author >= m_doc.m_authors.size() || kind != quint8(BoardKind::Stroke) ||
        flags > (CreationUndone | CreationGone) || r.foreignBase >> boardRegisterCount || r.created < 1 ||
        m_doc.m_index.contains(r.id) || m_doc.m_slots.size() >= m_expectedRecords)
        return false;
    for (int i = 0; i < boardRegisterCount; ++i)
        if (!isLegal(BoardRegister(i), r.base[size_t(i)]))
            return false;
    const auto extent = StrokeExtent::of(r.points);
    if (!extent || !readWrites(in, r))
        return false;
    r.kind = BoardKind(kind);
    r.extent = *extent;
    r.pointsHash = boardBytesHash(r.points);
    r.creationUndone = flags & CreationUndone;
    r.creationGone = flags & CreationGone;
    m_doc.addSlot(std::move(slot));
    m_doc.settle();
    return true;
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
        w.value = in.zigzag();
        if (!in.isOk() || w.tx < last || w.tx < 1 || w.author >= m_doc.m_authors.size() ||
            (packed >> 1) >= boardRegisterCount)
            return false;
        last = w.tx;
        w.reg = BoardRegister(packed >> 1);
        w.undone = packed & 1;
        if (!isLegal(w.reg, w.value))
            return false;
        record.writes.push_back(w);
    }
    return true;
}

bool BoardSnapshotReader::readEntry(ByteReader &in)
{
    const quint64 author = in.varint();
    BoardHistory::Entry entry;
    entry.id = OpId{getId(in)};
    entry.tx = Seq(in.bounded(quint64(m_doc.m_seq)));
    const quint8 undone = in.byte();
    if (!in.isOk() || author >= m_doc.m_histories.size() || entry.id.isNull() || undone > 1)
        return false;
    entry.undone = undone;
    m_history = &m_doc.m_histories[author];
    if (m_history->entries.size() >= boardUndoDepth || m_history->indexOf(entry.id) >= 0)
        return false;
    m_history->entries.append(entry);
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

bool BoardSnapshotReader::finish()
{
    m_complete = m_doc.m_slots.size() == m_expectedRecords && m_doc.m_hash == m_expectedHash;
    return m_complete;
}

} // namespace coterie
