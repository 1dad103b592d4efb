// SPDX-License-Identifier: MIT
#include "shared/util/text.h"
#include "shared/util/tokenbucket.h"
#include "shared/util/wholefile.h"
#include "tests/support/fulldisk.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;

class TestUtil final : public QObject
{
    Q_OBJECT
private slots:
    void A251_aFileIsReplacedByAWholeOneOrNotAtAll()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x"));
        const auto content = [&] {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QCOMPARE(writeWhole(path, "before", QFile::ReadOwner | QFile::WriteOwner), QString());
        QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
        for (const qsizetype size : {0, 1, 300, 100'000}) { // what is small is written by the last of all calls
            {
                const test::FullDisk full;
                if (!full.isReal())
                    QSKIP("this system has no limit to make a disk full with");
                QCOMPARE(writeWhole(path, QByteArray(size, 'n'), {}).isEmpty(), size == 0);
            }
            QCOMPARE(content(), size == 0 ? QByteArray() : QByteArray("before"));
            QCOMPARE(writeWhole(path, "before"), QString());
        }
        QVERIFY(!writeWhole(folder.filePath(QStringLiteral("no/such/x")), "a").isEmpty());
    }
    void aBucketGivesItsBurstThenItsRate()
    {
        TokenBucket bucket(5, 3);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(bucket.take(1000), 0);
        QCOMPARE(bucket.take(1000), 200);
        QVERIFY(bucket.take(1199) > 0);
        QCOMPARE(bucket.take(1200), 0);
    }
    void whatABucketPromisesItKeeps()
    {
        TokenBucket bucket(7, 1);
        QCOMPARE(bucket.take(0), 0);
        const qint64 wait = bucket.take(0);
        QVERIFY(wait > 0);
        QCOMPARE(bucket.take(wait), 0);
    }
    void aBucketNeverHoldsMoreThanItsBurst()
    {
        TokenBucket bucket(1000, 2);
        bucket.take(0);
        QCOMPARE(bucket.take(1'000'000), 0);
        QCOMPARE(bucket.take(1'000'000), 0);
        QVERIFY(bucket.take(1'000'000) > 0);
    }
    void aClockThatStepsBackTakesNothingAway()
    {
        TokenBucket bucket(1, 2);
        QCOMPARE(bucket.take(5000), 0);
        QCOMPARE(bucket.take(1000), 0);
    }
    void namesAreTidiedOrRefused_data()
    {
        QTest::addColumn<QString>("in");
        QTest::addColumn<QString>("out"); // null: refused
        QTest::newRow("plain") << QStringLiteral("Ana") << QStringLiteral("Ana");
        QTest::newRow("blanks") << QStringLiteral("  Ana \t Novak ") << QStringLiteral("Ana Novak");
        QTest::newRow("composed") << QStringLiteral("Jose\u0301") << QStringLiteral("Jos\u00e9");
        QTest::newRow("CJK") << QStringLiteral("\u4e0a\u6d77") << QStringLiteral("\u4e0a\u6d77");
        QTest::newRow("family emoji") << QString::fromUtf8("Ana 👩‍👧") << QString::fromUtf8("Ana 👩‍👧");
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("only blanks") << QStringLiteral("   ") << QString();
        QTest::newRow("right-to-left override") << QStringLiteral("Ana\u202Egnp") << QString();
        QTest::newRow("zero width") << QStringLiteral("An\u200Ba") << QString();
        QTest::newRow("joiner between letters") << QStringLiteral("An\u200Da") << QString();
        QTest::newRow("non-joiner inside a word")
            << QStringLiteral("\u0645\u06cc\u200c\u0645") << QStringLiteral("\u0645\u06cc\u200c\u0645");
        QTest::newRow("non-joiner at the end") << QStringLiteral("\u0645\u200c") << QString();
        QTest::newRow("non-joiner before a blank") << QStringLiteral("\u0645\u200c \u0645") << QString();
        QTest::newRow("non-joiner at the start") << QStringLiteral("\u200c\u0645") << QString();
        QTest::newRow("bell") << QStringLiteral("An\aa") << QString();
        QTest::newRow("65 units") << QString(65, u'a') << QString();
        QTest::newRow("64 units") << QString(64, u'a') << QString(64, u'a');
        QTest::newRow("ten marks on a letter") << QString(u'a' + QString(10, QChar(0x323))) << QString();
        QTest::newRow("letters that show nothing") << QStringLiteral("\u3164\u2800") << QString();
        QTest::newRow("lone surrogate") << QString(u'a' + QString(QChar(0xd800))) << QString();
    }
    void namesAreTidiedOrRefused()
    {
        QFETCH(QString, in);
        QFETCH(QString, out);
        const auto name = normalizedName(in);
        QCOMPARE(name.value_or(QString()), out);
        if (name)
            QCOMPARE(normalizedName(*name), name); // idempotent
    }
    void namesThatLookAlikeShareAKey()
    {
        QCOMPARE(nameKey(QStringLiteral("ANA")), nameKey(QStringLiteral("ana")));
        QCOMPARE(nameKey(QStringLiteral("\uff21na")), nameKey(QStringLiteral("ana"))); // full-width A
        QCOMPARE(nameKey(QStringLiteral("\u0645\u200c\u0645")), nameKey(QStringLiteral("\u0645\u0645")));
        QCOMPARE(nameKey(QStringLiteral("Stra\u00dfe")), nameKey(QStringLiteral("STRASSE")));
        QCOMPARE(nameKey(QStringLiteral("STRA\u1e9eE")), nameKey(QStringLiteral("stra\u00dfe"))); // the capital one
    }
    void messagesNeedSomethingToSee()
    {
        QVERIFY(isPostable(QStringLiteral("hi\n\tthere")));
        QVERIFY(isPostable(QStringLiteral("  \u05d0 ")));
        QVERIFY(!isPostable(QStringLiteral(" \n\t ")));
        QVERIFY(!isPostable(QStringLiteral("\u2800 \u3164")));
        QVERIFY(!isPostable(QStringLiteral("\u200b\u200e")));
        QVERIFY(!isPostable(QStringLiteral("a\x1b[31m")));
        QVERIFY(!isPostable(QStringLiteral("half a pair: ") + QChar(0xd83d)));
        QVERIFY(!isOneLine(QString(QChar(0xdc00))));
        QVERIFY(!isOneLine(QStringLiteral("a\nb")));
        QVERIFY(isOneLine(QString()));
    }
};

QTEST_APPLESS_MAIN(TestUtil)
#include "tst_util.moc"
