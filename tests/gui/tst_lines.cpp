// SPDX-License-Identifier: MIT
#include "app/ui/shell/avatar.h"
#include "app/ui/shell/drawable.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/emojistandins.h"
#include "app/ui/timeline/wrappedwords.h"
#include "tests/support/cpuclock.h"

#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace coterie;
using namespace coterie::ui;

namespace {

constexpr QRect place(10, 4, 120, 30);

template <class Paint> QImage painted(Paint paint)
{
    QImage image(160, 40, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(Qt::black);
    paint(painter);
    return image;
}

QFont strong()
{
    return typeface(Type::Strong, QGuiApplication::font());
}

// Nobody will ever give it a glyph: the last one that is no noncharacter.
QString unknownSign()
{
    constexpr char32_t code = 0x10FFFD;
    return QString::fromUcs4(&code, 1);
}

} // namespace

class TestLines final : public QObject
{
    Q_OBJECT

private slots:
    void A85_aKeptLineLooksLikeOneOfQt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("where");
        const int left = Qt::AlignLeft | Qt::AlignVCenter;
        const int right = Qt::AlignRight | Qt::AlignVCenter;
        QTest::newRow("a name") << QStringLiteral("Ana Novak") << left;
        QTest::newRow("cut") << QStringLiteral("Ana Novak, who looks after the telescope") << left;
        QTest::newRow("cut at the right") << QStringLiteral("Ana Novak, who looks after the telescope") << right;
        QTest::newRow("accents") << QString(QStringLiteral("e") + QChar(0x0301) + QStringLiteral("lan vital")) << left;
        QTest::newRow("from right to left") << QString::fromUtf8("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D") << right;
        QTest::newRow("centred") << QStringLiteral("Tonight") << int(Qt::AlignCenter);
        QTest::newRow("nothing") << QString() << left;
    }
    void A85_aKeptLineLooksLikeOneOfQt()
    {
        QFETCH(QString, text);
        QFETCH(int, where);
        const QImage qt = painted([&](QPainter &painter) {
            painter.setFont(strong());
            painter.drawText(place, where, QFontMetrics(strong()).elidedText(text, Qt::ElideRight, place.width()));
        });
        const QImage ours =
            painted([&](QPainter &painter) { paintLine(painter, place, Qt::Alignment(where), text, strong()); });
        QCOMPARE(ours, qt);
        QVERIFY(std::abs(lineWidth(text, strong()) - QFontMetrics(strong()).horizontalAdvance(text)) <= 2);
    }

    void A85_aLineOfManyEmojiIsCutBetweenTwoOfThem()
    {
        constexpr char32_t rocket = 0x1F680;
        const QString many = QString::fromUcs4(&rocket, 1).repeated(40);
        const int one = lineWidth(many, strong()) / 40;
        QVERIFY(one > 0);
        const QImage ours =
            painted([&](QPainter &painter) { paintLine(painter, place, Qt::AlignLeft, many, strong()); });
        int last = 0; // column with ink
        for (int x = 0; x < ours.width(); ++x)
            for (int y = 0; y < ours.height(); ++y)
                if (ours.pixel(x, y) != qRgb(255, 255, 255))
                    last = x;
        QVERIFY2(last <= place.right() && last > place.right() - 2 * one, qPrintable(QString::number(last)));
    }

    // They join whatever is before them, be it a quotation mark.
    void A85_coloursOfSkinBehindALetterAreEmojiToo()
    {
        constexpr char32_t skin = 0x1F3FB;
        const QString tones = QString::fromUcs4(&skin, 1).repeated(200);
        for (const QString &before : {QString(), QStringLiteral("x"), QStringLiteral("a topic: \u201c")}) {
            const QList<TextRange> ranges = emojiRanges(before + tones);
            QCOMPARE(ranges, (QList<TextRange>{{int(before.size()), int(tones.size())}}));
            QCOMPARE(emojiCount(before + tones, ranges), 200);
        }
        QCOMPARE(emojiRanges(QStringLiteral("e\u0301 and x")), QList<TextRange>());
    }

    void A87_whatNoFontHasStandsAsABox()
    {
        const QString text = QStringLiteral("a") + unknownSign() + QStringLiteral("b");
        const QString shown = drawable(text);
        QCOMPARE(shown.size(), text.size());
        QCOMPARE(shown.left(2), QString(QStringLiteral("a") + QChar(0x25A1)));
        QCOMPARE(shown.right(1), QStringLiteral("b"));
        QCOMPARE(drawable(unknownSign().left(1)), unknownSign().left(1)); // half of one is Qt's to show
    }

    void A87_whatIsInvisibleStaysInvisible()
    {
        const QString tags = QString::fromUtf8("\xF3\xA0\x80\x81"); // U+E0001, a tag
        for (const QString &text : {QString(3, QChar(0x17B4)), tags}) {
            const QImage nothing = painted([](QPainter &) {});
            QCOMPARE(painted([&](QPainter &painter) { paintLine(painter, place, Qt::AlignLeft, text, strong()); }),
                     nothing);
        }
    }

    void A87_whatFontsHaveIsLeftAlone()
    {
        for (const QString &text : {QStringLiteral("plain"), QString::fromUtf8("Žižek, Привет, Ελλάδα → 3 €"),
                                    QStringLiteral("a\tb\nc"), QStringLiteral("\u200b\u202e\ufe0f\u2028")})
            QCOMPARE(drawable(text), text);
    }

    void A87_onlyTheFirstMeetingWithASignLooksThroughTheFonts()
    {
        const QString signs = QString(60, QChar(0x0D4D)) + QString(60, QChar(0x17B4)) + unknownSign().repeated(60);
        (void)drawable(signs);
        const double begun = test::threadMs();
        for (int i = 0; i < 200; ++i)
            (void)drawable(signs);
        const double each = (test::threadMs() - begun) / 200;
        QVERIFY2(each < 1, qPrintable(QStringLiteral("%1 ms").arg(each)));
    }

    void aGraphemeWithoutEndIsNoInitial()
    {
        constexpr char32_t skin = 0x1F3FB;
        const QString tone = QString::fromUcs4(&skin, 1);
        QCOMPARE(initials(tone.repeated(32)), tone);
        QCOMPARE(initials(QStringLiteral("z") + QString(63, QChar(0x0301))), QStringLiteral("Z"));
        QCOMPARE(initials(QString::fromUtf8("👨‍👩‍👧 Kim")), QString::fromUtf8("👨‍👩‍👧"));
    }
};

QTEST_MAIN(TestLines)
#include "tst_lines.moc"
