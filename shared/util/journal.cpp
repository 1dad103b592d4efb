// SPDX-License-Identifier: MIT
#include "shared/util/journal.h"

#include <QHash>
#include <QSysInfo>
#include <QtEndian>

#include <algorithm>

namespace coterie {

namespace {

// All numbers are big-endian, but those that are summed up: these are as the lowest bit of the magic says.
constexpr quint32 journalMagic = 0x377f0682;
constexpr qint64 headBytes = 32, frameHeadBytes = 24;
constexpr qsizetype pageSizeAt = 8, saltsAt = 16, saltBytes = 8, headSumAt = 24;
constexpr qsizetype framePagesAt = 4, frameSaltsAt = 8, frameSumAt = 16, frameSummedBytes = 8;
constexpr qint64 databaseHeadBytes = 100, databasePageSizeAt = 16, databaseFormAt = 18;
constexpr qint64 usualPageBytes = 4096;

quint32 numberAt(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

Journal::Sum sumAt(const QByteArray &bytes, qsizetype at)
{
    return {numberAt(bytes, at), numberAt(bytes, at + 4)};
}

Journal::Sum summed(Journal::Sum sum, QByteArrayView bytes, bool isBigEndian)
{
    const auto word = [&](qsizetype at) {
        return isBigEndian ? qFromBigEndian<quint32>(bytes.data() + at) : qFromLittleEndian<quint32>(bytes.data() + at);
    };
    for (qsizetype at = 0; at + 8 <= bytes.size(); at += 8) {
        sum.a += word(at) + sum.b;
        sum.b += word(at + 4) + sum.a;
    }
    return sum;
}

bool isPageSize(qint64 bytes)
{
    return bytes >= 512 && bytes <= 65536 && (bytes & (bytes - 1)) == 0;
}

qint64 pageBytesOf(const QString &database)
{
    QFile file(database);
    const QByteArray head = file.open(QIODevice::ReadOnly) ? file.read(databaseHeadBytes) : QByteArray();
    if (head.size() < databaseHeadBytes)
        return usualPageBytes;
    const quint16 field = qFromBigEndian<quint16>(head.constData() + databasePageSizeAt);
    const qint64 bytes = field == 1 ? 65536 : field;
    return isPageSize(bytes) ? bytes : usualPageBytes;
}

bool append(QFile &to, const QByteArray &bytes)
{
    return to.write(bytes) == bytes.size();
}

} // namespace

Journal::Journal(const QString &database)
    : m_database(database)
    , m_file(database + QStringLiteral("-wal"))
{
}

bool Journal::open()
{
    return m_file.isOpen() || m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

// False: there is none, or a part of one. What can be known of a damaged one is.
bool Journal::readHead()
{
    const QByteArray head = open() && m_file.seek(0) ? m_file.read(headBytes) : QByteArray();
    if (head == m_head && !head.isEmpty())
        return true;
    m_head = head;
    m_isSound = false;
    m_committed = 0;
    m_salts.clear();
    if (head.size() < headBytes) {
        m_head.clear();
        return false;
    }
    const quint32 magic = numberAt(head, 0);
    const bool isKnown = (magic & ~1U) == journalMagic;
    m_isBigEndian = isKnown ? (magic & 1U) != 0 : QSysInfo::ByteOrder == QSysInfo::BigEndian;
    m_pageBytes = numberAt(head, pageSizeAt);
    m_salts = head.mid(saltsAt, saltBytes);
    m_headSum = sumAt(head, headSumAt);
    m_headComputed = summed({}, QByteArrayView(head).first(headSumAt), m_isBigEndian);
    m_isSound = isKnown && isPageSize(m_pageBytes) && m_headSum == m_headComputed;
    if (!m_isSound)
        m_pageBytes = pageBytesOf(m_database);
    m_sum = m_headSum;
    return true;
}

bool Journal::frameAt(qint64 number, Sum before, Frame &frame, QByteArray *content)
{
    if (!m_file.seek(headBytes + number * (frameHeadBytes + m_pageBytes)))
        return false;
    const QByteArray bytes = m_file.read(frameHeadBytes + m_pageBytes);
    if (bytes.size() < frameHeadBytes + m_pageBytes)
        return false;
    const QByteArrayView page = QByteArrayView(bytes).sliced(frameHeadBytes);
    frame.page = numberAt(bytes, 0);
    frame.pages = numberAt(bytes, framePagesAt);
    frame.salts = bytes.mid(frameSaltsAt, saltBytes);
    frame.said = sumAt(bytes, frameSumAt);
    frame.computed =
        summed(summed(before, QByteArrayView(bytes).first(frameSummedBytes), m_isBigEndian), page, m_isBigEndian);
    if (content)
        *content = page.toByteArray();
    return true;
}

// Beyond the last commit lies what may be written again: the next time begins there.
void Journal::readOn()
{
    if (!readHead() || !m_isSound)
        return;
    Frame frame;
    Sum sum = m_sum;
    for (qint64 number = m_committed; frameAt(number, sum, frame); ++number) {
        if (frame.salts != m_salts || frame.computed != frame.said)
            break;
        sum = frame.said;
        if (frame.pages > 0) {
            m_committed = number + 1;
            m_sum = sum;
        }
    }
}

bool Journal::lacks(const JournalMark &known)
{
    readOn();
    const bool isOther = m_isSound && m_salts != known.salts; // that one was folded in, and this one begun
    if (known.frames > 0 && !isOther && m_committed < known.frames)
        return true;
    return m_isSound && isFollowed();
}

// Whether behind what is whole there is a commit and right behind that one, by its sum, the next. What is left of a
// transaction that was given up goes on from something else.
bool Journal::isFollowed()
{
    Frame frame;
    Sum before = m_sum;
    bool isBehindCommit = false;
    for (qint64 number = m_committed; frameAt(number, before, frame); ++number) {
        const bool isWhole = frame.salts == m_salts && frame.computed == frame.said;
        if (isWhole && isBehindCommit)
            return true;
        isBehindCommit = isWhole && frame.pages > 0;
        before = frame.said;
    }
    return false;
}

Journal::Image Journal::writeImage(const QString &path, const JournalMark &known)
{
    struct Place {
        qint64 number = -1;   // of the frame that holds the newest whole content of it; -1: the file does
        bool isWhole = false; // nothing newer was damaged
    };
    QHash<quint32, Place> pages, next; // as of the last commit, and of the one that is being read
    qint64 count = -1, read = 0, committed = 0;
    const bool isThere = readHead();
    if (!isThere)
        m_pageBytes = pageBytesOf(m_database);
    Frame frame;
    const bool isKnown = known.frames > 0 && isThere && (!m_isSound || m_salts == known.salts);
    const QByteArray salts = isKnown ? known.salts : m_salts;
    Sum said = m_headSum, computed = m_headComputed;
    for (; isThere && frameAt(read, said, frame); ++read) {
        bool isWhole = frame.computed == frame.said;
        const Sum bySaid = frame.computed;
        // What is damaged may be the sum that the one before says.
        if (!isWhole && computed != said && frameAt(read, computed, frame))
            isWhole = frame.computed == frame.said;
        const bool isOwn = frame.salts == salts;
        said = frame.said;
        computed = isWhole ? frame.said : bySaid;
        if (!isOwn && !(isKnown && read < known.frames))
            continue;   // of an older journal
        if (!isWhole) { // as far as can be told, of this page
            next[frame.page].isWhole = false;
            continue;
        }
        next.insert(frame.page, {read, true});
        if (frame.pages > 0) {
            for (auto at = next.cbegin(); at != next.cend(); ++at)
                if (at->number >= 0)
                    pages.insert(at.key(), *at);
                else
                    pages[at.key()].isWhole = false; // an older content stands for it
            next.clear();
            count = frame.pages;
            committed = read + 1;
        }
    }
    bool isLacking = known.frames > committed && (isKnown || !isThere || !m_isSound);

    QFile out(path), base(m_database);
    if (!out.open(QIODevice::ReadWrite | QIODevice::Unbuffered | QIODevice::Truncate) ||
        !base.open(QIODevice::ReadOnly))
        return Image::Failed;
    constexpr qint64 shareBytes = 1024 * 1024;
    for (QByteArray share = base.read(shareBytes); !share.isEmpty(); share = base.read(shareBytes))
        if (!append(out, share))
            return Image::Failed;
    base.close();
    for (auto at = pages.cbegin(); at != pages.cend(); ++at) {
        const bool isPage = at.key() > 0 && (count < 0 || at.key() <= quint32(count));
        isLacking = isLacking || !at->isWhole;
        QByteArray content;
        if (!isPage || at->number < 0 || !frameAt(at->number, {}, frame, &content))
            continue;
        if (!out.seek((qint64(at.key()) - 1) * m_pageBytes) || !append(out, content))
            return Image::Failed;
    }
    if (count > 0 && !out.resize(count * m_pageBytes))
        return Image::Failed;
    // Not in the form with a journal: it has none.
    if (out.size() >= databaseHeadBytes && (!out.seek(databaseFormAt) || !append(out, QByteArray(2, '\1'))))
        return Image::Failed;
    return isLacking ? Image::Lacking : Image::Whole;
}

} // namespace coterie
