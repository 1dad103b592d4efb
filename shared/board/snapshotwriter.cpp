// SPDX-License-Identifier: MIT
#include "shared/board/snapshotitems.h"

#include <algorithm>
#include <limits>

namespace coterie {

using namespace snapshot;

namespace {

void putValue(ByteWriter &out, BoardRegister reg, const BoardValue &v)
{
    out.zigzag(v.number);
    if (isWide(reg))
        out.blob(v.bytes);
}

} // namespace

void BoardSnapshotWriter::putRecord(ByteWriter &out, const BoardRecord &r)
{
    const BoardText *text = r.writing();
    const BoardErased *erased = r.erasing();
    putId(out, r.id.value);
    out.varint(r.author);
    out.byte(quint8(r.kind));
    out.varint(quint64(r.created));
    out.byte(quint8((r.creationUndone ? CreationUndone : 0) | (r.creationGone ? CreationGone : 0) |
                    (text ? HasText : 0) | (erased ? HasErased : 0)));
    out.varint(r.foreignBase);
    out.zigzag(r.base(BoardRegister::Position).number);
    out.varint(quint64(r.base(BoardRegister::Color).number));
    out.varint(quint64(r.base(BoardRegister::Width).number));
    out.zigzag(r.base(BoardRegister::Order).number - BoardOrderKey::turnOf(r.created, 0));
    out.varint(r.extras ? r.extras->base.size() : 0);
    if (r.extras)
        for (const BoardExtras::Base &b : r.extras->base) {
            out.byte(quint8(b.reg));
            putValue(out, b.reg, b.value);
            out.varint(quint64(b.tx));
            out.varint(b.author);
        }
    if (r.kind == BoardKind::Stroke)
        out.blob(r.points);
    if (r.kind == BoardKind::Image)
        out.raw(r.extras->asset);
    if (text)
        putText(out, *text);
    if (erased)
        putErased(out, *erased);
    out.varint(r.writes.size());
    for (const BoardWrite &w : r.writes) {
        out.varint(quint64(w.tx));
        out.varint(w.author);
        out.byte(quint8(quint8(w.reg) << 1 | (w.undone ? 1 : 0)));
        putValue(out, w.reg, w.value);
    }
}

QList<QByteArray> writeBoardSnapshot(const BoardDoc &doc)
{
    BoardSnapshotWriter writer(doc, nullptr);
    while (writer.write(std::numeric_limits<qint32>::max())) {
    }
    return writer.take();
}

BoardSnapshotWriter::BoardSnapshotWriter(BoardDoc &doc)
    : BoardSnapshotWriter(doc, &doc)
{
}

BoardSnapshotWriter::BoardSnapshotWriter(const BoardDoc &doc, BoardDoc *watched)
    : m_doc(doc)
    , m_watched(watched)
    , m_authorCount(doc.m_authors.size())
    , m_recordCount(doc.m_slots.size())
    , m_histories(doc.m_histories)
{
    if (m_watched) {
        Q_ASSERT(!m_watched->m_writing.by);
        m_watched->m_writing.by = this;
    }
    item(Head, [&](ByteWriter &out) {
        out.byte(version);
        out.varint(quint64(m_doc.m_seq));
        out.fixed64(m_doc.m_hash);
        out.varint(m_recordCount);
    });
}

BoardSnapshotWriter::~BoardSnapshotWriter()
{
    if (m_watched)
        m_watched->m_writing.by = nullptr;
}

void BoardSnapshotWriter::keep(quint32 slot, const BoardRecord &record)
{
    const bool toCome = m_stage == Stage::Authors || (m_stage == Stage::Records && slot >= m_next);
    if (toCome && slot < m_recordCount && !m_kept.contains(slot))
        m_kept.insert(slot, record);
}

bool BoardSnapshotWriter::write(qsizetype bytes)
{
    const qint64 enough = m_written + bytes;
    while (m_stage != Stage::Done && m_written < enough)
        writeNext();
    return m_stage != Stage::Done;
}

void BoardSnapshotWriter::writeNext()
{
    switch (m_stage) {
    case Stage::Authors:
        if (m_next == m_authorCount)
            return advance(Stage::Records);
        item(Author, [&](ByteWriter &out) { putId(out, m_doc.m_authors[m_next].value); });
        ++m_next;
        break;
    case Stage::Records:
        if (m_next == m_recordCount)
            return advance(Stage::Histories);
        writeRecord();
        ++m_next;
        break;
    case Stage::Histories:
        if (m_next == m_histories.size())
            return advance(Stage::Done);
        writeHistory();
        break;
    case Stage::Done:
        break;
    }
}

void BoardSnapshotWriter::advance(Stage stage)
{
    m_stage = stage;
    m_next = 0;
    if (stage != Stage::Done)
        return;
    item(End, [](ByteWriter &) {});
    m_parts.append(std::exchange(m_part, {}));
    m_histories.clear();
    if (m_watched)
        std::exchange(m_watched, nullptr)->m_writing.by = nullptr;
}

void BoardSnapshotWriter::writeRecord()
{
    const auto slot = quint32(m_next);
    const auto kept = m_kept.constFind(slot);
    const bool changed = kept != m_kept.cend();
    item(Record, [&](ByteWriter &out) { putRecord(out, changed ? *kept : m_doc.m_slots[slot].record); });
    if (changed)
        m_kept.erase(kept);
}

void BoardSnapshotWriter::writeHistory()
{
    const BoardHistory &history = m_histories[m_next];
    if (m_entry == history.entries.size()) {
        for (const OpId &id : history.redo)
            item(Redo, [&](ByteWriter &out) {
                out.varint(m_next);
                putId(out, id.value);
            });
        if (!history.known.isEmpty())
            item(Known, [&](ByteWriter &out) {
                out.varint(m_next);
                out.varint(quint64(history.known.size()));
                for (const OpId &id : history.known)
                    putId(out, id.value);
            });
        m_entry = 0;
        ++m_next;
        return;
    }
    const BoardHistory::Entry &entry = history.entries.at(m_entry);
    const bool goesOn = m_entry > 0 && history.entries.at(m_entry - 1).step == entry.step;
    const bool elsewhere =
        !goesOn && entry.step != entry.id; // its beginning is gone, or another device's work is between
    ++m_entry;
    item(Entry, [&](ByteWriter &out) {
        out.varint(m_next);
        putId(out, entry.id.value);
        out.varint(quint64(entry.tx));
        out.byte(quint8((entry.undone ? EntryUndone : 0) | (goesOn ? EntryGoesOn : 0) | (elsewhere ? EntryInStep : 0)));
        if (elsewhere)
            putId(out, entry.step.value);
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

template <class Fill> void BoardSnapshotWriter::item(quint8 kind, Fill fill)
{
    m_item.clear();
    ByteWriter out(m_item);
    out.byte(kind);
    fill(out);
    if (m_item.size() <= boardPartBytes)
        return append(m_item);
    // Larger than any piece: cut into items that are put together again before they are read.
    for (qsizetype at = 0; at < m_item.size(); at += cutBytes) {
        QByteArray piece;
        ByteWriter cut(piece);
        cut.byte(Cut);
        cut.byte(at + cutBytes < m_item.size() ? 1 : 0);
        cut.blob(QByteArrayView(m_item).sliced(at, std::min(cutBytes, m_item.size() - at)));
        append(piece);
    }
}

// Items are written into a piece until the next one does not fit.
void BoardSnapshotWriter::append(const QByteArray &item)
{
    if (m_part.size() + item.size() > boardPartBytes)
        m_parts.append(std::exchange(m_part, {}));
    m_part.append(item);
    m_written += item.size();
}

} // namespace coterie
