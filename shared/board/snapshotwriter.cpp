// SPDX-License-Identifier: MIT
#include "shared/board/snapshotitems.h"

#include <algorithm>

namespace coterie {

using namespace snapshot;

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
            out.byte(version);
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
    void append(const QByteArray &item)
    {
        if (m_part.size() + item.size() > boardPartBytes) {
            m_parts.append(m_part);
            m_part = {};
        }
        m_part.append(item);
    }
    static void value(ByteWriter &out, BoardRegister reg, const BoardValue &v)
    {
        out.zigzag(v.number);
        if (isWide(reg))
            out.blob(v.bytes);
    }
    static void record(ByteWriter &out, const BoardRecord &r)
    {
        putId(out, r.id.value);
        out.varint(r.author);
        out.byte(quint8(r.kind));
        out.varint(quint64(r.created));
        out.byte(quint8((r.creationUndone ? CreationUndone : 0) | (r.creationGone ? CreationGone : 0)));
        out.varint(r.foreignBase);
        out.zigzag(r.base(BoardRegister::Position).number);
        out.varint(quint64(r.base(BoardRegister::Color).number));
        out.varint(quint64(r.base(BoardRegister::Width).number));
        out.zigzag(r.base(BoardRegister::Order).number - BoardOrderKey::turnOf(r.created, 0));
        out.varint(r.extras ? r.extras->base.size() : 0);
        if (r.extras)
            for (const BoardExtras::Base &b : r.extras->base) {
                out.byte(quint8(b.reg));
                value(out, b.reg, b.value);
                out.varint(quint64(b.tx));
                out.varint(b.author);
            }
        if (r.kind == BoardKind::Stroke)
            out.blob(r.points);
        if (r.kind == BoardKind::Image)
            out.raw(r.extras->asset);
        out.varint(r.writes.size());
        for (const BoardWrite &w : r.writes) {
            out.varint(quint64(w.tx));
            out.varint(w.author);
            out.byte(quint8(quint8(w.reg) << 1 | (w.undone ? 1 : 0)));
            value(out, w.reg, w.value);
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

} // namespace coterie
