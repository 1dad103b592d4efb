// SPDX-License-Identifier: MIT
#include "tests/support/jsonclient.h"

#include "server/host/embeddedhost.h"
#include "shared/util/logging.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace coterie;
using namespace coterie::server;
using coterie::test::JsonClient;

class TestEmbeddedHost final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    HostConfig config(const QString &file = QStringLiteral("s.coterie"))
    {
        HostConfig made;
        made.name = QStringLiteral("Hall");
        made.file = m_folder->filePath(file);
        made.port = 0;
        made.listen = QStringLiteral("local");
        return made;
    }
    static HostFacts startedFacts(EmbeddedHost &host, const HostConfig &config)
    {
        QSignalSpy started(&host, &EmbeddedHost::started);
        host.start(config);
        if (started.isEmpty() && !started.wait(10000))
            return {};
        return started.at(0).at(0).value<HostFacts>();
    }
    static QString failure(EmbeddedHost &host, const HostConfig &config)
    {
        QSignalSpy failed(&host, &EmbeddedHost::failed);
        host.start(config);
        if (failed.isEmpty())
            failed.wait(10000);
        return failed.isEmpty() ? QString() : failed.at(0).at(0).toString();
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*.info=false")); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aHostInsideTheProgramServesAndSaysGoodbye()
    {
        EmbeddedHost host;
        QSignalSpy stopped(&host, &EmbeddedHost::stopped);
        const HostFacts facts = startedFacts(host, config());
        QVERIFY(facts.port > 0);
        QVERIFY(host.isRunning());
        QCOMPARE(facts.name, QStringLiteral("Hall"));
        QCOMPARE(facts.invite, QStringLiteral("coterie://join?a=127.0.0.1:%1&n=Hall&tls=0").arg(facts.port));

        JsonClient ada(facts.port);
        const QString room = ada.enter(QStringLiteral("Ada"));
        QVERIFY(!room.isEmpty());
        QCOMPARE(ada.post(room, QStringLiteral("hello")).value(QStringLiteral("seq")).toInt(), 1);

        host.stop();
        QCOMPARE(ada.hear(QStringLiteral("bye")).value(QStringLiteral("reason")).toString(), QStringLiteral("ended"));
        QVERIFY(ada.waitForClose());
        QCOMPARE(ada.closeCode(), int(CloseCode::Restart));
        QVERIFY(stopped.size() == 1 || stopped.wait(5000));
        QVERIFY(!host.isRunning());
    }

    void theSameHostCanStartAgainAndFindsItsHistory()
    {
        EmbeddedHost host;
        for (int round = 1; round <= 3; ++round) {
            const HostFacts facts = startedFacts(host, config());
            QVERIFY(facts.port > 0);
            JsonClient ada(facts.port);
            const QString room = ada.enter(QStringLiteral("Ada"));
            ada.post(room, QStringLiteral("round %1").arg(round));
            QCOMPARE(ada.history(room).size(), round);
            QSignalSpy stopped(&host, &EmbeddedHost::stopped);
            host.stop();
            QVERIFY(stopped.wait(5000));
        }
    }

    void theNameComesFromTheFileUnlessOneIsGiven()
    {
        EmbeddedHost host;
        QCOMPARE(startedFacts(host, config()).name, QStringLiteral("Hall"));
        QSignalSpy stopped(&host, &EmbeddedHost::stopped);
        host.stop();
        QVERIFY(stopped.wait(5000));
        HostConfig again = config();
        again.name.clear();
        QCOMPARE(startedFacts(host, again).name, QStringLiteral("Hall"));
    }

    // The file is another one under us: nothing can be acknowledged before it is opened anew (S15), and who hosts in a
    // window has no service manager that would do it.
    void S21_aFileThatCannotBeTrustedIsOpenedAnewAtTheSamePort()
    {
        const QString file = m_folder->filePath(QStringLiteral("s.coterie"));
        const QString copy = m_folder->filePath(QStringLiteral("copy"));
        EmbeddedHost host;
        QSignalSpy stopped(&host, &EmbeddedHost::stopped);
        QString room;
        {
            JsonClient ada(startedFacts(host, config()).port);
            room = ada.enter(QStringLiteral("Ada"));
            QCOMPARE(ada.post(room, QStringLiteral("one")).value(QStringLiteral("seq")).toInt(), 1);
        }
        host.stop();
        QVERIFY(stopped.wait(5000));
        QVERIFY(QFile::copy(file, copy));
        const HostFacts facts = startedFacts(host, config());
        QSignalSpy trouble(&host, &EmbeddedHost::storageTrouble);
        QSignalSpy again(&host, &EmbeddedHost::started);
        JsonClient ada(facts.port);
        QVERIFY(!ada.enter(QStringLiteral("Ada")).isEmpty());
        QVERIFY(QFile::remove(file));
        QVERIFY(QFile::rename(copy, file));
        ada.say({{QStringLiteral("type"), QStringLiteral("room.create")},
                 {QStringLiteral("id"), newId<OpId>().toString()},
                 {QStringLiteral("name"), QStringLiteral("Lab")},
                 {QStringLiteral("topic"), QString()}});
        QCOMPARE(ada.hear(QStringLiteral("bye")).value(QStringLiteral("reason")).toString(), QStringLiteral("restart"));
        QTRY_VERIFY_WITH_TIMEOUT(trouble.size() >= 2, 15000);
        QVERIFY2(trouble.first().first().toString().contains(QStringLiteral("replaced")),
                 qPrintable(trouble.first().first().toString()));
        QCOMPARE(trouble.last().first().toString(), QString());
        QVERIFY(stopped.size() == 1 && again.isEmpty()); // it is the same session for whoever hosts it
        JsonClient back(facts.port);
        QCOMPARE(back.enter(QStringLiteral("Ben")), room);
        QCOMPARE(back.history(room).size(), 1);
        QCOMPARE(back.post(room, QStringLiteral("two")).value(QStringLiteral("seq")).toInt(), 2);
    }
    void S21_aFileThatIsGoneEndsTheSessionWithASentence()
    {
        EmbeddedHost host;
        const HostFacts facts = startedFacts(host, config());
        QSignalSpy failed(&host, &EmbeddedHost::failed);
        JsonClient ada(facts.port);
        const QString room = ada.enter(QStringLiteral("Ada"));
        QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("s.coterie"))));
        (void)ada.post(room, QStringLiteral("one"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 15000);
        QVERIFY2(failed.first().first().toString().contains(QStringLiteral("was removed")),
                 qPrintable(failed.first().first().toString()));
        QVERIFY(!host.isRunning());
        QVERIFY2(!QFile::exists(m_folder->filePath(QStringLiteral("s.coterie"))), "an empty session in its place");
    }

    void S28_aFileThatIsMovedEndsTheSessionAndIsNamed()
    {
        const QString moved = m_folder->filePath(QStringLiteral("moved.coterie"));
        EmbeddedHost host;
        QSignalSpy failed(&host, &EmbeddedHost::failed);
        {
            JsonClient ada(startedFacts(host, config()).port);
            const QString room = ada.enter(QStringLiteral("Ada"));
            QCOMPARE(ada.post(room, QStringLiteral("one")).value(QStringLiteral("seq")).toInt(), 1);
            QVERIFY(QFile::rename(m_folder->filePath(QStringLiteral("s.coterie")), moved));
            (void)ada.post(room, QStringLiteral("two"));
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 15000);
        }
        QVERIFY2(failed.first().first().toString().contains(QStringLiteral("moved.coterie")),
                 qPrintable(failed.first().first().toString()));
        HostConfig there = config(QStringLiteral("moved.coterie"));
        JsonClient ada(startedFacts(host, there).port);
        const QString room = ada.enter(QStringLiteral("Ada"));
        QCOMPARE(ada.history(room), QStringList{QStringLiteral("one")});
    }

    void aSecondHostOnTheSameFileIsRefusedWithASentence()
    {
        EmbeddedHost first, second;
        QVERIFY(startedFacts(first, config()).port > 0);
        const QString sentence = failure(second, config());
        QVERIFY2(sentence.contains(QStringLiteral("is open in another Coterie")), qUtf8Printable(sentence));
        QVERIFY(!second.isRunning());
        QVERIFY(startedFacts(second, config(QStringLiteral("other.coterie"))).port > 0);
    }

    void aPortThatIsTakenIsNamedOrTheNextIsTried()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost, 0));
        EmbeddedHost host;
        HostConfig busy = config();
        busy.port = taken.serverPort();
        const QString sentence = failure(host, busy);
        QVERIFY2(sentence.contains(QStringLiteral("Port %1").arg(taken.serverPort())), qUtf8Printable(sentence));
        QVERIFY(!host.isRunning());
        QVERIFY2(QDir(m_folder->path()).isEmpty(), "S23: an empty session was left behind");
        busy.nextFreePort = true;
        const HostFacts facts = startedFacts(host, busy);
        QVERIFY(facts.port > taken.serverPort());
    }

    void S23_aFileThatWasThereIsNotTouchedByAStartWithoutAPort()
    {
        EmbeddedHost host;
        {
            QSignalSpy stopped(&host, &EmbeddedHost::stopped);
            JsonClient ada(startedFacts(host, config()).port);
            QVERIFY(!ada.enter(QStringLiteral("Ada")).isEmpty());
            host.stop();
            QVERIFY(stopped.wait(5000));
        }
        const auto contents = [&] {
            QMap<QString, QByteArray> all;
            for (const QString &name : QDir(m_folder->path()).entryList(QDir::Files)) {
                QFile file(m_folder->filePath(name));
                if (file.open(QIODevice::ReadOnly))
                    all.insert(name, file.readAll());
            }
            return all;
        };
        const auto before = contents();
        QVERIFY(before.contains(QStringLiteral("s.coterie")));
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost, 0));
        HostConfig busy = config();
        busy.port = taken.serverPort();
        busy.name = QStringLiteral("Another name");
        QVERIFY(!failure(host, busy).isEmpty());
        QVERIFY(contents() == before);
    }

    void S23_aKeyThatIsNoneLeavesNoSessionBehind()
    {
        QFile key(m_folder->filePath(QStringLiteral("host-key.pem")));
        QVERIFY(key.open(QIODevice::WriteOnly) && key.write("no key") == 6);
        key.close();
        HostConfig broken = config();
        broken.tls.on = true;
        broken.tls.own = key.fileName();
        EmbeddedHost host;
        const QString sentence = failure(host, broken);
        QVERIFY2(sentence.contains(QStringLiteral("host-key.pem")), qUtf8Printable(sentence));
        QVERIFY(!QFile::exists(broken.file));
    }

    void startingTwiceIsRefusedAndHarmless()
    {
        EmbeddedHost host;
        const HostFacts facts = startedFacts(host, config());
        QVERIFY(!failure(host, config()).isEmpty());
        QVERIFY(host.isRunning());
        JsonClient ada(facts.port);
        QVERIFY(!ada.enter(QStringLiteral("Ada")).isEmpty());
    }

    void nothingNeedBeKept()
    {
        EmbeddedHost host;
        HostConfig throwAway = config();
        throwAway.file = QStringLiteral(":memory:");
        const HostFacts facts = startedFacts(host, throwAway);
        JsonClient ada(facts.port);
        const QString room = ada.enter(QStringLiteral("Ada"));
        QCOMPARE(ada.post(room, QStringLiteral("gone soon")).value(QStringLiteral("seq")).toInt(), 1);
        QCOMPARE(ada.history(room), QStringList{QStringLiteral("gone soon")});
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void theFiguresTellWhoIsThere()
    {
        EmbeddedHost host;
        QSignalSpy figures(&host, &EmbeddedHost::figuresChanged);
        const HostFacts facts = startedFacts(host, config());
        JsonClient ada(facts.port);
        QVERIFY(!ada.enter(QStringLiteral("Ada")).isEmpty());
        const auto latest = [&] {
            return figures.isEmpty() ? HostFigures{} : figures.constLast().at(0).value<HostFigures>();
        };
        QTRY_COMPARE(latest().people, 1);
        QCOMPARE(latest().connections, 1);
        QCOMPARE(latest().rooms, 1);
        QVERIFY(latest().messages >= 3);
    }

    void destroyingItEndsTheSessionInTime()
    {
        auto host = std::make_unique<EmbeddedHost>();
        const HostFacts facts = startedFacts(*host, config());
        JsonClient ada(facts.port);
        const QString room = ada.enter(QStringLiteral("Ada"));
        ada.post(room, QStringLiteral("kept"));
        QElapsedTimer clock;
        clock.start();
        host.reset();
        QVERIFY2(clock.elapsed() < 15'000, qPrintable(QString::number(clock.elapsed()))); // an end that waits for nothing
        QVERIFY(ada.waitForClose());
        EmbeddedHost again;
        JsonClient bob(startedFacts(again, config()).port);
        QCOMPARE(bob.history(bob.enter(QStringLiteral("Bob"))), QStringList{QStringLiteral("kept")});
    }
};

QTEST_GUILESS_MAIN(TestEmbeddedHost)
#include "tst_embeddedhost.moc"
