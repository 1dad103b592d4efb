// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

namespace coterie {

// How far the journal of a database was known to be on the disk: which journal, and how many of its frames.
struct JournalMark {
    QByteArray salts; // empty: of none
    qint64 frames = 0;
    friend bool operator==(const JournalMark &, const JournalMark &) = default;
};

// The journal (-wal) that SQLite keeps beside a database, read as bytes by no connection: SQLite takes the first frame
// that is not what it was for the end, and says nothing of what is behind it. Its form:
// https://sqlite.org/fileformat2.html §4. Any one thread; changes neither of the two files.
class Journal final
{
public:
    explicit Journal(const QString &database);

    // Goes on to the end of what SQLite takes, whole commits. What was begun anew meanwhile is read anew.
    void readOn();
    [[nodiscard]] JournalMark mark() const { return {m_salts, m_committed}; } // as of readOn()
    // Whether something that was on the disk is not there any more: what the mark says, or a commit that others
    // follow, for nothing follows one before it is flushed. A commit that never was whole is no damage.
    [[nodiscard]] bool lacks(const JournalMark &known);

    // The database as it was, by every frame that is what was written, also behind one that is not. Its file must not
    // be there. Lacking: of some page an older content is in it, or the last commits are not.
    enum class Image { Whole, Lacking, Failed };
    [[nodiscard]] Image writeImage(const QString &path, const JournalMark &known);

    // Two running sums over pairs of 32-bit words.
    struct Sum {
        quint32 a = 0, b = 0;
        friend bool operator==(const Sum &, const Sum &) = default;
    };

private:
    struct Frame {
        quint32 page = 0;
        quint32 pages = 0; // of the whole database, after a commit; 0: it is not the end of one
        QByteArray salts;
        Sum said;     // by the frame itself
        Sum computed; // from the sum before it
    };
    [[nodiscard]] bool open();
    [[nodiscard]] bool readHead();
    [[nodiscard]] bool frameAt(qint64 number, Sum before, Frame &frame, QByteArray *content = nullptr);
    [[nodiscard]] bool isFollowed();

    QString m_database;
    QFile m_file;
    QByteArray m_head;      // as it was read last
    bool m_isSound = false; // the head is
    bool m_isBigEndian = false;
    qint64 m_pageBytes = 0;
    QByteArray m_salts;
    Sum m_headSum;      // as the head says it
    Sum m_headComputed; // as it comes to
    Sum m_sum;          // after the last whole commit
    qint64 m_committed = 0;
};

} // namespace coterie
