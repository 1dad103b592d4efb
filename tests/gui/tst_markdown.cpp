// SPDX-License-Identifier: MIT
#include "app/session/markdown.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/emojistandins.h"
#include "app/ui/timeline/messagelayout.h"
#include "tests/support/cpuclock.h"

#include <QFontDatabase>
#include <QPainter>
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

void layOut(QTextLayout &layout, const QString &text, const QFont &font, const QList<QTextLayout::FormatRange> &formats,
            double width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    layout.setText(text);
    layout.setFont(font);
    layout.setFormats(formats);
    layout.setTextOption(option);
    layout.beginLayout();
    double y = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += 24;
    }
    layout.endLayout();
}

QList<QTextLayout::FormatRange> inEmojiFont(const QString &text, const QFont &font)
{
    QList<QTextLayout::FormatRange> formats;
    QTextCharFormat format;
    format.setFont(emojiFont(font));
    for (const TextRange &range : emojiRanges(text))
        formats.append({range.start, range.length, format});
    return formats;
}

QFont textFont()
{
    QFont font;
    font.setPixelSize(15);
    return font;
}

bool hasEmojiFont()
{
    const QStringList families = emojiFamilies();
    return std::any_of(families.begin(), families.end(),
                       [](const QString &name) { return QFontDatabase::hasFamily(name); });
}

