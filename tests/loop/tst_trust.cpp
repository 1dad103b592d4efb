// SPDX-License-Identifier: MIT
#include "app/session/connection.h"
#include "app/session/hostindex.h"
#include "app/session/roomboards.h"
#include "app/session/router.h"
#include "app/session/session.h"
#include "app/session/storedatabase.h"
#include "shared/util/keypin.h"
#include "tests/support/loophost.h"
#include "tests/support/timelinekit.h"
#include "tests/support/tlskit.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslError>

using namespace coterie;
using test::LoopHost;
using test::newIdentity;
using test::TlsRecorder;
using State = Session::State;

namespace {

QUrl urlOf(const QTcpServer &server)
{
    return QUrl(QStringLiteral("wss://127.0.0.1:%1/ws").arg(server.serverPort()));
}

QSslCertificate certificateOf(const server::TlsIdentity &identity)
{
    return identity.configuration.localCertificate();
}

const QList<QSslError> selfSigned{QSslError(QSslError::SelfSignedCertificate)};

} // namespace

// By what a client knows its host, and that it says nothing to another one.
class TestTrust final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    std::unique_ptr<Session> sessionAt(const QUrl &url, const QByteArray &pin = {})
    {
        SessionSettings settings;
        settings.url = url;
        settings.pin = pin;
        settings.displayName = QStringLiteral("Ana");
        settings.cacheDir = m_folder->filePath(QStringLiteral("sessions"));
        settings.timing.lookMs = 50;
        auto session = std::make_unique<Session>(settings);
        session->open();
        return session;
    }
    std::unique_ptr<LoopHost> hostWithKey(const char *keyFile, const char *file = "hall.coterie")
    {
        auto host = std::make_unique<LoopHost>(m_folder->filePath(QLatin1String(file)));
        host->tls.on = true;
        host->tls.own = m_folder->filePath(QLatin1String(keyFile));
        return host->start() ? std::move(host) : nullptr;
    }
    static bool reaches(const Session &session, State state)
    {
        return QTest::qWaitFor([&] { return session.state().state == state; }, 15'000);
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void A70_theKeyInTheLinkIsTheOneThatCounts()
    {
        const auto host = hostWithKey("host.pem");
        QVERIFY(host);
        QCOMPARE(host->pin().size(), keyPinBytes);
        const auto session = sessionAt(host->secureUrl(), host->pin());
        QVERIFY2(reaches(*session, State::Online), qPrintable(session->state().reason));
        QCOMPARE(session->hostPin(), host->pin());
        const RoomId room = session->rooms()->roomAt(0);
        session->openRoom(room);
        session->post(room, QStringLiteral("sealed"));
        QTRY_COMPARE(session->state().waiting, 0);
    }

    void A72_theFirstUseIsRememberedAndTheSameKeyIsLetIn()
    {
        const auto host = hostWithKey("host.pem");
        QVERIFY(host);
        UserId me;
        {
            const auto first = sessionAt(host->secureUrl());
            QVERIFY2(reaches(*first, State::Online), qPrintable(first->state().reason));
            me = first->me();
        }
        const HostIndex index(m_folder->filePath(QStringLiteral("sessions")));
        QCOMPARE(index.keyAt(host->secureUrl()).kind, HostKey::Kind::Pinned);
        QCOMPARE(index.keyAt(host->secureUrl()).pin, host->pin());
        host->stop();
        QVERIFY(host->start()); // the same key, from its file
        const auto again = sessionAt(host->secureUrl());
        QVERIFY2(reaches(*again, State::Online), qPrintable(again->state().reason));
        QCOMPARE(again->me(), me);
    }

    // Row 17 of the figures: not one byte of the application reaches whoever has another key.
    void A73_toAnotherKeyNothingIsSaid_data()
    {
        QTest::addColumn<QString>("known");
        QTest::newRow("by the link") << QStringLiteral("link");
        QTest::newRow("from an earlier visit") << QStringLiteral("index");
        QTest::newRow("once certified") << QStringLiteral("certified");
    }
    void A73_toAnotherKeyNothingIsSaid()
    {
        QFETCH(QString, known);
        TlsRecorder stranger(newIdentity());
        QVERIFY(stranger.listen(QHostAddress::LocalHost));
        const QUrl url = urlOf(stranger);
        const QString sessions = m_folder->filePath(QStringLiteral("sessions"));
        HostIndex index(sessions);
        if (known == u"index")
            index.remember(index.newFolder(), QStringLiteral("Hall"), url, HostKey::pinned(newIdentity().pin), 1);
        else if (known == u"certified")
            index.remember(index.newFolder(), QStringLiteral("Hall"), url, {HostKey::Kind::Certified, {}}, 1);
        const auto session = sessionAt(url, known == u"link" ? newIdentity().pin : QByteArray());
        QVERIFY(reaches(*session, State::Refused));
        QVERIFY(session->state().distrusted);
        QVERIFY2(session->state().reason.contains(QStringLiteral("key is another one")) ||
                     session->state().reason.contains(QStringLiteral("another one than before")),
                 qPrintable(session->state().reason));
        QVERIFY2(session->state().reason.contains(QStringLiteral("Nothing was sent")),
                 qPrintable(session->state().reason));
        session->retryNow(); // whoever insists says nothing either
        QVERIFY(reaches(*session, State::Refused));
        QVERIFY(stranger.connections >= 2);
        QTest::qWait(50);
        QCOMPARE(stranger.heard.size(), 0);
        QCOMPARE(index.keyAt(url).kind, HostIndex(sessions).keyAt(url).kind); // and nothing is forgotten
        // The same recorder hears whoever does trust it.
        const auto control = sessionAt(url, keyPinOf(certificateOf(stranger.identity()).toDer()));
        QTRY_VERIFY(stranger.heard.contains("GET /ws"));
    }

    // A certificate that this computer trusts is no excuse for the wrong key: TLS itself has nothing to ask then.
    void A73_norToACertifiedHostWithTheWrongKey()
    {
        TlsRecorder stranger(newIdentity());
        QVERIFY(stranger.listen(QHostAddress::LocalHost));
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration trusting = before;
        trusting.setCaCertificates({certificateOf(stranger.identity())});
        QSslConfiguration::setDefaultConfiguration(trusting);
        const auto restore = qScopeGuard([&] { QSslConfiguration::setDefaultConfiguration(before); });
        const QUrl url(QStringLiteral("wss://localhost:%1/ws").arg(stranger.serverPort()));
        {
            const auto control = sessionAt(url); // it is trusted when nothing else is known
            QTRY_VERIFY(stranger.heard.contains("GET /ws"));
        }
        stranger.heard.clear();
        const auto session = sessionAt(url, newIdentity().pin);
        QVERIFY(reaches(*session, State::Refused));
        QCOMPARE(stranger.heard.size(), 0);
    }

    void A73_theKeyIsHeldThroughAReconnect()
    {
        auto host = hostWithKey("host.pem");
        QVERIFY(host);
        const auto session = sessionAt(host->secureUrl());
        QVERIFY(reaches(*session, State::Online));
        const quint16 port = host->port();
        host->stop();
        host.reset();
        TlsRecorder stranger(newIdentity());
        QVERIFY(stranger.listen(QHostAddress::LocalHost, port));
        session->retryNow();
        QVERIFY(reaches(*session, State::Refused));
        QVERIFY(session->state().distrusted);
        QCOMPARE(stranger.heard.size(), 0);
    }

    void A74_noTokenIsShownToAHostOfAnotherKey()
    {
        auto host = hostWithKey("host.pem");
        QVERIFY(host);
        UserId before;
        {
            const auto session = sessionAt(host->secureUrl());
            QVERIFY(reaches(*session, State::Online));
            before = session->me();
        }
        // Another host at the same address, and a link that says so: one is somebody new there, with a folder of one's
        // own.
        const quint16 port = host->port();
        host->stop();
        host.reset();
        LoopHost other(m_folder->filePath(QStringLiteral("other.coterie")), port);
        other.tls = {true, {}, {}, m_folder->filePath(QStringLiteral("other.pem"))};
        QVERIFY(other.start());
        const HostIndex index(m_folder->filePath(QStringLiteral("sessions")));
        QCOMPARE(index.candidates({{other.secureUrl(), HostKey::pinned(other.pin())}}, {}).size(), 0);
        QCOMPARE(index.candidates({{other.secureUrl(), index.keyAt(other.secureUrl())}}, {}).size(), 1);
        QCOMPARE(index.candidates({{QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(port)), {}}}, {}).size(), 0);
        const auto session = sessionAt(other.secureUrl(), other.pin());
        QVERIFY2(reaches(*session, State::Online), qPrintable(session->state().reason));
        QVERIFY(session->me() != before);
    }

    // An address is where a host is, and not who: a laptop gets another one with every network.
    void A191_aHostIsTheSameOneAtAnotherAddress_data()
    {
        QTest::addColumn<bool>("invited");
        QTest::newRow("by the key in a link") << true;
        QTest::newRow("by the key that it shows") << false;
    }
    void A191_aHostIsTheSameOneAtAnotherAddress()
    {
        QFETCH(bool, invited);
        UserId me;
        RoomId room;
        QTcpServer squatter; // at the old port, so that the next one is another
        {
            const auto host = hostWithKey("host.pem");
            QVERIFY(host);
            const auto first = sessionAt(host->secureUrl());
            QVERIFY2(reaches(*first, State::Online), qPrintable(first->state().reason));
            me = first->me();
            room = first->rooms()->roomAt(0);
            first->openRoom(room);
            const quint16 port = host->port();
            host->stop();
            QVERIFY(squatter.listen(QHostAddress::LocalHost, port));
            QTRY_VERIFY(first->state().state != State::Online);
            QSignalSpy kept(first.get(), &Session::kept);
            first->post(room, QStringLiteral("waits"));
            QTRY_COMPARE(kept.size(), 1);
        }
        const auto host = hostWithKey("host.pem");
        QVERIFY(host);
        QVERIFY(host->port() != squatter.serverPort());
        const auto again = sessionAt(host->secureUrl(), invited ? host->pin() : QByteArray());
        QVERIFY2(reaches(*again, State::Online), qPrintable(again->state().reason));
        QCOMPARE(again->me(), me);
        again->openRoom(room);
        QTRY_COMPARE(test::bodies(*again->timeline(room)), QStringList{QStringLiteral("waits")});
        QTRY_COMPARE(again->state().waiting, 0);
    }

    // The session's file goes to another computer, and the key does not.
    void A309_whatWaitsForAnEarlierHostIsBroughtWhenThePersonSaysSo()
    {
        auto one = hostWithKey("one.pem");
        QVERIFY(one);
        UserId before;
        RoomId room, made;
        QString olderFolder;
        const BoardId board = newId<BoardId>();
        {
            const auto session = sessionAt(one->secureUrl(), one->pin());
            QVERIFY2(reaches(*session, State::Online), qPrintable(session->state().reason));
            before = session->me();
            room = session->rooms()->roomAt(0);
            session->openRoom(room);
            QTRY_VERIFY(session->timeline(room)->isLoaded());
            one->stop();
            one.reset();
            QTRY_VERIFY(session->state().state != State::Online);
            QSignalSpy kept(session.get(), &Session::kept);
            for (int i = 0; i < 3; ++i)
                session->post(room, QStringLiteral("waits %1").arg(i));
            QSignalSpy created(session.get(), &Session::roomCreated);
            session->createRoom(QStringLiteral("attic"), {});
            QTRY_COMPARE(created.size(), 1);
            made = created.first().first().value<RoomId>();
            session->post(made, QStringLiteral("up there"));
            session->setDraft(room, QStringLiteral("half a thought"));
            QTRY_COMPARE(kept.size(), 4);
            olderFolder = HostIndex(m_folder->filePath(QStringLiteral("sessions"))).folders().constFirst();
        }
        { // what the host before would not take of a board, with an image that no host has
            StoreDatabase older;
            CachedSession session;
            QVERIFY(older.open(olderFolder, session) == StoreDatabase::Opened::Yes);
            auto image = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 0, 0, 100, 100);
            image.asset = QByteArray(32, 'a');
            QVERIFY(older.begin() && older.putConflict(room, board, {{image}, QStringLiteral("forbidden")}) &&
                    older.putAsset(*image.asset, "picture", 1000) && older.commit());
        }
        QVERIFY(QFile::copy(m_folder->filePath(QStringLiteral("hall.coterie")),
                            m_folder->filePath(QStringLiteral("carried.coterie"))));
        // The control: a host that has none of its rooms hears nothing, and nobody is asked.
        {
            const auto stranger = hostWithKey("stranger.pem", "stranger.coterie");
            QVERIFY(stranger);
            const auto session = sessionAt(stranger->secureUrl(), stranger->pin());
            QVERIFY2(reaches(*session, State::Online), qPrintable(session->state().reason));
            QTRY_VERIFY(session->rooms()->rowCount() > 0);
            session->post(session->rooms()->roomAt(0), QStringLiteral("kept behind what was looked at"));
            QTRY_COMPARE(session->state().waiting, 0);
            QVERIFY(!session->olderWork());
        }
        const auto two = hostWithKey("two.pem", "carried.coterie");
        QVERIFY(two);
        {
            const auto session = sessionAt(two->secureUrl(), two->pin());
            QVERIFY2(reaches(*session, State::Online), qPrintable(session->state().reason));
            QVERIFY(session->me() != before); // A74: the token was shown to nobody else
            QTRY_VERIFY(session->olderWork());
            QCOMPARE(session->olderWork()->folder, olderFolder);
            QCOMPARE(session->olderWork()->session, QStringLiteral("Hall"));
            QCOMPARE(session->olderWork()->waiting, 5);
            QCOMPARE(session->olderWork()->drafts, 1);
            QCOMPARE(session->olderWork()->drawings, 1);
            QCOMPARE(session->state().waiting, 0);
            session->leaveOlder(); // not now: it is where it was, and asked about the next time
            QVERIFY(!session->olderWork());
            QCOMPARE(StoreDatabase().look(olderFolder).waiting, 5);
        }
        const auto session = sessionAt(two->secureUrl(), two->pin());
        QTRY_VERIFY(session->olderWork());
        session->openRoom(room);
        session->setDraft(room, QStringLiteral("and a new one"));
        session->bringOlder();
        QTRY_VERIFY(!session->olderWork());
        QVERIFY2(reaches(*session, State::Online), qPrintable(session->state().reason));
        QTRY_COMPARE_WITH_TIMEOUT(session->rooms()->rowCount(), 2, 10000);
        session->openRoom(made);
        QTRY_COMPARE_WITH_TIMEOUT(session->state().waiting, 0, 10000);
        QTRY_COMPARE(test::bodies(*session->timeline(made)), QStringList{QStringLiteral("up there")});
        session->openRoom(room);
        QTRY_COMPARE(test::bodies(*session->timeline(room)),
                     (QStringList{QStringLiteral("waits 0"), QStringLiteral("waits 1"), QStringLiteral("waits 2")}));
        QCOMPARE(session->draft(room), QStringLiteral("half a thought\n\nand a new one"));
        QTRY_COMPARE(session->boards(room)->conflictObjects(firstBoard(room)), 1);
        const CachedGlimpse older = StoreDatabase().look(olderFolder);
        QVERIFY(older.isReadable);
        QCOMPARE(older.waiting + older.drafts + older.drawings, 0);
        QCOMPARE(older.host.user, before); // who one was there is kept
    }

    // Whenever the program ends in between, all is in one of the folders or in both, and once when it has been brought.
    void A310_whatIsBroughtIsNeverLostAndNeverDoubled()
    {
        const QString from = m_folder->filePath(QStringLiteral("from")), to = m_folder->filePath(QStringLiteral("to"));
        const auto room = newId<RoomId>();
        const auto entry = [&](const char *body) {
            const auto id = newId<OpId>();
            return OutboxEntry{id, room, 1, ChatPost{id, room, QLatin1String(body), {}}, {}};
        };
        const QList<OutboxEntry> waits{entry("one"), entry("two")};
        const OutboxEntry later = entry("later");
        const auto bodiesIn = [](const QString &folder) {
            QStringList bodies;
            StoreDatabase database;
            CachedSession session;
            if (database.open(folder, session) == StoreDatabase::Opened::Yes)
                for (const OutboxEntry &one : std::as_const(session.outbox))
                    bodies.append(std::get<ChatPost>(one.message).body);
            return bodies;
        };
        {
            StoreDatabase database;
            CachedSession session;
            QVERIFY(database.open(from, session) == StoreDatabase::Opened::Yes);
            QVERIFY(database.begin() && database.putOperation(waits.at(0)) && database.putOperation(waits.at(1)) &&
                    database.putDraft(room, QStringLiteral("draft")) && database.commit());
        }
        const QStringList both{QStringLiteral("one"), QStringLiteral("two")};
        const QStringList all{QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("later")};
        BroughtWork brought;
        {
            StoreDatabase database;
            CachedSession session;
            QVERIFY(database.open(to, session) == StoreDatabase::Opened::Yes);
            QVERIFY(database.begin() && database.putOperation(later) && database.commit());
            // It ends before the commit.
            QVERIFY(database.begin() && database.bringFrom(from, brought, 1000));
            database.rollback();
        }
        QCOMPARE(bodiesIn(from), both);
        QCOMPARE(bodiesIn(to), QStringList{QStringLiteral("later")});
        for (int time = 0; time < 2; ++time) { // it ends after the commit, and is brought again
            StoreDatabase database;
            CachedSession session;
            QVERIFY(database.open(to, session) == StoreDatabase::Opened::Yes);
            QVERIFY(database.begin() && database.bringFrom(from, brought, 1000) && database.commit());
            database.close();
            QCOMPARE(bodiesIn(from), both);
            QCOMPARE(bodiesIn(to), all);
        }
        { // somebody has the older folder open: nothing changes
            StoreDatabase other, database;
            CachedSession session;
            QVERIFY(other.open(from, session) == StoreDatabase::Opened::Yes);
            QVERIFY(database.open(to, session) == StoreDatabase::Opened::Yes);
            BroughtWork none;
            QVERIFY(database.begin() && !database.bringFrom(from, none, 1000));
            database.rollback();
            QVERIFY(!StoreDatabase::dropBrought(from, brought));
        }
        QVERIFY(StoreDatabase::dropBrought(from, brought));
        QVERIFY(bodiesIn(from).isEmpty());
        StoreDatabase database;
        CachedSession session;
        QVERIFY(database.open(to, session) == StoreDatabase::Opened::Yes);
        QCOMPARE(session.drafts.value(room), QStringLiteral("draft"));
        QCOMPARE(session.outbox.size(), 3);
        QCOMPARE(session.outbox.first().id, waits.first().id);
    }

    void A75_aHostThatDoesNotEncryptIsToldApartFromNone()
    {
        LoopHost plain(m_folder->filePath(QStringLiteral("plain.coterie")));
        QVERIFY(plain.start());
        QVERIFY(plain.pin().isEmpty());
        Router router;
        SystemClock clock;
        SystemRandom random;
        Connection connection(router, clock, random);
        connection.open({plain.secureUrl()});
        QTRY_COMPARE(connection.phase(), Connection::Phase::Waiting);
        QCOMPARE(connection.lastEnd().dial.fault, DialFault::NotEncrypted);
    }

    void A76_aVerdictOnAKey()
    {
        const auto one = newIdentity();
        const auto other = newIdentity();
        const QList<QSslError> expired{QSslError(QSslError::CertificateExpired)};
        const HostKey unknown;
        const HostKey certified{HostKey::Kind::Certified, {}};
        const HostKey pinned = HostKey::pinned(one.pin);
        const auto verdict = [&](const HostKey &known, const server::TlsIdentity &shown,
                                 const QList<QSslError> &errors) {
            return judgeKey(known, certificateOf(shown), errors).verdict;
        };
        QCOMPARE(verdict(unknown, one, selfSigned), KeyVerdict::Trusted);
        QCOMPARE(judgeKey(unknown, certificateOf(one), selfSigned).key.pin, one.pin);
        QCOMPARE(judgeKey(unknown, certificateOf(one), {}).key.kind, HostKey::Kind::Certified);
        QCOMPARE(verdict(unknown, one, expired), KeyVerdict::Invalid);
        QCOMPARE(verdict(unknown, one, selfSigned + expired), KeyVerdict::Invalid);
        QCOMPARE(verdict(pinned, one, expired), KeyVerdict::Trusted); // its key is all that counts
        QCOMPARE(verdict(pinned, one, {}), KeyVerdict::Trusted);
        QCOMPARE(verdict(pinned, other, selfSigned), KeyVerdict::Changed);
        QCOMPARE(verdict(pinned, other, {}), KeyVerdict::Changed);
        QCOMPARE(verdict(certified, other, {}), KeyVerdict::Trusted); // certificates are made anew with new keys
        QCOMPARE(verdict(certified, one, selfSigned), KeyVerdict::Changed);
        QCOMPARE(judgeKey(unknown, QSslCertificate(), {}).verdict, KeyVerdict::Invalid);
        QCOMPARE(judgeKey(pinned, QSslCertificate(), {}).verdict, KeyVerdict::Changed);
        for (const HostKey &key : {unknown, certified, pinned})
            QVERIFY(HostKey::fromText(key.text()).isSameAs(key));
        QCOMPARE(HostKey::fromText(QStringLiteral("nonsense")).kind, HostKey::Kind::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
