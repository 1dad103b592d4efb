// SPDX-License-Identifier: MIT
#include "tests/support/jsonclient.h"
#include "tests/support/serverprocess.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

// `coterie --export`: boards of sessions and of files, by the real program, without a display.
using namespace coterie;
using namespace coterie::test;

class TestExportCommand final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString path(const QString &name = QStringLiteral("s.coterie")) { return m_folder->filePath(name); }
    static QByteArray read(const QString &file)
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    // The desktop program where there is no display at all.
    RunResult runApp(const QStringList &arguments, const QStringList &environment = {})
    {
        QProcess process;
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        for (const char *display : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            variables.remove(QLatin1String(display));
        for (const QString &line : environment)
            variables.insert(line.section(u'=', 0, 0), line.section(u'=', 1));
        process.setProcessEnvironment(variables);
        process.start(QStringLiteral(COTERIE_BINARY_DIR "/bin/coterie"),
                      arguments + QStringList{QStringLiteral("--config-dir"), path(QStringLiteral("config"))});
        RunResult result;
        if (!process.waitForFinished(60'000))
            return result;
        result.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        result.output = QString::fromUtf8(process.readAllStandardOutput());
        result.errors = QString::fromUtf8(process.readAllStandardError());
        return result;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    // A board by way of the protocol, so that it is in the file as any board is.
    void V9_aBoardIsExportedWithoutADisplay()
    {
        ServerProcess server(path());
        QVERIFY2(server.port() > 0, qUtf8Printable(server.log()));
        JsonClient ada(server.port());
        const QString room = ada.enter(QStringLiteral("Ada"));
        QVERIFY(!room.isEmpty());
        const auto shape = [](const char *kind, int x, const QString &text) {
            return QJsonObject{{QStringLiteral("act"), QStringLiteral("create")},
                               {QStringLiteral("object"), newId<ObjectId>().toString()},
                               {QStringLiteral("kind"), QLatin1String(kind)},
                               {QStringLiteral("x"), x},
                               {QStringLiteral("y"), 100},
                               {QStringLiteral("w"), 200},
                               {QStringLiteral("h"), 120},
                               {QStringLiteral("color"), qint64(0xff1971c2)},
                               {QStringLiteral("width"), 3},
                               {QStringLiteral("text"), text}};
        };
        ada.say({{QStringLiteral("type"), QStringLiteral("board.commit")},
                 {QStringLiteral("id"), newId<OpId>().toString()},
                 {QStringLiteral("room"), room},
                 {QStringLiteral("ops"), QJsonArray{shape("frame", 0, QStringLiteral("Lens")),
                                                    shape("ellipse", 300, QStringLiteral("Überblick (a+b)²"))}}});
        QVERIFY(!ada.hear(QStringLiteral("ack")).isEmpty());

        // While the host has it open; in another language and time zone; and by way of its own JSON.
        qint64 compared = 0;
        for (const char *suffix : {"png", "svg", "pdf", "json"}) {
            const QString once = path(QStringLiteral("once.") + QLatin1String(suffix));
            const QString again = path(QStringLiteral("again.") + QLatin1String(suffix));
            const auto first = runApp({QStringLiteral("--export"), path(), QStringLiteral("--to"), once});
            QVERIFY2(first.exitCode == 0, qUtf8Printable(first.errors));
            const auto second = runApp({QStringLiteral("--export"), path(), QStringLiteral("--to"), again},
                                       {QStringLiteral("LANG=de_DE.UTF-8"), QStringLiteral("TZ=Pacific/Auckland")});
            QVERIFY2(second.exitCode == 0, qUtf8Printable(second.errors));
            const QByteArray bytes = read(once);
            QVERIFY(bytes.size() > 300);
            QVERIFY2(bytes == read(again), suffix);
            compared += bytes.size();
        }
        for (const char *suffix : {"png", "pdf", "json"}) { // an SVG has in it what it was made of
            const QString back = path(QStringLiteral("back.") + QLatin1String(suffix));
            const auto third =
                runApp({QStringLiteral("--export"), path(QStringLiteral("once.json")), QStringLiteral("--to"), back});
            QVERIFY2(third.exitCode == 0, qUtf8Printable(third.errors));
            QVERIFY2(read(back) == read(path(QStringLiteral("once.") + QLatin1String(suffix))), suffix);
        }
        QVERIFY(read(path(QStringLiteral("once.png"))).startsWith("\x89PNG"));
        QVERIFY(read(path(QStringLiteral("once.svg"))).contains("<svg"));
        QVERIFY(read(path(QStringLiteral("once.pdf"))).startsWith("%PDF-1.4"));
        QVERIFY(read(path(QStringLiteral("once.json"))).contains("Lens"));
        qInfo("%lld bytes compared", compared);

        // A control: another scale is another picture.
        const QString large = path(QStringLiteral("large.png"));
        QCOMPARE(runApp({QStringLiteral("--export"), path(), QStringLiteral("--to"), large, QStringLiteral("--scale"),
                         QStringLiteral("4"), QStringLiteral("--frames")})
                     .exitCode,
                 0);
        QVERIFY(read(large) != read(path(QStringLiteral("once.png"))));
    }

    void V9_theGroundAndTheGridAreAsTheCommandSays()
    {
        {
            ServerProcess server(path());
            QVERIFY2(server.port() > 0, qUtf8Printable(server.log()));
            JsonClient ada(server.port());
            const QString room = ada.enter(QStringLiteral("Ada"));
            QVERIFY(!room.isEmpty());
            const QJsonObject frame{{QStringLiteral("act"), QStringLiteral("create")},
                                    {QStringLiteral("object"), newId<ObjectId>().toString()},
                                    {QStringLiteral("kind"), QStringLiteral("frame")},
                                    {QStringLiteral("x"), 0},
                                    {QStringLiteral("y"), 0},
                                    {QStringLiteral("w"), 200},
                                    {QStringLiteral("h"), 120},
                                    {QStringLiteral("color"), qint64(0xff1971c2)},
                                    {QStringLiteral("width"), 1}};
            ada.say({{QStringLiteral("type"), QStringLiteral("board.commit")},
                     {QStringLiteral("id"), newId<OpId>().toString()},
                     {QStringLiteral("room"), room},
                     {QStringLiteral("ops"), QJsonArray{frame}}});
            QVERIFY(!ada.hear(QStringLiteral("ack")).isEmpty());
        }
        for (const bool transparent : {false, true})
            for (const bool grid : {false, true}) {
                const QString to = path(QStringLiteral("%1%2.png").arg(transparent).arg(grid));
                QStringList arguments{QStringLiteral("--export"), path(),
                                      QStringLiteral("--to"),     to,
                                      QStringLiteral("--scale"),  QStringLiteral("2"),
                                      QStringLiteral("--frames")};
                if (transparent)
                    arguments.append(QStringLiteral("--transparent"));
                if (grid)
                    arguments.append(QStringLiteral("--grid"));
                const auto result = runApp(arguments);
                QVERIFY2(result.exitCode == 0, qUtf8Printable(result.errors));
                const QImage made(to);
                QCOMPARE(made.size(), QSize(400, 240));
                QCOMPARE(made.hasAlphaChannel(), transparent);
                // Between the dots, and at one: they are 20 units apart.
                const QColor between = made.pixelColor(2 * 90, 2 * 70), dot = made.pixelColor(2 * 100, 2 * 80);
                QCOMPARE(between.alpha(), transparent ? 0 : 255);
                QCOMPARE(dot != between, grid);
                int dots = 0; // along a row of them
                for (int x = 1; x < 10; ++x)
                    dots += made.pixelColor(2 * 20 * x, 2 * 80) != between;
                QCOMPARE(dots, grid ? 9 : 0);
            }
    }

    void V34_whatOfASessionCannotBeReadIsCounted()
    {
        {
            ServerProcess server(path());
            QVERIFY2(server.port() > 0, qUtf8Printable(server.log()));
            JsonClient ada(server.port());
            const QString room = ada.enter(QStringLiteral("Ada"));
            for (const int x : {0, 300, 600}) {
                ada.say({{QStringLiteral("type"), QStringLiteral("board.commit")},
                         {QStringLiteral("id"), newId<OpId>().toString()},
                         {QStringLiteral("room"), room},
                         {QStringLiteral("ops"),
                          QJsonArray{QJsonObject{{QStringLiteral("act"), QStringLiteral("create")},
                                                 {QStringLiteral("object"), newId<ObjectId>().toString()},
                                                 {QStringLiteral("kind"), QStringLiteral("ellipse")},
                                                 {QStringLiteral("x"), x},
                                                 {QStringLiteral("y"), 0},
                                                 {QStringLiteral("w"), 200},
                                                 {QStringLiteral("h"), 120}}}}});
                QVERIFY(!ada.hear(QStringLiteral("ack")).isEmpty());
            }
        }
        const auto exported = [&] {
            return runApp({QStringLiteral("--export"), path(), QStringLiteral("--to"), path(QStringLiteral("b.json"))});
        };
        RunResult run = exported();
        QVERIFY2(run.exitCode == 0, qUtf8Printable(run.errors));
        QVERIFY2(run.output.contains(QStringLiteral("3 objects")), qUtf8Printable(run.output));
        QVERIFY2(!run.errors.contains(QStringLiteral("cannot be read")), qUtf8Printable(run.errors));
        {
            QSqlDatabase file = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("spoil"));
            file.setDatabaseName(path());
            QVERIFY(file.open());
            QSqlQuery query(file);
            const bool spoiled = query.exec(QStringLiteral(
                "UPDATE event SET body=x'ff00' WHERE seq=(SELECT max(seq) FROM event WHERE board=1) AND board=1"));
            QVERIFY2(spoiled, qPrintable(query.lastError().text()));
            QCOMPARE(query.numRowsAffected(), 1);
            file.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("spoil"));
        run = exported();
        QVERIFY2(run.exitCode == 0, qUtf8Printable(run.errors));
        QVERIFY2(run.output.contains(QStringLiteral("2 objects")), qUtf8Printable(run.output));
        QVERIFY2(run.errors.contains(QStringLiteral("1 change of the room cannot be read")),
                 qUtf8Printable(run.errors));
    }
    void V9_anExportNeedsNoDisplayWhateverTheSurroundingsSay()
    {
        QFile file(path(QStringLiteral("plan.excalidraw")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray plan =
            R"({"type":"excalidraw","elements":[{"type":"rectangle","x":0,"y":0,"width":100,"height":80}]})";
        file.write(plan);
        file.close();
        const auto run = runApp(
            {QStringLiteral("--export"), file.fileName(), QStringLiteral("--to"), path(QStringLiteral("plan.png"))},
            {QStringLiteral("QT_QPA_PLATFORM=xcb"), QStringLiteral("QT_QPA_PLATFORMTHEME=gtk3")});
        QVERIFY2(run.exitCode == 0, qUtf8Printable(run.errors));
        QVERIFY(read(path(QStringLiteral("plan.png"))).startsWith("\x89PNG"));
    }
    void V20_whatAnExportLeavesOutOfAFileIsSaid()
    {
        QFile file(path(QStringLiteral("plan.excalidraw")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray elements = R"({"type":"excalidraw","elements":[
            {"type":"rectangle","x":0,"y":0,"width":100,"height":80}, {"type":"hologram","x":0,"y":0},
            {"type":"embeddable","x":0,"y":0,"width":100,"height":80},
            {"type":"image","x":0,"y":0,"width":9,"height":9,"fileId":"nowhere"},
            {"type":"line","x":0,"y":100,"points":[[0,0],[100,0],[100,100],[0,0]],"backgroundColor":"#b2f2bb"}]})";
        file.write(elements);
        file.close();
        const auto run = runApp(
            {QStringLiteral("--export"), file.fileName(), QStringLiteral("--to"), path(QStringLiteral("plan.png"))});
        QVERIFY2(run.exitCode == 0, qUtf8Printable(run.errors));
        QVERIFY(QFile::exists(path(QStringLiteral("plan.png"))));
        QVERIFY2(run.errors.contains(QStringLiteral("2 objects are of a kind")), qUtf8Printable(run.errors));
        QVERIFY2(run.errors.contains(QStringLiteral("1 image is")), qUtf8Printable(run.errors));
        QVERIFY2(run.errors.contains(QStringLiteral("without its fill")), qUtf8Printable(run.errors));
        QVERIFY(run.errors.contains(QStringLiteral("plan.excalidraw")));
    }
    void V42_boardsOfOneNameAreExportedByTheirPlaceOrTheirId()
    {
        const QString id = newId<BoardId>().toString();
        {
            ServerProcess server(path());
            QVERIFY2(server.port() > 0, qUtf8Printable(server.log()));
            JsonClient ada(server.port());
            const QString room = ada.enter(QStringLiteral("Ada"));
            const auto change = [&](const QJsonObject &what) {
                ada.say({{QStringLiteral("type"), QStringLiteral("boards.change")},
                         {QStringLiteral("id"), newId<OpId>().toString()},
                         {QStringLiteral("room"), room},
                         {QStringLiteral("change"), what}});
                return !ada.hear(QStringLiteral("ack")).isEmpty();
            };
            const auto named = [](const char *act, const QString &board) {
                return QJsonObject{{QStringLiteral("act"), QLatin1String(act)},
                                   {QStringLiteral("board"), board},
                                   {QStringLiteral("name"), QStringLiteral("Plan")}};
            };
            QVERIFY(change(named("rename", room)));
            QVERIFY(change(named("add", id)));
            QJsonObject shape{{QStringLiteral("act"), QStringLiteral("create")},
                              {QStringLiteral("object"), newId<ObjectId>().toString()},
                              {QStringLiteral("kind"), QStringLiteral("rectangle")},
                              {QStringLiteral("x"), 0},
                              {QStringLiteral("y"), 0},
                              {QStringLiteral("w"), 200},
                              {QStringLiteral("h"), 120}};
            ada.say({{QStringLiteral("type"), QStringLiteral("board.commit")},
                     {QStringLiteral("id"), newId<OpId>().toString()},
                     {QStringLiteral("room"), room},
                     {QStringLiteral("board"), id},
                     {QStringLiteral("ops"), QJsonArray{shape}}});
            QVERIFY(!ada.hear(QStringLiteral("ack")).isEmpty());
        }
        const auto exported = [&](const QString &board) {
            QStringList arguments{QStringLiteral("--export"), path(), QStringLiteral("--to"),
                                  path(QStringLiteral("b.json"))};
            if (!board.isEmpty())
                arguments += {QStringLiteral("--board"), board};
            return runApp(arguments);
        };
        for (const QString &asked : {QString(), QStringLiteral("Plan")}) {
            const RunResult run = exported(asked);
            QCOMPARE(run.exitCode, 1);
            QVERIFY2(run.errors.contains(QStringLiteral("Say which")), qUtf8Printable(run.errors));
            QVERIFY2(run.errors.contains(id), qUtf8Printable(run.errors));
            QVERIFY2(run.errors.contains(QStringLiteral("\n  2  ")), qUtf8Printable(run.errors));
        }
        for (const QString &asked : {QStringLiteral("2"), id}) {
            const RunResult run = exported(asked);
            QVERIFY2(run.exitCode == 0, qUtf8Printable(run.errors));
            QVERIFY2(run.output.contains(QStringLiteral("1 object")), qUtf8Printable(run.output));
        }
        QVERIFY(exported(QStringLiteral("1")).output.contains(QStringLiteral("0 objects")));
        QVERIFY(exported(QStringLiteral("3")).errors.contains(QStringLiteral("no such board")));
    }
    void V9_anExportThatCannotBeSaysWhy_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence");
        const auto args = [](const char *line) { return QString::fromLatin1(line).split(u' '); };
        QTest::newRow("no target") << args("--export %.coterie") << 2 << "--export needs --to";
        QTest::newRow("alone") << args("--to %.png") << 2 << "--to goes with --export";
        QTest::newRow("scale") << args("--export %.coterie --to %.png --scale 3") << 2 << "expected 1, 2 or 4";
        QTest::newRow("format") << args("--export %.coterie --to %.gif") << 1
                                << "must end in .png, .svg, .pdf or .json";
        QTest::newRow("no file") << args("--export %.nothing --to %.png") << 1 << "cannot be read";
        QTest::newRow("foreign") << args("--export %.txt --to %.png") << 1 << "neither a picture";
        QTest::newRow("empty board") << args("--export %.coterie --to %.png") << 1 << "nothing to export";
        QTest::newRow("no such board") << args("--export %.coterie --board Other --to %.png") << 1 << "no such board";
        QTest::newRow("no frames") << args("--export %.coterie --frames --to %.pdf") << 1 << "no frames";
    }
    void V9_anExportThatCannotBeSaysWhy()
    {
        QFETCH(QStringList, arguments);
        QFETCH(const int, code);
        QFETCH(const QString, sentence);
        {
            ServerProcess server(path());
            QVERIFY2(server.port() > 0, qUtf8Printable(server.log()));
            JsonClient ada(server.port());
            QVERIFY(!ada.enter(QStringLiteral("Ada")).isEmpty());
        }
        QFile words(path(QStringLiteral("s.txt")));
        QVERIFY(words.open(QIODevice::WriteOnly) && words.write("words") == 5);
        words.close();
        for (QString &argument : arguments)
            if (argument.startsWith(u'%'))
                argument = path(QStringLiteral("s") + argument.mid(1));
        const auto run = runApp(arguments);
        QCOMPARE(run.exitCode, code);
        QVERIFY2(run.errors.contains(sentence), qUtf8Printable(run.errors));
        QVERIFY(!QFile::exists(path(QStringLiteral("s.png"))));
        QVERIFY(!QFile::exists(path(QStringLiteral("s.pdf"))));
    }
    // One that is there elsewhere on the board makes up for none in the frame.
    void V34_picturesThatTheFramesLackAreCounted()
    {
        const auto named = [](const QByteArray &bytes) {
            return QString::fromLatin1(
                bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        };
        const auto hashOf = [](const QByteArray &bytes) {
            return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        };
        const QByteArray there = QByteArray::fromBase64("R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=");
        const QByteArray gone = there + "a trailer";
        {
            ServerProcess server(path());
            QVERIFY2(server.port() > 0, qUtf8Printable(server.log()));
            JsonClient ada(server.port());
            const QString room = ada.enter(QStringLiteral("Ada"));
            for (const QByteArray &picture : {there, gone}) {
                ada.say({{QStringLiteral("type"), QStringLiteral("blob.put")},
                         {QStringLiteral("req"), 1},
                         {QStringLiteral("room"), room},
                         {QStringLiteral("hash"), named(hashOf(picture))},
                         {QStringLiteral("size"), picture.size()},
                         {QStringLiteral("offset"), 0},
                         {QStringLiteral("data"), named(picture)}});
                QVERIFY(ada.hear(QStringLiteral("blob.have")).value(QStringLiteral("stored")).toBool());
            }
            const QString frame = newId<ObjectId>().toString();
            const auto create = [](const QString &id, const char *kind, int x) {
                return QJsonObject{{QStringLiteral("act"), QStringLiteral("create")},
                                   {QStringLiteral("object"), id},
                                   {QStringLiteral("kind"), QLatin1String(kind)},
                                   {QStringLiteral("x"), x},
                                   {QStringLiteral("y"), 0},
                                   {QStringLiteral("w"), 100},
                                   {QStringLiteral("h"), 80}};
            };
            QJsonObject inside = create(newId<ObjectId>().toString(), "image", 10);
            inside.insert(QStringLiteral("asset"), named(hashOf(gone)));
            inside.insert(QStringLiteral("parent"), frame);
            QJsonObject outside = create(newId<ObjectId>().toString(), "image", 900);
            outside.insert(QStringLiteral("asset"), named(hashOf(there)));
            ada.say({{QStringLiteral("type"), QStringLiteral("board.commit")},
                     {QStringLiteral("id"), newId<OpId>().toString()},
                     {QStringLiteral("room"), room},
                     {QStringLiteral("ops"), QJsonArray{create(frame, "frame", 0), inside, outside}}});
            QVERIFY(!ada.hear(QStringLiteral("ack")).isEmpty());
        }
        const auto exported = [&](bool frames) {
            QStringList arguments{QStringLiteral("--export"), path(), QStringLiteral("--to"),
                                  path(QStringLiteral("f.pdf"))};
            if (frames)
                arguments.append(QStringLiteral("--frames"));
            return runApp(arguments);
        };
        QVERIFY(!exported(true).errors.contains(QStringLiteral("not in"))); // a control: nothing is missing yet
        {
            QSqlDatabase file = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("lose"));
            file.setDatabaseName(path());
            QVERIFY(file.open());
            QSqlQuery query(file);
            QVERIFY(query.prepare(QStringLiteral("DELETE FROM blob WHERE hash=?")));
            query.addBindValue(hashOf(gone));
            QVERIFY2(query.exec(), qPrintable(query.lastError().text()));
            QCOMPARE(query.numRowsAffected(), 1);
            file.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("lose"));
        for (const bool frames : {false, true}) {
            const RunResult run = exported(frames);
            QVERIFY2(run.exitCode == 0, qUtf8Printable(run.errors));
            QVERIFY2(run.errors.contains(QStringLiteral("1 picture is not in")), qUtf8Printable(run.errors));
        }
    }
};

QTEST_GUILESS_MAIN(TestExportCommand)
#include "tst_exportcommand.moc"
