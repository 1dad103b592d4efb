// SPDX-License-Identifier: MIT
#include "server/config/config.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie::server;

class TestConfig final : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

    QString write(const QByteArray &text)
    {
        QFile file(m_folder.filePath(QStringLiteral("c.toml")));
        [&] { QVERIFY(file.open(QIODevice::WriteOnly)); }();
        file.write(text);
        return file.fileName();
    }
    static QString text(const std::optional<ConfigError> &error) { return error ? error->text : QString(); }

private slots:
    void theLaterSourceWins()
    {
        ConfigReader reader;
        QCOMPARE(text(reader.readFile(write("port = 1000\nname = \"From file\"\nchat-rate = 7\n"))), QString());
        QCOMPARE(text(reader.readEnvironment({{QStringLiteral("COTERIE_PORT"), QStringLiteral("2000")},
                                              {QStringLiteral("COTERIE_CHAT_RATE"), QStringLiteral("8")}})),
                 QString());
        QCOMPARE(text(reader.set(QStringLiteral("port"), QStringLiteral("3000"), ConfigSource::CommandLine)),
                 QString());
        QCOMPARE(reader.config().port, 3000);
        QCOMPARE(reader.config().chatRate, 8);
        QCOMPARE(reader.config().name, QStringLiteral("From file"));
        const QString page = reader.print();
        QVERIFY(page.contains(QStringLiteral("from command line)\nport = 3000")));
        QVERIFY(page.contains(QStringLiteral("from environment)\nchat-rate = 8")));
        QVERIFY(page.contains(QStringLiteral("from file)\nname = \"From file\"")));
        QVERIFY(page.contains(QStringLiteral("from default)\nlog-level = \"info\"")));
    }
    void whatIsPrintedCanBeReadBack()
    {
        ConfigReader reader;
        QCOMPARE(
            text(reader.set(QStringLiteral("name"), QStringLiteral("Say \"hi\" \\ there"), ConfigSource::CommandLine)),
            QString());
        QCOMPARE(text(reader.set(QStringLiteral("origins"), QStringLiteral("https://a.example, https://b.example"),
                                 ConfigSource::CommandLine)),
                 QString());
        ConfigReader again;
        QCOMPARE(text(again.readFile(write(reader.print().toUtf8()))), QString());
        QCOMPARE(again.config().name, reader.config().name);
        QCOMPARE(again.config().origins,
                 (QStringList{QStringLiteral("https://a.example"), QStringLiteral("https://b.example")}));
    }
    void theFileOfThePackageShowsEveryDefault()
    {
        QFile sample(QStringLiteral(COTERIE_SOURCE_DIR "/packaging/server/server.toml"));
        QVERIFY(sample.open(QIODevice::ReadOnly));
        const ConfigReader defaults;
        QStringList shown;
        const auto lines = QString::fromUtf8(sample.readAll()).split(u'\n');
        for (const auto &line : lines) {
            if (!line.startsWith(u'#') || line.startsWith(QStringLiteral("# ")) ||
                !line.contains(QStringLiteral(" = ")))
                continue;
            const QString key = line.mid(1).section(QStringLiteral(" = "), 0, 0);
            shown.append(key);
            if (key != u"file") // its place depends on who starts the program
                QVERIFY2(defaults.print().contains(QString(u'\n' + line.mid(1) + u'\n')), qUtf8Printable(line));
        }
        for (const auto &setting : ConfigReader::table())
            QVERIFY2(shown.contains(setting.key), qUtf8Printable(setting.key));
        QCOMPARE(shown.size(), ConfigReader::table().size());
    }
    void errorsNameTheLineTheKeyAndWhatWasExpected_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("expected");
        QTest::newRow("syntax") << QByteArray("port = 1\nname = oops\n") << QStringLiteral("line 2: ");
        QTest::newRow("range") << QByteArray("\nport = 70000\n")
                               << QStringLiteral("line 2: port: expected an integer from 0 to 65535, got \"70000\"");
        QTest::newRow("type") << QByteArray("port = \"many\"\n") << QStringLiteral("line 1: port: expected an integer");
        QTest::newRow("choice") << QByteArray("log-level = \"loud\"\n")
                                << QStringLiteral("line 1: log-level: expected one of debug, info, warning, error");
        QTest::newRow("unknown") << QByteArray("prot = 1\n")
                                 << QStringLiteral("line 1: prot: there is no such setting");
        QTest::newRow("table") << QByteArray("[port]\na = 1\n") << QStringLiteral("line 1: port: expected an integer");
        QTest::newRow("a section")
            << QByteArray("port = 1\n\n[name]\na = 1\n")
            << QStringLiteral("line 3: name: expected a text in quotation marks, got a section of the file");
        QTest::newRow("a section where a number is wanted")
            << QByteArray("port = { low = 1 }\n")
            << QStringLiteral("line 1: port: expected an integer, got a section of the file");
        QTest::newRow("a section of other settings")
            << QByteArray("port = 1\n[server]\nport = 1\n")
            << QStringLiteral("line 2: server: there is no such setting; --print-config lists them all");
        QTest::newRow("a section of no settings, and what is wrong above it")
            << QByteArray("port = -1\n[server]\n") << QStringLiteral("line 1: port: expected an integer from");
        QTest::newRow("a date") << QByteArray("name = 2026-01-02\n")
                                << QStringLiteral("line 1: name: expected a text in quotation marks, got 2026-01-02");
        QTest::newRow("a setting that there is not, of no kind")
            << QByteArray("prot = 2026-01-02\n") << QStringLiteral("line 1: prot: there is no such setting");
        QTest::newRow("a setting twice") << QByteArray("name = \"a\"\nport = 1\nport = 2\n")
                                         << QStringLiteral("line 3: port: expected once, got a second time");
        QTest::newRow("a section twice") << QByteArray("[server]\n[server]\n")
                                         << QStringLiteral("line 2: server: expected once, got a second time");
        QTest::newRow("a section whose name begins with no letter")
            << QByteArray("port = 1\n[=]\n") << QStringLiteral("line 2: Error while parsing key: expected bare key");
        QTest::newRow("a section that ends where its name would begin")
            << QByteArray("[") << QStringLiteral("line 1: ");
        QTest::newRow("a name without its quotation marks")
            << QByteArray("# für alle\nname = Büro\n")
            << QStringLiteral("line 2: Error while parsing value: could not determine value type; text must be in");
        QTest::newRow("a letter behind a text that spans lines")
            << QByteArray("name = \"\"\"ä\nö \\\" \"\"\" ü\n")
            << QStringLiteral("line 2: Error while parsing key-value pair: expected a comment");
        QTest::newRow("a list of lists")
            << QByteArray("host-names = [[\"a\"]]\n")
            << QStringLiteral("line 1: host-names: expected a list of words in quotation marks, got [ [");
        QTest::newRow("address") << QByteArray("listen = \"everywhere\"\n")
                                 << QStringLiteral("listen: expected any, local, or an IP address");
        QTest::newRow("a number as a name")
            << QByteArray("name = 5\n") << QStringLiteral("name: expected a text in quotation marks, got 5");
        QTest::newRow("a port with a fraction")
            << QByteArray("port = 5.0\n") << QStringLiteral("port: expected an integer, got 5.0");
        QTest::newRow("a port as a text")
            << QByteArray("port = \"5\"\n") << QStringLiteral("port: expected an integer, got '5'");
        QTest::newRow("numbers as names")
            << QByteArray("host-names = [1]\n")
            << QStringLiteral("host-names: expected a list of words in quotation marks, got [ 1 ]");
        QTest::newRow("a name that is a link")
            << QByteArray("host-names = [\"http://a b\"]\n") << QStringLiteral("host-names: expected names such as");
        QTest::newRow("an origin that is none")
            << QByteArray("origins = \"foo\"\n") << QStringLiteral("origins: expected origins such as");
        for (const char *origin :
             {"https://@a.example", "https://a.example:", "https://a.example?", "https://a.example#",
              "https://me@a.example", "https://a.example:443", "https://", "//a.example"})
            QTest::newRow(origin) << QByteArray("origins = [\"") + origin + "\"]\n"
                                  << QStringLiteral("origins: expected origins such as");
        QTest::newRow("an origin with a path") << QByteArray("origins = [\"https://a.example/\"]\n")
                                               << QStringLiteral("origins: expected origins such as");
        QTest::newRow("the second of two")
            << QByteArray("prot = 1\nport = -1\n") << QStringLiteral("line 2: port: expected an integer from");
        QTest::newRow("the first of two")
            << QByteArray("prot = 1\nport = -1\n") << QStringLiteral("line 1: prot: there is no such setting");
        QTest::newRow("name") << QByteArray("name = \"" + QByteArray(65, 'x') + "\"\n")
                              << QStringLiteral("name: expected a name");
    }
    void errorsNameTheLineTheKeyAndWhatWasExpected()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, expected);
        ConfigReader reader;
        const auto error = reader.readFile(write(file));
        QVERIFY(error);
        QVERIFY2(error->text.contains(expected), qPrintable(error->text));
        QVERIFY(error->text.contains(QStringLiteral("c.toml")));
    }
    void aFileWithAFaultChangesNothing()
    {
        ConfigReader reader;
        QVERIFY(reader.readFile(write("name = \"New\"\nport = -1\n")));
        QCOMPARE(reader.config().name, QString());
    }
    void aMisspeltVariableIsNamed()
    {
        QCOMPARE(ConfigReader::unknownVariables({QStringLiteral("COTERIE_PROT"), QStringLiteral("COTERIE_PORT"),
                                                 QStringLiteral("COTERIE_LOG_LEVEL"), QStringLiteral("PATH")}),
                 QStringList{QStringLiteral("COTERIE_PROT")});
    }
    void goodNamesAndOriginsAreTaken()
    {
        ConfigReader reader;
        QCOMPARE(text(reader.readFile(write("host-names = [\"chat.example.org\", \"*\", \"[fe80::1]\", \"10.0.0.7\"]\n"
                                            "origins = [\"https://a.example\", \"http://localhost:8080\"]\n"))),
                 QString());
        QCOMPARE(reader.config().hostNames.size(), 4);
        QCOMPARE(reader.config().origins.size(), 2);
    }
    void lettersOfEveryLanguageStandInQuotationMarksAndComments_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("of one line") << QByteArray("\"Büro\"");
        QTest::newRow("with quotation marks in it") << QByteArray("\"\\\"Büro\\\"\"");
        QTest::newRow("as it stands") << QByteArray("'Büro \\'");
        QTest::newRow("of several lines") << QByteArray("\"\"\"\\\n  a \"Büro\" \\\n ä\"\"\"");
        QTest::newRow("of several lines, as they stand") << QByteArray("'''Büro 'ä' \"'''");
        QTest::newRow("with a comment behind it") << QByteArray("'Büro' # \" ö");
    }
    void lettersOfEveryLanguageStandInQuotationMarksAndComments()
    {
        QFETCH(const QByteArray, name);
        ConfigReader reader;
        QCOMPARE(text(reader.readFile(write("# für \" alle\nname = " + name + "\nport = 7 # ä"))), QString());
        QVERIFY2(reader.config().name.contains(QStringLiteral("Büro")), qPrintable(reader.config().name));
        QCOMPARE(reader.config().port, 7);
    }
    void aMissingFileIsSaidSo()
    {
        ConfigReader reader;
        QVERIFY(text(reader.readFile(QStringLiteral("/nowhere/c.toml"))).contains(QStringLiteral("/nowhere/c.toml: ")));
    }
    void theStateDirectoryOfAServiceIsTheDefault()
    {
        qputenv("STATE_DIRECTORY", "/var/lib/coterie");
        QCOMPARE(Config().file, QStringLiteral("/var/lib/coterie/session.coterie"));
        qunsetenv("STATE_DIRECTORY");
    }
};

QTEST_APPLESS_MAIN(TestConfig)
#include "tst_config.moc"
