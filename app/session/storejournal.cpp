// SPDX-License-Identifier: MIT
#include "app/session/storejournal.h"

#include "app/session/storefiles.h"
#include "shared/util/wholefile.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QtEndian>

namespace coterie {

namespace {

// One record that divides every sector, with a check for disks that write half of it all the same.
constexpr char markMagic[] = "Coterie mark 01"; // with its final zero, 16 bytes
constexpr qsizetype saltBytes = 8, saidBytes = 32, checkBytes = 16;

QString markOf(const QString &database)
{
    return QFileInfo(database).absolutePath() + QStringLiteral("/cache.mark");
}

QByteArray recordOf(const JournalMark &mark)
{
    QByteArray frames(8, '\0');
    qToBigEndian<qint64>(mark.frames, frames.data());
    const QByteArray said =
        QByteArray(markMagic, sizeof markMagic) + mark.salts.leftJustified(saltBytes, '\0', true) + frames;
    return said + QCryptographicHash::hash(said, QCryptographicHash::Blake2b_256).left(checkBytes);
}

JournalMark markFrom(const QByteArray &record)
{
    if (record.size() != saidBytes + checkBytes)
        return {};
    const JournalMark mark{record.mid(sizeof markMagic, saltBytes),
                           qFromBigEndian<qint64>(record.constData() + sizeof markMagic + saltBytes)};
    return recordOf(mark) == record && mark.frames > 0 ? mark : JournalMark();
}

JournalMark markAt(const QString &database)
{
    QFile file(markOf(database));
    return file.open(QIODevice::ReadOnly) ? markFrom(file.read(saidBytes + checkBytes)) : JournalMark();
}

} // namespace

bool StoreJournal::isDamaged(const QString &database)
{
    return Journal(database).lacks(markAt(database));
}

Journal::Image StoreJournal::writeImage(const QString &database, const QString &path)
{
    return Journal(database).writeImage(path, markAt(database));
}

void StoreJournal::forget(const QString &database)
{
    QFile::remove(markOf(database));
}

void StoreJournal::attach(const QString &database)
{
    detach();
    m_journal.emplace(database);
    detail::makeFile(markOf(database));
    m_file.setFileName(markOf(database));
    if (m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        m_known = markFrom(m_file.read(saidBytes + checkBytes));
    noteCommit();
}

void StoreJournal::detach()
{
    m_journal.reset();
    m_file.close();
    m_known = {};
}

void StoreJournal::noteCommit()
{
    if (!m_journal)
        return;
    m_journal->readOn();
    if (const JournalMark now = m_journal->mark(); now.frames > 0 && now != m_known)
        (void)put(now);
}

// On the disk first: else the mark of a journal that is gone would be found.
bool StoreJournal::mayBeEmptied()
{
    return m_known.frames == 0 || (put({}) && syncFile(m_file.fileName()));
}

bool StoreJournal::put(const JournalMark &mark)
{
    const QByteArray record = recordOf(mark);
    if (!m_file.isOpen() || !m_file.seek(0) || m_file.write(record) != record.size())
        return false;
    m_known = mark;
    return true;
}

} // namespace coterie
