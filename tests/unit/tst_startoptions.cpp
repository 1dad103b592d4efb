// SPDX-License-Identifier: MIT
// What the application may be started for, from a shell and by a desktop.
#include "app/program/startoptions.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using coterie::readStartOptions;
using coterie::StartOptions;

class TestStartOptions final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_file;

    static StartOptions read(const QStringList &arguments)
    {
        return readStartOptions(QStringList{QStringLiteral("coterie")} + arguments);
    }

private slots:
    void initTestCase()
    {
        m_file = m_folder.filePath(QStringLiteral("class 7b.coterie"));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }

    void nothingMeansTheWindow()
    {
        const auto options = read({});
        QCOMPARE(options.task, StartOptions::Task::Window);
        QVERIFY(!options.host && options.join.isEmpty() && options.open.isEmpty());
    }

    void aSessionFileIsOpenedByPathOrAddress()
    {
        for (const QString &argument : {m_file, QUrl::fromLocalFile(m_file).toString()}) {
            const auto options = read({argument});
            QCOMPARE(options.task, StartOptions::Task::Window);
            QCOMPARE(options.open, m_file);
            QVERIFY(options.join.isEmpty());
        }
    }

    void aComputerMayBeCalledLikeASessionFile()
    {
        const auto options = read({QStringLiteral("studio.coterie")});
        QCOMPARE(options.join, QStringLiteral("studio.coterie"));
        QVERIFY(options.open.isEmpty());
    }

    // A desktop shows nobody what is said on the standard streams: the window says it.
    void A173_whatADesktopHandsOverReachesTheWindowEvenIfItIsDamaged()
    {
        const QString link = QStringLiteral("coterie://join?a=192.168.1.23:47600&n=Class&fp=abc");
        QCOMPARE(read({link}).task, StartOptions::Task::Window);
        QCOMPARE(read({link}).join, link);
        const QString gone = m_folder.filePath(QStringLiteral("gone.coterie"));
        for (const QString &argument : {gone, QUrl::fromLocalFile(gone).toString()}) {
            const auto options = read({argument});
            QCOMPARE(options.task, StartOptions::Task::Window);
            QCOMPARE(options.open, gone);
        }
        // Somebody at a shell sees it there.
        QCOMPARE(read({QStringLiteral("not an address")}).task, StartOptions::Task::Stop);
        QCOMPARE(read({QStringLiteral("--join"), link}).task, StartOptions::Task::Stop);
    }

    void aLinkIsJoined()
    {
        const QString link = QStringLiteral("coterie://join?a=192.168.1.23:47600&n=Class%207b");
        QCOMPARE(read({link}).join, link);
        QCOMPARE(read({QStringLiteral("--join"), link}).join, link);
    }

    void hostingTakesItsOptions()
    {
        const auto options = read({QStringLiteral("--host"), QStringLiteral("Class 7b"), QStringLiteral("--file"),
                                   m_file, QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--local")});
        QVERIFY(options.host);
        QCOMPARE(options.host->name, QStringLiteral("Class 7b"));
        QCOMPARE(options.host->file, m_file);
        QCOMPARE(options.host->port, quint16(0));
        QVERIFY(!options.host->lan);
    }

    // A211: the application takes them, with what stands behind them.
    void A211_whatQtTakesForItselfIsLeftToIt()
    {
        const auto options = read({QStringLiteral("-platform"), QStringLiteral("offscreen"), QStringLiteral("--style"),
                                   QStringLiteral("fusion"), QStringLiteral("-reverse"), QStringLiteral("--join"),
                                   QStringLiteral("10.0.0.1"), QStringLiteral("-style=windows"),
                                   QStringLiteral("-qwindowgeometry"), QStringLiteral("800x600")});
        QCOMPARE(options.task, StartOptions::Task::Window);
        QCOMPARE(options.join, QStringLiteral("10.0.0.1"));
        QCOMPARE(read({QStringLiteral("-platform")}).task, StartOptions::Task::Window); // Qt says what is missing
        // An unknown one is refused still, and what is the value of one of ours is none of Qt's.
        QCOMPARE(read({QStringLiteral("-stile"), QStringLiteral("fusion")}).task, StartOptions::Task::Stop);
        QCOMPARE(read({QStringLiteral("--as"), QStringLiteral("Ben"), QStringLiteral("--host"), QStringLiteral("X"),
                       QStringLiteral("-session"), QStringLiteral("abc")})
                     .host->name,
                 QStringLiteral("X"));
    }

    void aFileIsKnownFromEveryFolder()
    {
        const auto options = read(
            {QStringLiteral("--host"), QStringLiteral("Class"), QStringLiteral("--file"), QStringLiteral("c.coterie")});
        QVERIFY(options.host);
        QCOMPARE(options.host->file, QDir::current().absoluteFilePath(QStringLiteral("c.coterie")));
        QVERIFY(read({QStringLiteral("--host"), QStringLiteral("Class")}).host->file.isEmpty());
    }

    void whatDoesNotFitIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString file = QStringLiteral("--file"), host = QStringLiteral("--host"), name = QStringLiteral("Class");
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--hots"), name};
        QTest::newRow("no address") << QStringList{QStringLiteral("http://example.org/")};
        QTest::newRow("two sessions") << QStringList{QStringLiteral("10.0.0.1"), QStringLiteral("10.0.0.2")};
        QTest::newRow("a file without hosting") << QStringList{file, m_file};
        QTest::newRow("host and join") << QStringList{host, name, QStringLiteral("10.0.0.1")};
        QTest::newRow("host and open") << QStringList{host, name, m_file};
        QTest::newRow("a session of a name that nobody can be told")
            << QStringList{host, QString(65, QLatin1Char('x'))};
        QTest::newRow("a session without a name") << QStringList{host, QStringLiteral("  ")};
        QTest::newRow("a name of nothing visible") << QStringList{QStringLiteral("--as"), QString(QChar(0x202e))};
        QTest::newRow("no port") << QStringList{host, name, QStringLiteral("--port"), QStringLiteral("many")};
    }

    void whatDoesNotFitIsRefused()
    {
        QFETCH(QStringList, arguments);
        const auto options = read(arguments);
        QCOMPARE(options.task, StartOptions::Task::Stop);
        QCOMPARE(options.exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(TestStartOptions)
#include "tst_startoptions.moc"