QImage paper(double scale)
{
    QImage image((QSizeF(320, 240) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::white);
    return image;
}

// Of all colour values, the mean of the differences.
double difference(const QImage &a, const QImage &b)
{
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        const uchar *one = a.constScanLine(y);
        const uchar *two = b.constScanLine(y);
        for (int x = 0; x < 4 * a.width(); ++x)
            sum += std::abs(int(one[x]) - int(two[x]));
    }
    return sum / (4.0 * a.width() * a.height());
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
        const double begun = test::threadMs();
        const MessageLayout layout(body, QFont(), 400);
        QVERIFY(layout.height() > 0);
        const double took = test::threadMs() - begun;
        QVERIFY2(took < 2000, qPrintable(QString::number(took)));
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
        const QString joined = QStringLiteral("👩‍🚀👍🏽");
        QCOMPARE(emojiOf(joined, {0, int(joined.size())}), (QList<TextRange>{{0, 5}, {5, 4}}));
        const QString skins = QStringLiteral("🏻").repeated(200);
        QCOMPARE(emojiOf(skins, {0, int(skins.size())}).size(), 200);
    }

    void A85_standInsBreakAndMeasureAsTheEmojiThemselves_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing else") << QStringLiteral("😀").repeated(60);
        QTest::newRow("joined") << QStringLiteral("👩‍🚀👍🏽❤️🇸🇮").repeated(15);
        QTest::newRow("amid words") << QStringLiteral("one😀 😀two, (😀) three-😀😀four ").repeated(12);
        QTest::newRow("from right to left") << QStringLiteral("שלום😀 😀עולם ").repeated(12);
        QTest::newRow("both ways") << QStringLiteral("abc 😀שלום😀 12😀 ").repeated(12);
    }
    void A85_standInsBreakAndMeasureAsTheEmojiThemselves()
    {
        if (!hasEmojiFont())
            QSKIP("no font of emoji here");
        QFETCH(QString, text);
        int compared = 0;
        for (const double width : {41.0, 130.0, 200.5, 333.0}) {
            QString signs = text;
            const EmojiStandIns standIns(signs, emojiRanges(text), textFont());
            QCOMPARE(signs.size(), text.size());
            QVERIFY(signs != text);
            QTextLayout plain, stood;
            layOut(plain, text, textFont(), inEmojiFont(text, textFont()), width);
            layOut(stood, signs, textFont(), standIns.formats(), width);
            QCOMPARE(stood.lineCount(), plain.lineCount());
            for (int i = 0; i < plain.lineCount(); ++i) {
                const QTextLine is = stood.lineAt(i);
                const QTextLine should = plain.lineAt(i);
                QCOMPARE(is.textStart(), should.textStart());
                for (int at = is.textStart(); at <= is.textStart() + is.textLength(); ++at, ++compared) {
                    QVERIFY2(std::abs(is.cursorToX(at) - should.cursorToX(at)) < 0.3,
                             qPrintable(QStringLiteral("%1 in line %2: %3 for %4")
                                            .arg(at)
                                            .arg(i)
                                            .arg(is.cursorToX(at))
                                            .arg(should.cursorToX(at))));
                }
            }
        }
        QVERIFY2(compared > 400, qPrintable(QString::number(compared)));
    }

    void A85_standInsLookLikeTheEmojiThemselves_data()
    {
        QTest::addColumn<double>("scale");
        QTest::newRow("1x") << 1.0;
        QTest::newRow("2x") << 2.0;
    }
    void A85_standInsLookLikeTheEmojiThemselves()
    {
        if (!hasEmojiFont())
            QSKIP("no font of emoji here");
        QFETCH(double, scale);
        const QString text = QStringLiteral("one😀 🚀two 👩‍🚀👍🏽 ").repeated(8);
        QString signs = text;
        const EmojiStandIns standIns(signs, emojiRanges(text), textFont());
        QTextLayout plain, stood;
        layOut(plain, text, textFont(), inEmojiFont(text, textFont()), 300);
        layOut(stood, signs, textFont(), standIns.formats(), 300);
        QTextLayout::FormatRange selected{3, 70, {}};
        selected.format.setBackground(Qt::blue);
        selected.format.setForeground(Qt::white);
        QImage is = paper(scale), should = paper(scale), signsOnly = paper(scale);
        {
            QPainter painter(&should);
            plain.draw(&painter, {4, 4}, {selected});
        }
        {
            QPainter painter(&signsOnly);
            stood.draw(&painter, {4, 4}, {selected}); // the control: the ink of the signs, and no pictures
        }
        {
            QPainter painter(&is);
            stood.draw(&painter, {4, 4}, standIns.withoutInk(selected));
            standIns.paint(painter, stood, {4, 4});
        }
        const double off = difference(is, should);
        const double without = difference(signsOnly, should);
        qInfo("off by %.2f, without pictures by %.2f", off, without);
        QVERIFY(without > 2);
        QVERIFY(off < without / 4);
    }

    void thePlaceUnderTheMouseGoesOnThroughJoinedEmoji_data()
    {
        QTest::addColumn<int>("times");
        QTest::newRow("few") << 3;
        QTest::newRow("many") << 6;
    }
    void thePlaceUnderTheMouseGoesOnThroughJoinedEmoji()
    {
        QFETCH(int, times);
        const QString body = QStringLiteral("a👩‍🚀👍🏽❤️🇸🇮").repeated(times);
        const MessageLayout layout(body, textFont(), 2000);
        QSet<int> places;
        int before = 0;
        for (double x = 0; x < layout.naturalWidth() + 2; x += 1) {
            const int place = layout.placeAt({x, 5}).position;
            QVERIFY2(place >= before, qPrintable(QStringLiteral("%1 after %2 at %3").arg(place).arg(before).arg(x)));
            before = place;
            places.insert(place);
        }
        QCOMPARE(places.size(), 5 * times + 1);
    }

    void A85_aMessageOfManyEmojiKeepsItsWords()
    {
        const QString body = QStringLiteral("see 😀 and 👩‍🚀, ").repeated(20).trimmed();
        const MessageLayout layout(body, QFont(), 400);
        QCOMPARE(layout.text(layout.everything()), body);
        QCOMPARE(layout.text({{0, 0}, {0, 7}}), QStringLiteral("see 😀 "));
        QCOMPARE(emojiCount(body, emojiRanges(body)), 40);
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
