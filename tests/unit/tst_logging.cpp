// SPDX-License-Identifier: MIT
#include "shared/util/logging.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace coterie;

namespace {

LogRecord record(const QString &message, const QList<LogLine::Field> &fields = {})
{
    return {QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC), QtWarningMsg, QStringLiteral("coterie.net"),
            message, fields};
}

} // namespace

class TestLogging final : public QObject
{
    Q_OBJECT
private slots:
    void aLineHasTimeLevelCategoryMessageAndValues()
    {
        const auto line =
            formatLogRecord(record(QStringLiteral("peer refused"), {{"address", QStringLiteral("127.0.0.1"), false},
                                                                    {"count", QStringLiteral("3"), true},
                                                                    {"why", QStringLiteral("too many"), false},
                                                                    {"empty", {}, false}}),
                            LogFormat::Text);
        QCOMPARE(line, "2023-11-14T22:13:20.123Z warning coterie.net peer refused address=127.0.0.1 count=3 "
                       "why=\"too many\" empty=\"\"");
    }

    void aForeignNameCannotForgeALineOrTurnItRound()
    {
        const QString nasty = QStringLiteral("Eve\n2030 info\x1b[31m \u202Ereversed\u2028\\ \"q\" =");
        const auto line = formatLogRecord(record(nasty, {{"name", nasty, false}}), LogFormat::Text);
        QVERIFY(!line.contains('\n'));
        QVERIFY(!line.contains('\x1b'));
        const QString text = QString::fromUtf8(line);
        QVERIFY(!text.contains(QChar(0x202E)));
        QVERIFY(!text.contains(QChar(0x2028)));
        QVERIFY2(text.contains(QStringLiteral("Eve\\n2030 info\\u001b[31m \\u202ereversed\\u2028\\\\ \\\"q\\\" =")),
                 line.constData());
    }

    void aLineOfJsonIsAnObjectWithTheValuesApart()
    {
        const QString nasty = QStringLiteral("Eve\n\"\\\u202E\t😀");
        const auto line = formatLogRecord(record(QStringLiteral("joined"), {{"name", nasty, false},
                                                                            {"count", QStringLiteral("12"), true},
                                                                            {"again", QStringLiteral("true"), true}}),
                                          LogFormat::Json);
        QJsonParseError error;
        const auto object = QJsonDocument::fromJson(line, &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(object.value(QStringLiteral("level")).toString(), QStringLiteral("warning"));
        QCOMPARE(object.value(QStringLiteral("category")).toString(), QStringLiteral("coterie.net"));
        QCOMPARE(object.value(QStringLiteral("message")).toString(), QStringLiteral("joined"));
        QCOMPARE(object.value(QStringLiteral("name")).toString(), nasty);
        QCOMPARE(object.value(QStringLiteral("count")).toInt(), 12);
        QCOMPARE(object.value(QStringLiteral("again")).toBool(), true);
    }

    void aLongValueIsCut()
    {
        const auto line =
            formatLogRecord(record(QString(5000, u'x'), {{"k", QString(5000, u'y'), false}}), LogFormat::Text);
        QVERIFY(line.size() < 2500);
        QVERIFY(QString::fromUtf8(line).endsWith(u'…'));
    }

    void aLoneSurrogateIsEscaped()
    {
        const auto line = formatLogRecord(record(QString(QChar(0xD800))), LogFormat::Text);
        QVERIFY2(line.endsWith("\\ud800"), line.constData());
    }

    void theValuesReachAnyHandlerOfQtToo()
    {
        QTest::ignoreMessage(QtWarningMsg, "listening port=47600 name=hall");
        logWarning(logNet(), "listening").with("port", 47600).with("name", "hall");
    }

    void everyCategoryIsInTheTableAndOnAtInfo()
    {
        const auto known = [](const QLoggingCategory &category) {
            return std::any_of(logCategories.begin(), logCategories.end(), [&](const LogCategoryRow &row) {
                return qstrcmp(row.name, category.categoryName()) == 0;
            });
        };
        for (const auto *category : {&logNet(), &logRoom(), &logStore(), &logHost(), &logSession(), &logUi()}) {
            QVERIFY(known(*category));
            QVERIFY(category->isInfoEnabled());
            QVERIFY(!category->isDebugEnabled());
        }
    }
};

QTEST_APPLESS_MAIN(TestLogging)
#include "tst_logging.moc"
