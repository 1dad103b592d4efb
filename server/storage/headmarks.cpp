// SPDX-License-Identifier: MIT
#include "server/storage/headmarks.h"

#include "server/storage/filelock.h"
#include "shared/util/logging.h"
#include "shared/util/wholefile.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace coterie::server {

namespace {

// 64 bytes divide every sector, so a record is written whole or not at all; the check is for disks that think
// otherwise.
constexpr qsizetype recordBytes = 64;
constexpr qsizetype checkBytes = 16;
constexpr qsizetype saidBytes = recordBytes - checkBytes;
constexpr char marksMagic[] = "Coterie heads 1"; // with its final zero, 16 bytes

QByteArray checked(const QByteArray &said)
{
    return said + QCryptographicHash::hash(said, QCryptographicHash::Blake2b_256).left(checkBytes);
}

QByteArray headOf(const QUuid &session, const QByteArray &base)
{
    const QByteArray said = QByteArray(marksMagic, sizeof marksMagic) + session.toRfc4122() + base;
    return checked(said.leftJustified(saidBytes, '\0', true));
}

bool isHead(const QByteArray &head)
{
    return head.size() == recordBytes && head.startsWith(QByteArrayView(marksMagic, sizeof marksMagic)) &&
           checked(head.left(saidBytes)) == head;
}

// None in the heads that older programs wrote.
QByteArray baseOf(const QByteArray &head)
{
    const QByteArray base = head.mid(32, 16);
    return base == QByteArray(16, '\0') ? QByteArray() : base;
}

QByteArray recordOf(const HeadMarks::Mark &mark)
{
    QByteArray seq(8, '\0');
    qToBigEndian<qint64>(mark.seq, seq.data());
    const QByteArray said = mark.room.value.toRfc4122() + mark.epoch.value.toRfc4122() + seq + mark.chain;
    return checked(said.leftJustified(saidBytes, '\0', true));
}

} // namespace

void HeadMarks::open(const QString &path, const QUuid &session)
{
    close();
    m_file.setFileName(path);
    if (!QFile::exists(path))
        (void)createPrivateFile(path);
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered)) {
        failed();
        return;
    }
    m_session = session;
    const QByteArray bytes = m_file.readAll();
    const QByteArray head = bytes.left(recordBytes);
    if (!isHead(head) || head.mid(16, 16) != session.toRfc4122()) {
        begin();
        return;
    }
    m_base = baseOf(head);
    for (m_end = recordBytes; m_end + recordBytes <= bytes.size(); m_end += recordBytes) {
        const QByteArray record = bytes.mid(m_end, recordBytes);
        if (checked(record.left(saidBytes)) != record) {
            logWarning(logStore(), "a mark of a log's head cannot be read").with("file", path).with("at", m_end);
            continue;
        }
        const Mark mark{RoomId{QUuid::fromRfc4122(record.left(16))}, EpochId{QUuid::fromRfc4122(record.mid(16, 16))},
                        qFromBigEndian<qint64>(record.constData() + 32), record.mid(40, 8)};
        m_places.insert(mark.room, m_end);
        m_found.append(mark);
    }
}

QByteArray HeadMarks::baseIn(const QString &path)
{
    QFile file(path);
    const QByteArray head = file.open(QIODevice::ReadOnly) ? file.read(recordBytes) : QByteArray();
    return isHead(head) ? baseOf(head) : QByteArray();
}

bool HeadMarks::writeHead()
{
    return m_file.seek(0) && m_file.write(headOf(m_session, m_base)) == recordBytes;
}

// A note of another state would make a stranger of the journal that follows: rather none than that one.
void HeadMarks::setBase(const QByteArray &base)
{
    if (!m_file.isOpen() || m_base == base)
        return;
    m_base = base;
    m_dirty = false;
    if (writeHead() && syncFile(m_file.fileName()))
        return;
    failed();
    m_file.remove();
}

void HeadMarks::begin()
{
    if (!m_file.resize(0) || !writeHead())
        failed();
    m_end = recordBytes;
    m_dirty = true;
}

void HeadMarks::close()
{
    sync();
    m_file.close();
    m_places.clear();
    m_found.clear();
    m_base.clear();
    m_end = 0;
    m_complained = false;
}

QList<HeadMarks::Mark> HeadMarks::all() const
{
    return m_found;
}

void HeadMarks::put(const Mark &mark)
{
    if (!m_file.isOpen())
        return;
    auto place = m_places.constFind(mark.room);
    if (place == m_places.cend()) {
        place = m_places.insert(mark.room, m_end);
        m_end += recordBytes;
    }
    if (!m_file.seek(*place) || m_file.write(recordOf(mark)) != recordBytes)
        failed();
    m_dirty = true;
}

void HeadMarks::sync()
{
    if (m_file.isOpen() && std::exchange(m_dirty, false) && !syncFile(m_file.fileName()))
        failed();
}

void HeadMarks::failed()
{
    if (!std::exchange(m_complained, true))
        logWarning(logStore(), "the heads of the logs cannot be noted")
            .with("file", m_file.fileName())
            .with("why", m_file.errorString());
}

} // namespace coterie::server
