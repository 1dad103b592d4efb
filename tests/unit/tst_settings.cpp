// SPDX-License-Identifier: MIT
#include "app/session/errortext.h"
#include "app/session/inifile.h"
#include "app/session/settings.h"
#include "shared/protocol/closecodes.h"
#include "shared/protocol/errors.h"
#include "tests/support/fulldisk.h"

#include <QMetaEnum>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using Key = Settings::Key;
using test::FullDisk;

class TestSettings final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString file(const char *name = "coterie.ini") { return m_folder.filePath(QLatin1String(name)); }

private slots:
    void cleanup() { QFile::remove(file()); }

    void everyKeyHasADefaultThatFits()
    {
        const Settings settings(file());
        const auto keys = QMetaEnum::fromType<Key>();
        for (int i = 0; i < keys.keyCount(); ++i)
            QVERIFY2(settings.value(Key(keys.value(i))).isValid(), keys.key(i));
        QCOMPARE(settings.theme(), QStringLiteral("system"));
        QVERIFY(settings.enterSends());
        QCOMPARE(settings.integer(Key::HostPort), 47600);
    }

    void whatIsSetIsThereNextTimeAndIsToldOnce()
    {
        {
            Settings settings(file());
            QSignalSpy changed(&settings, &Settings::changed);
            settings.setDisplayName(QStringLiteral("Ana"));
            settings.setDisplayName(QStringLiteral("Ana"));
            settings.setTheme(QStringLiteral("dark"));
            settings.setFontScale(1.25);
            settings.setEnterSends(false);
            settings.setWindowGeometry(QByteArray("\0\1\2", 3));
            QCOMPARE(changed.size(), 5);
        }
        const Settings settings(file());
        QCOMPARE(settings.displayName(), QStringLiteral("Ana"));
        QCOMPARE(settings.theme(), QStringLiteral("dark"));
        QCOMPARE(settings.fontScale(), 1.25);
        QVERIFY(!settings.enterSends());
        QCOMPARE(settings.windowGeometry(), QByteArray("\0\1\2", 3));
    }

    void aValueThatDoesNotFitIsTheDefault()
    {
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("[look]\ntheme=pink\nfontScale=900\n[host]\nport=99999\n[composer]\nenterSends=perhaps\n"
                      "[board]\nsnap=red\n[sessions]\nseen=\"[{}, 3, {\\\"url\\\":\\\"::\\\"}]\"\n");
        damaged.close();
        Settings settings(file());
        QCOMPARE(settings.theme(), QStringLiteral("system"));
        QCOMPARE(settings.fontScale(), 1.0);
        QCOMPARE(settings.integer(Key::HostPort), 47600);
        QVERIFY(settings.enterSends());
        QVERIFY(!settings.flag(Key::BoardSnap));
        QVERIFY(settings.lastSessions().isEmpty());
        settings.setTheme(QStringLiteral("pink"));
        QCOMPARE(settings.theme(), QStringLiteral("system"));
    }

    void sessionsSeenBeforeAreTheLatestFirstAndEachOnce()
    {
        Settings settings(file());
        const auto url = [](int i) { return QUrl(QStringLiteral("ws://10.0.0.%1:47600/ws").arg(i)); };
        for (int i = 1; i <= 25; ++i)
            settings.rememberSession(QStringLiteral("S%1").arg(i), url(i));
        settings.rememberSession(QStringLiteral("S20 again"), url(20));
        auto sessions = settings.lastSessions();
        QCOMPARE(sessions.size(), 20);
        QCOMPARE(sessions.first().name, QStringLiteral("S20 again"));
        QCOMPARE(sessions.at(1).url, url(25));
        settings.forgetSession(settings.lastSessions().at(1));
        QCOMPARE(settings.lastSessions().at(1).url, url(24));
    }

    void A323_eachSessionIsThereOnceAndAnAddressMayBeThatOfSeveral()
    {
        Settings settings(file());
        const QUrl here(QStringLiteral("ws://10.0.0.1:47600/ws")), away(QStringLiteral("ws://10.0.0.2:47600/ws"));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        settings.rememberSession(QStringLiteral("Lab"), here); // as an earlier version does
        settings.rememberSession(QStringLiteral("Other"), here, now, QStringLiteral("b"));
        QCOMPARE(settings.lastSessions().size(), 2);
        settings.rememberSession(QStringLiteral("Lab"), here, now, QStringLiteral("a"));
        QCOMPARE(settings.lastSessions().size(), 2);
        settings.rememberSession(QStringLiteral("Lab"), here, now, QStringLiteral("c")); // another one, called the same
        QCOMPARE(settings.lastSessions().size(), 3);
        settings.rememberSession(QStringLiteral("Lab 2"), away, now, QStringLiteral("a"));
        const auto sessions = Settings(file()).lastSessions();
        QCOMPARE(sessions.size(), 3);
        QCOMPARE(sessions.first().name, QStringLiteral("Lab 2"));
        QCOMPARE(sessions.first().url, away);
        QCOMPARE(sessions.first().folder, QStringLiteral("a"));
        settings.forgetSession(sessions.at(1));
        QCOMPARE(settings.lastSessions().size(), 2);
        QCOMPARE(settings.lastSessions().at(1).folder, QStringLiteral("b"));
        // What was kept of it is forgotten, and it is joined again: in another folder.
        settings.forgetFolder(QStringLiteral("b"));
        QCOMPARE(settings.lastSessions().at(1).name, QStringLiteral("Other"));
        settings.rememberSession(QStringLiteral("Other"), here, now, QStringLiteral("d"));
        QCOMPARE(settings.lastSessions().size(), 2);
        QCOMPARE(settings.lastSessions().first().folder, QStringLiteral("d"));
        // Two of one name and address, both forgotten, are one.
        settings.rememberSession(QStringLiteral("Other"), here, now, QStringLiteral("e"));
        const auto before = settings.lastSessions().size();
        settings.forgetFolder(QStringLiteral("d"));
        QCOMPARE(settings.lastSessions().size(), before);
        settings.forgetFolder(QStringLiteral("e"));
        QCOMPARE(settings.lastSessions().size(), before - 1);
    }

    void A179_sessionsThatOneHostedAreAmongThemByTheirFile()
    {
        const QString here = m_folder.filePath(QStringLiteral("class.coterie"));
        {
            Settings settings(file());
            settings.rememberHosted(QStringLiteral("Class"), here);
            settings.rememberSession(QStringLiteral("Hall"), QUrl(QStringLiteral("ws://10.0.0.1:47600/ws")));
            settings.rememberHosted(QStringLiteral("Lab"), m_folder.filePath(QStringLiteral("lab.coterie")));
            settings.rememberHosted(QStringLiteral("Class 7b"),
                                    m_folder.filePath(QStringLiteral("x/../class.coterie")));
        }
        Settings settings(file());
        auto sessions = settings.lastSessions();
        QCOMPARE(sessions.size(), 3);
        QCOMPARE(sessions.first().name, QStringLiteral("Class 7b"));
        QCOMPARE(sessions.first().file, here);
        QVERIFY(sessions.first().url.isEmpty() && sessions.last().file.isEmpty());
        settings.forgetSession(sessions.first());
        QCOMPARE(settings.lastSessions().size(), 2);
        QCOMPARE(settings.lastSessions().first().name, QStringLiteral("Lab"));
    }

    // What a full disk does not take is not taken from what was there.
    void A251_aFullDiskLeavesTheSettingsAsTheyWere()
    {
        const auto kept = [this] {
            QFile on(file());
            return on.open(QIODevice::ReadOnly) ? on.readAll() : QByteArray();
        };
        {
            Settings settings(file());
            settings.setDisplayName(QStringLiteral("Ana"));
        }
        const QByteArray before = kept();
        QVERIFY(before.contains("Ana"));
        {
            Settings settings(file());
            {
                const FullDisk full;
                if (!full.isReal())
                    QSKIP("this system has no limit to make a disk full with");
                settings.setTheme(QStringLiteral("dark"));
                settings.sync();
                QCOMPARE(kept(), before);
                QCOMPARE(settings.theme(), QStringLiteral("dark")); // it goes on with what was chosen
            }
        } // and there is space again
        QVERIFY(kept().contains("dark"));
        const Settings settings(file());
        QCOMPARE(settings.displayName(), QStringLiteral("Ana"));
        QCOMPARE(settings.theme(), QStringLiteral("dark"));
    }

    // The form of the file is the one that earlier versions wrote and read with QSettings' own INI format.
    void A251_theFileReadsAsItAlwaysDid()
    {
        const QStringList texts{QStringLiteral("plain"),
                                QStringLiteral(" blanks "),
                                QStringLiteral("a;b,c=d\"e\\f"),
                                QStringLiteral("two\nlines\ttab"),
                                QStringLiteral("Zo\u00eb \u4f60"),
                                QStringLiteral("@home"),
                                QStringLiteral("[x]"),
                                QString()};
        const QByteArrayList bytes{"", QByteArray("\0\1\xff", 3), "[{\"a\":\"b, c\"}]",
                                   QByteArray("\0"
                                              "7"
                                              "a",
                                              3)};
        for (const bool writtenBefore : {true, false}) {
            QFile::remove(file());
            const QSettings::Format one = writtenBefore ? QSettings::IniFormat : settingsFormat();
            const QSettings::Format other = writtenBefore ? settingsFormat() : QSettings::IniFormat;
            {
                QSettings out(file(), one);
                for (int i = 0; i < texts.size(); ++i)
                    out.setValue(QStringLiteral("t/%1").arg(i), texts.at(i));
                for (int i = 0; i < bytes.size(); ++i)
                    out.setValue(QStringLiteral("b/%1").arg(i), bytes.at(i));
                out.setValue(QStringLiteral("alone"), QStringLiteral("1"));
                out.setValue(QStringLiteral("list/of"), QStringList{QStringLiteral("x"), QStringLiteral("y z")});
            }
            const QString copy = m_folder.filePath(writtenBefore ? QStringLiteral("a.ini") : QStringLiteral("b.ini"));
            QFile::remove(copy);
            QVERIFY(QFile::copy(file(), copy)); // QSettings reads one file in one form
            const QSettings in(copy, other);
            for (int i = 0; i < texts.size(); ++i)
                QCOMPARE(in.value(QStringLiteral("t/%1").arg(i)).toString(), texts.at(i));
            for (int i = 0; i < bytes.size(); ++i)
                QCOMPARE(in.value(QStringLiteral("b/%1").arg(i)).toByteArray(), bytes.at(i));
            QCOMPARE(in.value(QStringLiteral("alone")).toString(), QStringLiteral("1"));
            QCOMPARE(in.value(QStringLiteral("list/of")).toStringList(),
                     (QStringList{QStringLiteral("x"), QStringLiteral("y z")}));
        }
    }

    void theEnvironmentMovesTheFiles()
    {
        qputenv("COTERIE_CONFIG_DIR", m_folder.path().toUtf8());
        qputenv("COTERIE_DATA_DIR", m_folder.path().toUtf8());
        QCOMPARE(Settings::defaultFile(), file());
        QVERIFY(Settings::cacheDir().startsWith(m_folder.path()));
        qunsetenv("COTERIE_CONFIG_DIR");
        qunsetenv("COTERIE_DATA_DIR");
    }

    // D11: what happened, what still works, what to do; never a code.
    void everyErrorHasASentenceOfThreeParts()
    {
        for (const ErrorRow &row : errorTable) {
            const QString sentence = errorSentence(QString::fromLatin1(row.code));
            QVERIFY2(sentence.count(u'.') >= 3, row.code);
            QVERIFY2(!sentence.contains(QLatin1String(row.code)) || !QLatin1String(row.code).contains(u'-'), row.code);
        }
        QVERIFY(!errorSentence(QStringLiteral("of-the-future")).isEmpty());
        QVERIFY(errorSentence(QStringLiteral("rate"), 3500).contains(QStringLiteral("4 second")));
        for (const CloseCodeRow &row : closeCodes)
            QCOMPARE(closeSentence(int(row.code)).isEmpty(), row.comeback != Comeback::Never);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
