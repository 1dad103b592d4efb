// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

namespace coterie {

class ByteReader;
class ByteWriter;

inline constexpr qsizetype boardPartBytes = 48 * 1024;
// A host lets nobody add to a board whose log has this many bytes (K8).
inline constexpr qint64 maxBoardLogBytes = qint64(512) * 1024 * 1024;
// What a reader takes of one: what a host lets in must be read again by whoever comes. A snapshot says what the log
// says and, of up to 200 steps of each author, which objects they touched.
inline constexpr qint64 maxBoardSnapshotBytes = 4 * maxBoardLogBytes;

// A board as a list of pieces of at most boardPartBytes, made of whole items (README.md, "Snapshot"). The document must
// hold no pending transactions. Any thread, as long as nobody changes the document.
[[nodiscard]] QList<QByteArray> writeBoardSnapshot(const BoardDoc &doc);

// The same a bit at a time, so that nobody has to wait for a large board: the pieces hold the document as it was when
// the writer was made, whatever has been applied to it since. The document stays where it is, is not assigned to and
// takes nothing back while it has a writer, and it has one at a time. Its thread.
class BoardSnapshotWriter final
{
public:
    explicit BoardSnapshotWriter(BoardDoc &doc);
    ~BoardSnapshotWriter();
    Q_DISABLE_COPY_MOVE(BoardSnapshotWriter)

    // Writes at least this many bytes more, or all there are. False when nothing is left to write.
    bool write(qsizetype bytes);
    [[nodiscard]] QList<QByteArray> take() { return std::exchange(m_parts, {}); } // once nothing is left

private:
    friend class BoardDoc;
    friend QList<QByteArray> writeBoardSnapshot(const BoardDoc &doc);
    enum class Stage { Authors, Records, Histories, Done };

    BoardSnapshotWriter(const BoardDoc &doc, BoardDoc *watched);
    void keep(quint32 slot, const BoardRecord &record); // as it is before it changes
    void writeNext();
    void advance(Stage stage);
    void writeRecord();
    void writeHistory();
    static void putRecord(ByteWriter &out, const BoardRecord &record);
    static void putText(ByteWriter &out, const BoardText &text);
    static void putErased(ByteWriter &out, const BoardErased &erased);
    template <class Fill> void item(quint8 kind, Fill fill);
    void append(const QByteArray &item);

    const BoardDoc &m_doc;
    BoardDoc *m_watched; // null: it does not change meanwhile
    size_t m_authorCount;
    size_t m_recordCount;
    std::vector<BoardHistory> m_histories; // their lists are shared with the document until it changes them
    QHash<quint32, BoardRecord> m_kept;
    Stage m_stage = Stage::Authors;
    size_t m_next = 0;     // author, record or history of this stage
    qsizetype m_entry = 0; // of this history; behind the last one comes what can be redone
    QList<QByteArray> m_parts;
    QByteArray m_part;
    QByteArray m_item;
    qint64 m_written = 0;
};

// Builds a board from the pieces of a snapshot, as they come. Trusts nothing: every count, index and value is checked,
// and in the end the state hash. Any one thread.
class BoardSnapshotReader final
{
public:
    // False when the snapshot is broken; more pieces do not mend it.
    [[nodiscard]] bool add(QByteArrayView part);
    [[nodiscard]] bool isComplete() const { return m_ok && m_complete; }
    // How much is there, 0 to 1.
    [[nodiscard]] double progress() const;
    // What is there, whole records; groups may come after what is in them.
    [[nodiscard]] const BoardDoc &soFar() const { return m_doc; }
    [[nodiscard]] BoardDoc take() { return std::move(m_doc); }

private:
    bool readItem(ByteReader &in);
    bool readHead(ByteReader &in);
    bool readAuthor(ByteReader &in);
    bool readRecord(ByteReader &in);
    bool readBase(ByteReader &in, BoardRecord &record);
    bool readCut(ByteReader &in);
    bool readText(ByteReader &in, BoardRecord &record);
    bool readTextEdits(ByteReader &in, BoardText &text) const;
    bool readErased(ByteReader &in, BoardRecord &record);
    bool readWrites(ByteReader &in, BoardRecord &record);
    bool readEntry(ByteReader &in);
    bool readTouched(ByteReader &in);
    bool readRedo(ByteReader &in);
    bool readKnown(ByteReader &in);
    bool finish();
    [[nodiscard]] static bool readValue(ByteReader &in, const BoardRecord &record, BoardRegister reg, BoardValue &out);

    BoardDoc m_doc;
    QByteArray m_cut; // of an item that is not whole yet
    quint64 m_expectedHash = 0;
    size_t m_expectedRecords = 0;
    BoardHistory *m_history = nullptr; // of the entry read last
    qint64 m_bytes = 0;
    bool m_begun = false;
    bool m_complete = false;
    bool m_ok = true;
};

} // namespace coterie
