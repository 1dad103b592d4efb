// SPDX-License-Identifier: MIT
#include "app/session/hostindex.h"
#include "app/session/login.h"
#include "app/session/searchmodel.h"
#include "shared/protocol/closecodes.h"
#include "shared/protocol/errors.h"
#include "shared/util/keypin.h"
#include "tests/support/sessionrig.h"

#include <QDir>
#include <QSignalSpy>

using namespace coterie;
using test::bodies;
using test::FakeHost;
using test::placesOf;
using test::SessionRig;
using State = Session::State;

// A session against a host that does what the test wants: who one is, what is here, what was missed.
class TestSession final : public QObject
{
    Q_OBJECT

    std::unique_ptr<SessionRig> m_rig;

    // Another session at this address, of one room. What was there is given back by whoever moved it away.
    RoomId meetAnother(quint16 port)
    {
        m_rig->host = std::make_unique<FakeHost>();
        m_rig->host->name = QStringLiteral("Other");
        const RoomId elsewhere = m_rig->host->addRoom(QStringLiteral("elsewhere"));
        if (!m_rig->host->listen(port))
            QTest::qFail("the port is taken", __FILE__, __LINE__);
        return elsewhere;
    }
    int folders() const { return int(QDir(m_rig->folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size()); }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        m_rig = std::make_unique<SessionRig>();
        QVERIFY(m_rig->listen());
    }
    void cleanup() { m_rig.reset(); }

