// SPDX-License-Identifier: MIT
#include "tests/bench/ui/sessionmaker.h"

#include "app/session/strokebuilder.h"
#include "server/storage/sqlitestore.h"

#include <QEventLoop>
#include <QRandomGenerator>

#include <cmath>

namespace coterie::bench {

using namespace server;

namespace {

// So many wait for the disk at a time.
constexpr int inFlight = 256;

QString words(QRandomGenerator &random)
{
    static const char *const some[] = {"lens",   "board", "the",   "a",        "beam",    "of",
                                       "before", "see",   "focus", "question", "drawing", "yes"};
    QString text;
    for (int left = random.bounded(3, 100); left > 0; --left)
        text += QLatin1String(some[random.bounded(int(std::size(some)))]) + (left > 1 ? u' ' : u'.');
    return text;
}

BoardOp stroke(QRandomGenerator &random)
{
    const double x = random.bounded(4 * 1920);
    const double y = random.bounded(4 * 1080);
    StrokeBuilder builder(newId<ObjectId>(), 0xff1e1e1e, 2 + random.bounded(5), 1, true, {x, y, 0.5});
    for (int i = 1; i < 75; ++i)
        (void)builder.add({x + i * 2.5, y + 30 * std::sin(i / 6.0), 0.5 + 0.3 * std::sin(i / 10.0)});
    builder.finish();
    return builder.creation();
}

class Maker final
{
public:
    Maker(SqliteStore &store, const MadeSession &wanted)
        : m_store(store)
        , m_wanted(wanted)
    {
    }

    bool run()
    {
        const StoredUser author{m_author, QStringLiteral("Ada"), QByteArray(32, 'a'), {}, 0};
        count();
        m_store.putUser(author, [this](Outcome outcome) { done(outcome == Outcome::Stored); });
        for (int i = 0; i < m_wanted.rooms; ++i) {
            StoredRoom room;
            room.id = newId<RoomId>();
            room.epoch = newId<EpochId>();
            room.name = i == 0 ? QStringLiteral("general") : QStringLiteral("room %1").arg(i + 1);
            room.creator = m_author;
            if (i == 0)
                m_first = room.id;
            count();
            m_store.createRoom(room, [this](Outcome outcome) { done(outcome == Outcome::Stored); });
            if (i > 0)
                open(room.id);
        }
        for (int i = 0; i < inFlight; ++i)
            next();
        if (m_waiting > 0)
            m_loop.exec();
        return m_ok;
    }

private:
    // A room in which nothing ever happened is taken away by the start of the host (S27).
    void open(const RoomId &room)
    {
        RoomEvent event;
        event.id = newId<OpId>();
        event.author = m_author;
        event.name = QStringLiteral("Ada");
        event.time = 1'700'000'000'000;
        event.chat = ChatBody{QStringLiteral("Here it begins."), {}};
        count();
        m_store.append(room, event, [this](const Appended &answer) { done(answer.outcome == Outcome::Stored); });
    }
    void next()
    {
        if (m_made >= m_wanted.messages + m_wanted.strokes)
            return;
        RoomEvent event;
        event.id = newId<OpId>();
        event.author = m_author;
        event.name = QStringLiteral("Ada");
        event.time = 1'700'000'000'000 + qint64(m_made) * 20'000;
        // Strokes first: who joins late sees the newest messages.
        if (m_made++ < m_wanted.strokes)
            event.board = BoardChange{.ops = {stroke(m_random)}};
        else
            event.chat = ChatBody{words(m_random), {}};
        count();
        m_store.append(m_first, event, [this](const Appended &answer) {
            next();
            done(answer.outcome == Outcome::Stored);
        });
    }
    void count() { ++m_waiting; }
    void done(bool stored)
    {
        m_ok = m_ok && stored;
        if (--m_waiting == 0)
            m_loop.quit();
    }

    SqliteStore &m_store;
    MadeSession m_wanted;
    QRandomGenerator m_random{4711};
    UserId m_author = newId<UserId>();
    RoomId m_first;
    QEventLoop m_loop;
    int m_made = 0, m_waiting = 0;
    bool m_ok = true;
};

} // namespace

bool makeSession(const QString &file, const MadeSession &wanted)
{
    SqliteStore store;
    SqliteOptions options;
    options.path = file;
    options.name = QStringLiteral("Benchmark");
    if (!store.open(options))
        return false;
    const bool ok = Maker(store, wanted).run();
    store.close();
    return ok;
}

} // namespace coterie::bench
