// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

namespace coterie {

class ByteReader;
class ByteWriter;

inline constexpr qsizetype boardPartBytes = 48 * 1024;
inline constexpr qint64 maxBoardSnapshotBytes = 256 * 1024 * 1024;

// A board as a list of pieces of at most boardPartBytes, made of whole items (README.md, "Snapshot"). The document must
// hold no pending transactions. Any thread, as long as nobody changes the document.
[[nodiscard]] QList<QByteArray> writeBoardSnapshot(const BoardDoc &doc);

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
    [[nodiscard]] BoardDoc take() { return std::move(m_doc); }

private:
    bool readItem(ByteReader &in);
    bool readHead(ByteReader &in);
    bool readAuthor(ByteReader &in);
    bool readRecord(ByteReader &in);
    bool readBase(ByteReader &in, BoardRecord &record);
    bool readCut(ByteReader &in);
    bool readWrites(ByteReader &in, BoardRecord &record);
    bool readEntry(ByteReader &in);
    bool readTouched(ByteReader &in);
    bool readRedo(ByteReader &in);
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