    void A199_whoIsNotLetInIsToldWhy_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("forGood");
        QTest::newRow("another version") << QString(errors::version) << QStringLiteral("version") << true;
        QTest::newRow("a code nobody knows") << QStringLiteral("odd-code") << QString() << true;
        QTest::newRow("full") << QString(errors::full) << QStringLiteral("is full") << false;
        QTest::newRow("busy") << QString(errors::busy) << QStringLiteral("a lot to do") << false;
        QTest::newRow("too often") << QString(errors::rate) << QStringLiteral("a lot to do") << false;
        QTest::newRow("no space") << QString(errors::storage) << QStringLiteral("cannot write") << false;
    }
    void A199_whoIsNotLetInIsToldWhy()
    {
        QFETCH(QString, code);
        QFETCH(QString, word);
        QFETCH(bool, forGood);
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            if (!std::holds_alternative<Hello>(message))
                return false;
            m_rig->host->answer(socket,
                                Failure{code, {}, {}, {}, {}, forGood ? std::nullopt : std::optional<qint64>(500)});
            return true;
        };
        auto session = m_rig->make();
        QString told; // with the first word of a failure: who asked goes no further
        bool failed = false;
        connect(session.get(), &Session::stateChanged, this, [&](const Session::StateInfo &info) {
            if (std::exchange(failed, failed || info.state == State::Refused || info.state == State::HostAway))
                return;
            told = info.reason;
        });
        session->open();
        QTRY_VERIFY_WITH_TIMEOUT(failed, 10000);
        QCOMPARE(session->state().state, forGood ? State::Refused : State::HostAway);
        QVERIFY(!told.isEmpty());
        QVERIFY2(told.contains(word), qPrintable(told));
        QVERIFY2(!told.contains(QStringLiteral("No session answers")), qPrintable(told));
    }
    void A199_alsoWhoHasBeenThereBefore()
    {
        auto before = m_rig->online();
        QVERIFY(before);
        m_rig->quit(before);
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            if (!std::holds_alternative<Hello>(message))
                return false;
            m_rig->host->answer(socket, Failure{errors::full, {}, {}, {}, {}, 500});
            return true;
        };
        auto session = m_rig->make();
        session->open();
        const auto says = [&](const QString &words) { return session->state().reason.contains(words); };
        QTRY_VERIFY_WITH_TIMEOUT(session->state().state == State::HostAway, 20'000); // it may be back in a moment
        QVERIFY2(says(QStringLiteral("is full")) && says(QStringLiteral("can be read")),
                 qPrintable(session->state().reason));
    }
    // However long one was in: what is told first is not that the host is away.
    void A326_aHostThatIsLostIsLookedForBeforeItIsAway()
    {
        class Hand final : public Clock
        {
        public:
            qint64 ms = 1'780'000'000'000;
            [[nodiscard]] qint64 wallMs() const override { return ms; }
            [[nodiscard]] qint64 monotonicMs() const override { return ms; }
        } clock;
        SessionSettings settings;
        settings.url = m_rig->host->url();
        settings.displayName = QStringLiteral("Ana");
        settings.cacheDir = m_rig->folder.path();
        settings.timing = m_rig->timing;
        settings.clock = &clock;
        Session session(settings);
        session.open();
        QVERIFY(SessionRig::waitFor(session, State::Online));
        QList<State> told;
        connect(&session, &Session::stateChanged, this, [&](const Session::StateInfo &info) {
            if (info.state != State::Online && (told.isEmpty() || told.last() != info.state))
                told.append(info.state);
        });
        clock.ms += 60'000;
        m_rig->host->cut();
        QTRY_VERIFY(!told.isEmpty());
        QCOMPARE(told.first(), State::Reconnecting);
    }
    void A20_aTokenMakesOneTheSamePersonNextTime()
    {
        auto session = m_rig->online();
        QVERIFY(session);
        const UserId me = session->me();
        QVERIFY(!me.isNull());
        QCOMPARE(session->hostName(), QStringLiteral("Fake"));
        m_rig->quit(session);
        session = m_rig->online();
        QVERIFY(session);
        QCOMPARE(session->me(), me);
        const auto hellos = m_rig->host->seenOf<Hello>();
        QCOMPARE(hellos.size(), 2);
        QVERIFY(!hellos.at(0).token && hellos.at(1).token);
    }

    void A20_theTokenLiesInAFileOfItsOwnerOnly()
    {
        auto session = m_rig->online();
        m_rig->quit(session);
        const auto folders = QDir(m_rig->folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(folders.size(), 1);
        const QString file = m_rig->folder.filePath(folders.first() + QStringLiteral("/cache.sqlite"));
        QVERIFY(QFile::exists(file));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(file) & others));
        const QString met = m_rig->folder.filePath(folders.first() + QStringLiteral("/host.json"));
        QVERIFY(QFile::exists(met) && !(QFile::permissions(met) & others));
    }

    // Nobody listens to a session before its window is made, and by then the disk has been read.
    void A219_whatIsSaidBeforeThereIsAWindowIsKeptForIt()
    {
        auto session = m_rig->online();
        m_rig->quit(session);
        const auto folders = QDir(m_rig->folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QFile file(m_rig->folder.filePath(folders.first() + QStringLiteral("/cache.sqlite")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        session = m_rig->online();
        QVERIFY(session);
        const QStringList unheard = session->takeUnheard();
        QCOMPARE(unheard.size(), 1);
        QVERIFY2(unheard.first().size() > 20, qPrintable(unheard.first()));
        QCOMPARE(session->takeUnheard(), QStringList());
    }

    void A21_aTokenThatIsRefusedIsLeftOutOnce()
    {
        auto session = m_rig->online();
        const UserId me = session->me();
        m_rig->quit(session);
        m_rig->host->forgetPeople();
        session = m_rig->online();
        QVERIFY(session);
        QVERIFY(session->me() != me);
        const auto hellos = m_rig->host->seenOf<Hello>();
        QCOMPARE(hellos.size(), 3);
        QVERIFY(hellos.at(1).token && !hellos.at(2).token);
        session->openRoom(m_rig->room); // the same rooms: it is the same session, and what is here is still of use
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
    }

    // The wrong copy of the session's file was hosted for a moment: it knows the rooms, and nobody who came later.
    void A298_whoOneWasBeforeIsTriedBeforeOneBecomesSomebodyElse_data()
    {
        QTest::addColumn<bool>("restarted");
        QTest::newRow("the connection comes back") << false;
        QTest::newRow("the program is started anew") << true;
    }
    void A298_whoOneWasBeforeIsTriedBeforeOneBecomesSomebodyElse()
    {
        QFETCH(bool, restarted);
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        const auto come = [&](const QHash<QByteArray, UserId> &people) {
            const UserId before = session->me();
            m_rig->host->people = people;
            if (restarted)
                m_rig->quit(session);
            m_rig->host->cut();
            if (restarted)
                session = m_rig->online();
            return session &&
                   QTest::qWaitFor([&] { return session->me() != before && session->state().state == State::Online; },
                                   15'000);
        };
        const UserId first = session->me();
        const auto right = m_rig->host->people;
        QVERIFY(come({}));
        const UserId second = session->me();
        const auto older = m_rig->host->people;
        QVERIFY(come(right));
        QCOMPARE(session->me(), first);
        QVERIFY(come(older));
        QCOMPARE(session->me(), second);
        QVERIFY(come({}));
        QVERIFY(session->me() != first && session->me() != second);
        QVERIFY(come(right));
        QCOMPARE(session->me(), first);
        QCOMPARE(folders(), 1);
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
    }
    void A21_anotherSessionAtTheSameAddressIsToldApart()
    {
        auto session = m_rig->online();
        const UserId me = session->me();
        m_rig->quit(session);
        const quint16 port = m_rig->host->port();
        auto first = std::move(m_rig->host);
        first->stopListening();
        m_rig->host = std::make_unique<FakeHost>();
        m_rig->host->name = QStringLiteral("Other");
        QVERIFY(m_rig->host->listen(port));
        const RoomId elsewhere = m_rig->host->addRoom(QStringLiteral("elsewhere"));
        session = m_rig->online();
        QVERIFY(session);
        QCOMPARE(session->rooms()->rowCount(), 1);
        QCOMPARE(session->rooms()->roomAt(0), elsewhere);
        const UserId there = session->me();
        m_rig->quit(session);
        // And back again: both are remembered, each by its own token.
        m_rig->host->stopListening();
        m_rig->host = std::move(first);
        QVERIFY(m_rig->host->listen(port));
        session = m_rig->online();
        QVERIFY(session);
        QCOMPARE(session->me(), me);
        QVERIFY(session->me() != there);
        QCOMPARE(session->rooms()->roomAt(0), m_rig->room);
    }

    // A teacher hosts class after class at one address, each called the same, and comes back to the first.
    void A21_everyTokenOfAnAddressIsTried()
    {
        auto session = m_rig->online();
        QVERIFY(session);
        const UserId me = session->me();
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(m_rig->waitFor(*session, State::Reconnecting));
        QSignalSpy kept(session.get(), &Session::kept);
        session->post(m_rig->room, QStringLiteral("waits"));
        QTRY_COMPARE(kept.size(), 1);
        m_rig->quit(session);
        const auto first = std::move(m_rig->host);
        const int others = 9;
        for (int i = 0; i < others; ++i) {
            meetAnother(port);
            session = m_rig->online();
            QVERIFY(session);
            m_rig->quit(session);
            m_rig->host->stopListening();
        }
        QCOMPARE(folders(), others + 1);
        QVERIFY(first->listen(port));
        QHash<QWebSocket *, int> hellos;
        first->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            hellos[socket] += std::holds_alternative<Hello>(message);
            return false;
        };
        session = m_rig->make();
        session->open();
        QVERIFY(m_rig->waitFor(*session, State::Online));
        QCOMPARE(session->me(), me);
        QTRY_COMPARE(first->posted().last(), QStringLiteral("waits"));
        for (const int count : std::as_const(hellos))
            QVERIFY2(count <= 4, qPrintable(QString::number(count))); // a host gives 5 s for a good one
        QCOMPARE(folders(), others + 1);
        m_rig->quit(session);
        first->stopListening();
        // The control: a host that knows none of them is told a name only after all of them.
        meetAnother(port);
        session = m_rig->online();
        QVERIFY(session);
        QCOMPARE(m_rig->host->seenOf<Hello>().size(), others + 2);
        QVERIFY(!m_rig->host->seenOf<Hello>().constLast().token);
    }

    // An earlier version could make two folders of one session.
    void A21_whereSomethingWaitsIsTriedFirst()
    {
        auto first = m_rig->online();
        auto second = m_rig->online(); // as another copy of the program
        QVERIFY(first && second);
        const UserId me = first->me();
        first->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*first->timeline(m_rig->room)).size(), 3);
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(m_rig->waitFor(*first, State::Reconnecting));
        QSignalSpy kept(first.get(), &Session::kept);
        first->post(m_rig->room, QStringLiteral("waits"));
        QTRY_COMPARE(kept.size(), 1);
        m_rig->quit(first);
        m_rig->quit(second);
        QVERIFY(m_rig->host->listen(port));
        auto session = m_rig->online();
        QVERIFY(session);
        QCOMPARE(session->me(), me);
        QTRY_COMPARE(m_rig->host->posted().last(), QStringLiteral("waits"));
    }

    // Without quitting in between: what is here of one must not become the other's.
    void A21_anotherSessionTakesTheAddressWhileOneWaits()
    {
        auto session = m_rig->online();
        QVERIFY(session);
        const UserId me = session->me();
        const RoomId room = m_rig->room;
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        const auto first = std::move(m_rig->host);
        const RoomId elsewhere = meetAnother(port);
        QTRY_COMPARE_WITH_TIMEOUT(session->hostName(), QStringLiteral("Other"), 15000);
        QTRY_COMPARE(session->rooms()->rowCount(), 1);
        QCOMPARE(session->rooms()->roomAt(0), elsewhere);
        QVERIFY(session->me() != me);
        const UserId there = session->me();
        m_rig->host->stopListening();
        const auto second = std::move(m_rig->host);
        QVERIFY(first->listen(port));
        QTRY_COMPARE_WITH_TIMEOUT(session->hostName(), QStringLiteral("Fake"), 15000);
        QTRY_COMPARE(session->rooms()->rowCount(), 1);
        QCOMPARE(session->rooms()->roomAt(0), room);
        QCOMPARE(session->me(), me);
        first->stopListening();
        QVERIFY(second->listen(port));
        QTRY_COMPARE_WITH_TIMEOUT(session->hostName(), QStringLiteral("Other"), 15000);
        QCOMPARE(session->me(), there);
        QCOMPARE(folders(), 2);
    }

    // But never under the hands of whoever looks at it.
    void A322_aSessionThatIsShownBecomesNoOtherOne()
    {
        auto session = m_rig->online();
        QVERIFY(session);
        session->stay();
        const UserId me = session->me();
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        const auto first = std::move(m_rig->host);
        meetAnother(port);
        QTRY_VERIFY_WITH_TIMEOUT(session->state().isOtherThere, 15000);
        QCOMPARE(session->state().state, State::HostAway);
        QVERIFY2(session->state().reason.contains(QStringLiteral("Other")), qPrintable(session->state().reason));
        QCOMPARE(session->hostName(), QStringLiteral("Fake"));
        QCOMPARE(session->me(), me);
        QCOMPARE(session->rooms()->roomAt(0), m_rig->room);
        QSignalSpy kept(session.get(), &Session::kept);
        session->post(m_rig->room, QStringLiteral("for the first"));
        QTRY_COMPARE(kept.size(), 1);
        // However often it is met: one person there, and nothing of what is said here.
        const auto hellos = [&] { return m_rig->host->seenOf<Hello>().size(); };
        QCOMPARE(hellos(), 2);
        session->retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(hellos(), 4, 15000);
        QTRY_VERIFY(session->state().isOtherThere);
        QCOMPARE(m_rig->host->people.size(), 1);
        QVERIFY(m_rig->host->seenOf<ChatPost>().isEmpty());
        QVERIFY(session->other());
        {
            SessionSettings settings;
            settings.url = session->other()->url;
            settings.displayName = QStringLiteral("Ana");
            settings.cacheDir = m_rig->folder.path();
            settings.sessionName = session->other()->name;
            settings.token = session->other()->token;
            settings.timing = m_rig->timing;
            Session there(settings);
            there.open();
            QVERIFY(m_rig->waitFor(there, State::Online));
            QCOMPARE(there.hostName(), QStringLiteral("Other"));
            QCOMPARE(there.me(), *m_rig->host->people.cbegin());
            QCOMPARE(m_rig->host->people.size(), 1);
            QVERIFY(there.folder() != session->folder());
        }
        m_rig->host->stopListening();
        QVERIFY(first->listen(port));
        session->retryNow();
        QVERIFY(m_rig->waitFor(*session, State::Online));
        QCOMPARE(session->me(), me);
        QTRY_COMPARE(first->posted().last(), QStringLiteral("for the first"));
        QVERIFY(!session->other());
        QCOMPARE(folders(), 2);
    }

    // A link may name more than one address, and whoever answers there need not be the host that is known at another.
    void A191_aTokenIsShownToNoOtherKeyAtAnyAddressOfALink()
    {
        auto session = m_rig->online();
        QVERIFY(session);
        const UserId me = session->me();
        m_rig->quit(session);
        const QString own = QDir(m_rig->folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
        const QUrl away(QStringLiteral("wss://127.0.0.1:1/ws")); // nobody is there
        HostIndex index(m_rig->folder.path());
        index.remember(own, QStringLiteral("Fake"), away, HostKey::pinned(QByteArray(keyPinBytes, 'k')), 1);
        SessionSettings settings;
        settings.url = away;
        settings.otherUrls = {m_rig->host->url()};
        settings.displayName = QStringLiteral("Ana");
        settings.cacheDir = m_rig->folder.path();
        settings.timing = m_rig->timing;
        session = std::make_unique<Session>(settings);
        session->open();
        QVERIFY(m_rig->waitFor(*session, State::Online));
        const auto hellos = m_rig->host->seenOf<Hello>();
        QCOMPARE(hellos.size(), 2);
        QVERIFY(!hellos.at(1).token);
        QVERIFY(session->me() != me);
        QCOMPARE(folders(), 2); // and what is here of the other one is not given to this one
    }

    void aVersionThatIsNotSpokenIsARefusalWithWords()
    {
        m_rig->host->intercept = [this](QWebSocket *socket, const ClientMessage &message) {
            if (!std::holds_alternative<Hello>(message))
                return false;
            m_rig->host->answer(socket, Failure{QStringLiteral("version"), {}, {}, {}, {}, {}});
            return true;
        };
        auto session = m_rig->make();
        session->open();
        QVERIFY(m_rig->waitFor(*session, State::Refused));
        QVERIFY(session->state().reason.contains(QStringLiteral("version")));
        m_rig->host->intercept = nullptr;
        session->retryNow();
        QVERIFY(m_rig->waitFor(*session, State::Online));
    }

    void aFullHostIsTriedAgainByItself()
    {
        int refusals = 2;
        m_rig->host->intercept = [this, &refusals](QWebSocket *socket, const ClientMessage &message) {
            if (!std::holds_alternative<Hello>(message) || refusals-- <= 0)
                return false;
            m_rig->host->answer(socket, Failure{QStringLiteral("full"), {}, {}, {}, {}, 10});
            return true;
        };
        auto session = m_rig->make();
        session->open();
        QVERIFY(m_rig->waitFor(*session, State::Online));
    }

    void A10_whatWasMissedComesWithWhatIsLiveInOrder()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        m_rig->quit(session);
        for (int i = 4; i <= 250; ++i)
            m_rig->host->say(m_rig->room, QStringLiteral("m%1").arg(i), false);
        // While the pages come, more is said: the host answers history late.
        QList<std::pair<QWebSocket *, ClientMessage>> held;
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            if (!std::holds_alternative<HistoryGet>(message))
                return false;
            held.append({socket, message});
            return true;
        };
        session = m_rig->make();
        session->open();
        session->openRoom(m_rig->room);
        QVERIFY(m_rig->waitFor(*session, State::CatchingUp));
        QTRY_COMPARE(held.size(), 1);
        QCOMPARE(session->state().behind, 247);
        m_rig->host->say(m_rig->room, QStringLiteral("m251"));
        m_rig->host->intercept = nullptr;
        m_rig->host->handle(held.first().first, held.first().second);
        m_rig->host->say(m_rig->room, QStringLiteral("m252"));
        QVERIFY(m_rig->waitFor(*session, State::Online));
        TimelineModel &timeline = *session->timeline(m_rig->room);
        QTRY_COMPARE(placesOf(timeline).last(), 252);
        const QList<Seq> places = placesOf(timeline);
        QCOMPARE(places.size(), 252);
        for (qsizetype i = 0; i < places.size(); ++i)
            QCOMPARE(places.at(i), i + 1);
        QVERIFY(m_rig->host->seenOf<RoomJoin>().last().after == Seq(3));
    }

    void A11_aGapIsFetched()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        m_rig->host->say(m_rig->room, QStringLiteral("lost"), false);
        m_rig->host->say(m_rig->room, QStringLiteral("heard"));
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).mid(3),
                     (QStringList{QStringLiteral("lost"), QStringLiteral("heard")}));
    }

    void A12_aNewEpochDropsWhatIsHere()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        m_rig->host->cut();
        m_rig->host->beginAnew(m_rig->room);
        m_rig->host->say(m_rig->room, QStringLiteral("from scratch"), false);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)), QStringList{QStringLiteral("from scratch")});
        m_rig->quit(session);
        session = m_rig->make(); // and on the disk too
        QSignalSpy opened(session.get(), &Session::opened);
        m_rig->host->stopListening();
        session->open();
        QVERIFY(opened.wait());
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)), QStringList{QStringLiteral("from scratch")});
    }

    // An older backup was put back: what it lacks is here and nowhere else.
    void A164_whatTheHostLostStaysReadableAndSearchable()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        session->post(m_rig->room, QStringLiteral("acknowledged"));
        QTRY_COMPARE(m_rig->host->posted().size(), 4);
        QTRY_COMPARE(session->state().waiting, 0);
        const QStringList before = bodies(*session->timeline(m_rig->room));
        QCOMPARE(before.size(), 4);
        QSignalSpy said(session.get(), &Session::requestFailed);
        m_rig->host->setBack(m_rig->room, 2);
        m_rig->host->cut();
        m_rig->host->say(m_rig->room, QStringLiteral("after the backup"), false);
        const RoomListModel &rooms = *session->rooms();
        QTRY_COMPARE(rooms.rowCount(), 2);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)),
                     before.mid(0, 2) + QStringList{QStringLiteral("after the backup")});
        QCOMPARE(said.size(), 1);
        QVERIFY2(said.first().at(1).toString().contains(QStringLiteral("2 message")),
                 qPrintable(said.first().at(1).toString()));
        for (int run = 0; run < 2; ++run) {
            const QModelIndex row = session->rooms()->index(1); // below the room that it was
            const auto past = row.data(RoomListModel::IdRole).value<RoomId>();
            QVERIFY(row.data(RoomListModel::PastRole).toBool());
            QVERIFY(row.data(RoomListModel::NameRole).toString().startsWith(QStringLiteral("general")));
            QVERIFY(!row.data(RoomListModel::TroubleRole).toString().isEmpty());
            QCOMPARE(row.data(RoomListModel::UnreadRole).toInt(), 0);
            session->openRoom(past);
            QTRY_COMPARE(bodies(*session->timeline(past)), before.mid(2));
            session->search()->search(QStringLiteral("acknowledged"), {});
            QTRY_COMPARE(session->search()->rowCount(), 2); // the room, and the message in it
            QCOMPARE(session->search()->index(1).data(SearchModel::RoomIdRole).value<RoomId>(), past);
            QVERIFY(session->post(past, QStringLiteral("nowhere to go")).value.isNull());
            if (run == 1)
                break;
            m_rig->quit(session); // and on the disk, without the host
            m_rig->host->stopListening();
            session = m_rig->make();
            QSignalSpy opened(session.get(), &Session::opened);
            session->open();
            QVERIFY(opened.wait());
            QCOMPARE(session->rooms()->rowCount(), 2);
        }
        for (const RoomJoin &join : m_rig->host->seenOf<RoomJoin>())
            QCOMPARE(join.room, m_rig->room); // the host is asked for nothing that it does not know
        session->discardRoom(session->rooms()->roomAt(1));
        QCOMPARE(session->rooms()->rowCount(), 1);
        m_rig->quit(session);
        session = m_rig->make();
        QSignalSpy opened(session.get(), &Session::opened);
        session->open();
        QVERIFY(opened.wait());
        QCOMPARE(session->rooms()->rowCount(), 1);
    }
    // Acknowledged, never seen in the log, and lost: nobody but this computer has it, and it is still shown as sent.
    void A185_whatWasAcknowledgedAndNeverCameGoesAgain()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        bool first = true;
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            const auto *post = std::get_if<ChatPost>(&message);
            if (!post || !std::exchange(first, false))
                return false;
            m_rig->host->answer(socket, Ack{post->id, post->room, 4, 1'800'000'000'000, false});
            return true;
        };
        const OpId id = session->post(m_rig->room, QStringLiteral("taken, and lost"));
        QTRY_COMPARE(session->state().waiting, 0);
        QCOMPARE(bodies(*session->timeline(m_rig->room)).size(), 4);
        m_rig->host->setBack(m_rig->room, 3);
        m_rig->host->cut();
        QTRY_COMPARE(m_rig->host->posted().size(), 4);
        const auto posts = m_rig->host->seenOf<ChatPost>();
        QCOMPARE(posts.size(), 2);
        QCOMPARE(posts.last().id, id);
        QTRY_COMPARE(session->state().waiting, 0);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 4);
        QCOMPARE(bodies(*session->timeline(m_rig->room)).last(), QStringLiteral("taken, and lost"));
    }
    // By hand, one by one, as a new message: the host may have been set back on purpose.
    void A188_ownMessagesThatTheHostLostCanBeSentAgain()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        session->setDraft(m_rig->room, QStringLiteral("half a thought"));
        for (const char *body : {"one", "two"})
            session->post(m_rig->room, QString::fromLatin1(body));
        QTRY_COMPARE(m_rig->host->posted().size(), 5);
        QTRY_COMPARE(session->state().waiting, 0);
        session->setDraft(m_rig->room, QStringLiteral("half a thought"));
        m_rig->host->setBack(m_rig->room, 2);
        m_rig->host->cut();
        m_rig->host->say(m_rig->room, QStringLiteral("after the backup"), false);
        QTRY_COMPARE(session->rooms()->rowCount(), 2);
        const RoomId past = session->rooms()->roomAt(1);
        session->openRoom(past);
        TimelineModel &lost = *session->timeline(past);
        QTRY_COMPARE(bodies(lost).size(), 3);
        QVERIFY(session->sendAgain(past, 3).isNull()); // somebody else's
        QVERIFY(session->sendAgain(m_rig->room, 1).isNull());
        QTRY_COMPARE(session->state().waiting, 0);
        QCOMPARE(m_rig->host->posted().size(), 3); // nothing by itself
        const auto before = m_rig->host->seenOf<ChatPost>();
        const OpId again = session->sendAgain(past, 4);
        QVERIFY(!again.isNull());
        QVERIFY(session->sendAgain(past, 4).isNull()); // once, also before its row is gone
        QTRY_COMPARE(m_rig->host->posted().last(), QStringLiteral("one"));
        for (const ChatPost &post : before)
            QVERIFY(post.id != again);
        QTRY_COMPARE(bodies(lost).size(), 2);
        QCOMPARE(bodies(lost).last(), QStringLiteral("two"));
        QCOMPARE(session->draft(m_rig->room), QStringLiteral("half a thought"));
        QVERIFY(!session->sendAgain(past, 5).isNull());
        QTRY_COMPARE(m_rig->host->posted().last(), QStringLiteral("two"));
        m_rig->quit(session);
        m_rig->host->stopListening();
        session = m_rig->make();
        QSignalSpy opened(session.get(), &Session::opened);
        session->open();
        QVERIFY(opened.wait());
        QCOMPARE(session->rooms()->rowCount(), 2); // the stranger's message is still in it
        session->openRoom(past);
        QTRY_COMPARE(bodies(*session->timeline(past)).size(), 1);
    }
    // The control: a log that is all there under another epoch leaves nothing behind, and nothing is said.
    void A164_aLogThatIsAllThereLeavesNothingBehind()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        QSignalSpy said(session.get(), &Session::requestFailed);
        m_rig->host->setBack(m_rig->room, 3);
        m_rig->host->cut();
        m_rig->host->say(m_rig->room, QStringLiteral("later"), false);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 4);
        QVERIFY(m_rig->waitFor(*session, State::Online));
        m_rig->quit(session);
        m_rig->host->stopListening();
        session = m_rig->make();
        QSignalSpy opened(session.get(), &Session::opened);
        session->open();
        QVERIFY(opened.wait());
        QCOMPARE(session->rooms()->rowCount(), 1);
        QCOMPARE(said.size(), 0);
    }

    // A place in the log is another message's after the host was set back.
    void A193_aReplyThatWaitsAnswersTheSameMessageOrNone_data()
    {
        QTest::addColumn<Seq>("answered");
        QTest::addColumn<bool>("restart");
        QTest::newRow("still there") << Seq(2) << false;
        QTest::newRow("lost") << Seq(3) << false;
        QTest::newRow("still there, after a restart") << Seq(2) << true;
        QTest::newRow("lost, after a restart") << Seq(3) << true;
    }
    void A193_aReplyThatWaitsAnswersTheSameMessageOrNone()
    {
        QFETCH(Seq, answered);
        QFETCH(bool, restart);
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(m_rig->waitFor(*session, State::Reconnecting));
        QSignalSpy kept(session.get(), &Session::kept);
        session->post(m_rig->room, QStringLiteral("yes"), answered);
        QTRY_COMPARE(kept.size(), 1);
        if (restart)
            m_rig->quit(session);
        m_rig->host->setBack(m_rig->room, 2);
        m_rig->host->say(m_rig->room, QStringLiteral("something else"), false); // in the place of what was lost
        QVERIFY(m_rig->host->listen(port));
        if (restart) {
            session = m_rig->make();
            session->open();
        }
        session->retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->host->posted().last(), QStringLiteral("yes"), 10000);
        QCOMPARE(m_rig->host->room(m_rig->room).log.last().chat->replyTo,
                 answered == 2 ? std::optional(answered) : std::nullopt);
        QTRY_COMPARE(session->state().waiting, 0);
    }

    // The newest entry may be of a board that nobody has opened here.
    void A195_whatStandsAtTheCursorIsKnownAfterARestart()
    {
        const QByteArray chain(chainLength.max, 'c');
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        RoomEvent event;
        auto &there = m_rig->host->room(m_rig->room);
        event.seq = ++there.info.head;
        event.id = newId<OpId>();
        event.time = 1'800'000'000'000;
        event.author = m_rig->host->other;
        event.name = QStringLiteral("Ben");
        event.boards = BoardListChange{BoardListAct::Add, newId<BoardId>(), QStringLiteral("Second"), {}};
        event.chain = chain;
        there.log.append(event);
        m_rig->host->tell(EventPosted{m_rig->room, event});
        m_rig->host->tell(ReadMoved{m_rig->room, 3});
        QTRY_COMPARE(session->rooms()->unreadTotal(), 0); // so the event before it is here
        m_rig->quit(session);
        session = m_rig->online();
        QVERIFY(session);
        const RoomJoin join = m_rig->host->seenOf<RoomJoin>().last();
        QCOMPARE(join.after, std::optional<Seq>(event.seq));
        QCOMPARE(join.chain, std::optional(chain));
    }

    void A30_whatIsHereCanBeReadWithoutTheHost()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        session->setDraft(m_rig->room, QStringLiteral("half a thought"));
        m_rig->quit(session);
        m_rig->host->stopListening();
        session = m_rig->make();
        QSignalSpy opened(session.get(), &Session::opened);
        session->open();
        QVERIFY(opened.wait());
        QCOMPARE(session->rooms()->rowCount(), 1);
        QCOMPARE(session->draft(m_rig->room), QStringLiteral("half a thought"));
        QVERIFY(session->rooms()->index(0).data(RoomListModel::DraftRole).toBool());
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        QCOMPARE(session->state().state, State::Connecting);
    }

    void A31_olderPagesComeFromTheHostAndThenFromHere()
    {
        for (int i = 4; i <= 230; ++i)
            m_rig->host->say(m_rig->room, QStringLiteral("m%1").arg(i), false);
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        TimelineModel &timeline = *session->timeline(m_rig->room);
        QTRY_COMPARE(placesOf(timeline).size(), 100);
        QSignalSpy older(&timeline, &TimelineModel::olderArrived);
        while (timeline.canFetchOlder()) {
            timeline.fetchOlder();
            QVERIFY(older.wait());
        }
        QCOMPARE(placesOf(timeline).size(), 230);
        QVERIFY(timeline.isAtBeginning());
        const auto asked = m_rig->host->seenOf<HistoryGet>().size();
        m_rig->quit(session);
        session = m_rig->online();
        session->openRoom(m_rig->room);
        TimelineModel &again = *session->timeline(m_rig->room);
        QTRY_COMPARE(placesOf(again).size(), 100);
        QSignalSpy olderAgain(&again, &TimelineModel::olderArrived);
        while (again.canFetchOlder()) {
            again.fetchOlder();
            QVERIFY(olderAgain.wait());
        }
        QCOMPARE(placesOf(again).size(), 230);
        QCOMPARE(m_rig->host->seenOf<HistoryGet>().size(), asked);
    }

    void aRoomIsJoinedByOpeningItAndLeftByLeavingIt()
    {
        const RoomId second = m_rig->host->addRoom(QStringLiteral("second"), 1);
        auto session = m_rig->online();
        const auto joined = [&] { return session->rooms()->indexOf(second).data(RoomListModel::JoinedRole).toBool(); };
        QVERIFY(!joined());
        session->openRoom(second);
        QTRY_VERIFY(joined());
        QTRY_COMPARE(bodies(*session->timeline(second)).size(), 1);
        QSignalSpy left(session.get(), &Session::roomLeft);
        session->leaveRoom(second);
        QVERIFY(left.wait());
        QVERIFY(!joined());
    }

    void theSessionSaysWhyItIsOver()
    {
        auto session = m_rig->online();
        m_rig->host->closeAll(int(CloseCode::Replaced));
        QVERIFY(m_rig->waitFor(*session, State::Refused));
        QVERIFY(session->state().reason.contains(QStringLiteral("connected again")));
        session->retryNow();
        QVERIFY(m_rig->waitFor(*session, State::Online));
        m_rig->host->tell(Bye{QStringLiteral("ended"), 0});
        m_rig->host->closeAll(int(CloseCode::Restart));
        QVERIFY(m_rig->waitFor(*session, State::HostAway));
        QVERIFY(session->state().reason.contains(QStringLiteral("ended")));
        session->close();
        QVERIFY(m_rig->waitFor(*session, State::Offline));
    }

    void A9_aFirstJoinHearsAfterOneRoundThatNobodyIsThere()
    {
        auto session = m_rig->make();
        m_rig->host.reset();
        bool waitedSilently = false; // for a second try
        QObject::connect(session.get(), &Session::stateChanged, session.get(), [&](const Session::StateInfo &info) {
            waitedSilently = waitedSilently || (info.state == State::Connecting && info.retryInMs >= 0);
        });
        session->open();
        QVERIFY(m_rig->waitFor(*session, State::HostAway));
        QVERIFY(!waitedSilently);
        QVERIFY(session->state().reason.contains(session->url().authority()));
        QVERIFY(!session->state().reason.contains(QStringLiteral("by itself"))); // nothing is promised
    }

    void twoCopiesOfTheProgramAreTwoPeople()
    {
        auto first = m_rig->online();
        auto second = m_rig->online();
        QVERIFY(first && second);
        QVERIFY(first->me() != second->me());
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
