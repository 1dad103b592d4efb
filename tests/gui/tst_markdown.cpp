// SPDX-License-Identifier: MIT
#include "app/session/markdown.h"
#include "app/ui/timeline/emoji.h"
#include "app/ui/timeline/messagelayout.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coterie;
using namespace coterie::ui;

namespace {

const TextSpan *spanOf(const TextBlock &block, TextSpan::Style style)
{
    for (const TextSpan &span : block.spans) {
        if (span.style == style)
            return &span;
    }
    return nullptr;
}

QString words(const TextBlock &block, TextSpan::Style style)
{
    const TextSpan *span = spanOf(block, style);
    return span ? block.text.mid(span->start, span->length) : QString();
}

} // namespace

class TestMarkdown final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emphasisBecomesSpans()
    {
        const auto blocks = parseMarkdown(QStringLiteral("a **bold** *slanted* ~~gone~~ `code` word"));
        QCOMPARE(blocks.size(), 1);
        QCOMPARE(blocks[0].text, QStringLiteral("a bold slanted gone code word"));
        QCOMPARE(words(blocks[0], TextSpan::Bold), QStringLiteral("bold"));
        QCOMPARE(words(blocks[0], TextSpan::Italic), QStringLiteral("slanted"));
        QCOMPARE(words(blocks[0], TextSpan::Strike), QStringLiteral("gone"));
        QCOMPARE(words(blocks[0], TextSpan::Code), QStringLiteral("code"));
    }

    void lineBreaksStay()
    {
        QCOMPARE(plainText(QStringLiteral("one\ntwo\n\nthree")), QStringLiteral("one\ntwo\nthree"));
    }

    void htmlAndEntitiesAreShownAsTheyWereTyped()
    {
        const QString typed =
            QStringLiteral("<b>x</b> <img src=\"file:///etc/passwd\"> &amp; <script>alert(1)</script>");
        QCOMPARE(plainText(typed), typed);
    }

    void onlyHarmlessLinksAreLinks_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("href");
        QTest::newRow("https") << QStringLiteral("[x](https://a.example/b)") << QStringLiteral("https://a.example/b");
        QTest::newRow("bare") << QStringLiteral("see https://a.example/b now") << QStringLiteral("https://a.example/b");
        QTest::newRow("invite") << QStringLiteral("<coterie://join?a=1.2.3.4:5>")
                                << QStringLiteral("coterie://join?a=1.2.3.4:5");
        QTest::newRow("script") << QStringLiteral("[x](javascript:alert(1))") << QString();
        QTest::newRow("file") << QStringLiteral("[x](file:///etc/passwd)") << QString();
        QTest::newRow("image") << QStringLiteral("![x](https://a.example/b.png)") << QString();
        QTest::newRow("data") << QStringLiteral("[x](data:text/html,hi)") << QString();
    }
    void onlyHarmlessLinksAreLinks()
    {
        QFETCH(QString, body);
        QFETCH(QString, href);
        const auto blocks = parseMarkdown(body);
        const TextSpan *link = spanOf(blocks[0], TextSpan::Link);
        QCOMPARE(link ? link->href : QString(), href);
        QVERIFY(!blocks[0].text.isEmpty());
    }

    void listsCodeAndQuotesKeepTheirForm()
    {
        const auto blocks = parseMarkdown(QStringLiteral("- a\n- b\n  1. c\n\n```cpp\nint x;\n\ny\n```\n> said"));
        QCOMPARE(blocks.size(), 5);
        QCOMPARE(blocks[0].marker, QStringLiteral("•"));
        QCOMPARE(blocks[2].marker, QStringLiteral("1."));
        QCOMPARE(blocks[2].depth, 2);
        QCOMPARE(blocks[3].kind, TextBlock::Kind::Code);
        QCOMPARE(blocks[3].language, QStringLiteral("cpp"));
        QCOMPARE(blocks[3].text, QStringLiteral("int x;\n\ny"));
        QCOMPARE(blocks[4].quotes, 1);
    }

    void nothingThatWasWrittenVanishes_data()
    {
        QTest::addColumn<QString>("body");
        for (const char *body :
             {"[a]: http://x.example", "   ", "#", ">", "```", "**", "- ", "\\", "![]()", "[](http://x.example)"})
            QTest::newRow(body) << QString::fromLatin1(body);
    }
    void nothingThatWasWrittenVanishes()
    {
        QFETCH(QString, body);
        const auto blocks = parseMarkdown(body);
        QVERIFY(!blocks.isEmpty());
        QVERIFY(!blocks[0].text.isEmpty() || !blocks[0].marker.isEmpty());
    }

    void hostileMessagesAreLaidOutInTime_data()
    {
        QTest::addColumn<QString>("body");
        QTest::newRow("quotes") << QString(4000, u'>');
        QTest::newRow("brackets") << QString(4000, u'[');
        QTest::newRow("stars") << QString(4000, u'*');
        QTest::newRow("ticks") << QString(4000, u'`');
        QTest::newRow("lists") << QStringLiteral("- ").repeated(2000);
        QTest::newRow("one word") << QString(4000, u'x');
        QTest::newRow("lines") << QString(4000, u'\n');
        QTest::newRow("accents") << QStringLiteral("e\u0301\u0302\u0303").repeated(1000);
        QTest::newRow("emoji") << QStringLiteral("👩‍🚀").repeated(800);
    }
    void hostileMessagesAreLaidOutInTime()
    {
        QFETCH(QString, body);
        QElapsedTimer timer;
        timer.start();
        const MessageLayout layout(body, QFont(), 400);
        QVERIFY(layout.height() > 0);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

    void deepNestingStaysInsideTheRow()
    {
        const MessageLayout layout(QString(200, u'>') + QStringLiteral(" deep"), QFont(), 400);
        QVERIFY2(layout.naturalWidth() <= 400, qPrintable(QString::number(layout.naturalWidth())));
    }

    void emojiAreFoundByGrapheme()
    {
        QVERIFY(emojiRanges(QStringLiteral("plain 123 # * text")).isEmpty());
        const QString text = QStringLiteral("a👩‍🚀b❤️c❤d");
        const auto ranges = emojiRanges(text);
        QCOMPARE(ranges.size(), 2);
        QCOMPARE(text.mid(ranges[0].start, ranges[0].length), QStringLiteral("👩‍🚀"));
        QCOMPARE(text.mid(ranges[1].start, ranges[1].length), QStringLiteral("❤️"));
        QCOMPARE(emojiOnlyCount(QStringLiteral("👍🏽 🇸🇮")), 2);
        QCOMPARE(emojiOnlyCount(QStringLiteral("👍 ok")), 0);
    }

    void aSelectionGivesTheWordsAsTheyAreShown()
    {
        const MessageLayout layout(QStringLiteral("one **two**\n\n- three"), QFont(), 400);
        QCOMPARE(layout.text(layout.everything()), QStringLiteral("one two\n• three"));
        QCOMPARE(layout.text(layout.wordAt({0, 5})), QStringLiteral("two"));
        QCOMPARE(layout.text(layout.wordAt({0, 4})), QStringLiteral("two"));
    }
};

QTEST_MAIN(TestMarkdown)
#include "tst_markdown.moc"
