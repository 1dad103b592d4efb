// SPDX-License-Identifier: MIT
#include "app/ui/shell/avatar.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QApplication>
#include <QTest>

using namespace coterie;
using namespace coterie::ui;

namespace {

struct Pair {
    const char *name;
    QColor Colors::*front;
    QColor Colors::*back;
    double least;
};

constexpr double text = 4.5;
constexpr double graphic = 3.0;

const Pair pairs[] = {
    {"text on surface", &Colors::text, &Colors::surface, text},
    {"text on window", &Colors::text, &Colors::window, text},
    {"text on raised", &Colors::text, &Colors::raised, text},
    {"text on sunken", &Colors::text, &Colors::sunken, text},
    {"text on hover", &Colors::text, &Colors::hover, text},
    {"text on selected", &Colors::text, &Colors::selected, text},
    {"muted on surface", &Colors::muted, &Colors::surface, text},
    {"muted on window", &Colors::muted, &Colors::window, text},
    {"muted on raised", &Colors::muted, &Colors::raised, text},
    {"muted on hover", &Colors::muted, &Colors::hover, text},
    {"muted on selected", &Colors::muted, &Colors::selected, text},
    {"on accent", &Colors::onAccent, &Colors::accent, text},
    {"on accent, hover", &Colors::onAccent, &Colors::accentHover, text},
    {"on accent, pressed", &Colors::onAccent, &Colors::accentPressed, text},
    {"on danger", &Colors::onAccent, &Colors::dangerFill, text},
    {"link on surface", &Colors::link, &Colors::surface, text},
    {"link on window", &Colors::link, &Colors::window, text},
    {"link on accentSoft", &Colors::link, &Colors::accentSoft, text},
    {"text on accentSoft", &Colors::text, &Colors::accentSoft, text},
    {"danger on surface", &Colors::danger, &Colors::surface, text},
    {"danger on its soft", &Colors::danger, &Colors::dangerSoft, text},
    {"text on dangerSoft", &Colors::text, &Colors::dangerSoft, text},
    {"warning on surface", &Colors::warning, &Colors::surface, text},
    {"warning on its soft", &Colors::warning, &Colors::warningSoft, text},
    {"text on warningSoft", &Colors::text, &Colors::warningSoft, text},
    {"success on window", &Colors::success, &Colors::window, text},
    {"success on its soft", &Colors::success, &Colors::successSoft, text},
    {"focus on surface", &Colors::focus, &Colors::surface, graphic},
    {"focus on window", &Colors::focus, &Colors::window, graphic},
    {"field border on surface", &Colors::fieldBorder, &Colors::surface, graphic},
};

} // namespace

class TestTheme final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPairOfColoursHasEnoughContrast_data()
    {
        QTest::addColumn<QColor>("front");
        QTest::addColumn<QColor>("back");
        QTest::addColumn<double>("least");
        for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
            for (const Pair &pair : pairs)
                QTest::addRow("%s: %s", scheme == Scheme::Dark ? "dark" : "light", pair.name)
                    << colors(scheme).*pair.front << colors(scheme).*pair.back << pair.least;
        }
    }
    void everyPairOfColoursHasEnoughContrast()
    {
        QFETCH(QColor, front);
        QFETCH(QColor, back);
        QFETCH(double, least);
        QVERIFY2(contrast(front, back) >= least, qPrintable(QString::number(contrast(front, back))));
    }

    void aPaletteTellsItsOwnScheme()
    {
        for (const auto scheme : {Scheme::Light, Scheme::Dark})
            QCOMPARE(&colors(paletteOf(scheme)), &colors(scheme));
    }

    void initialsAreReadableOnEveryUserColour()
    {
        for (int i = 0; i < userColorCount; ++i)
            QVERIFY2(contrast(userColor(i), Qt::white) >= text, qPrintable(userColor(i).name()));
    }

    void aPersonHasTheSameColourOnEveryMachine()
    {
        const auto user = UserId::fromString(u"0190b2c8-1111-7222-8333-444455556666");
        QCOMPARE(userColor(user), userColor(UserId{user.value}));
    }

    void initialsComeFromTheFirstAndTheLastWord()
    {
        QCOMPARE(initials(QStringLiteral("Ana Maria Novak")), QStringLiteral("AN"));
        QCOMPARE(initials(QStringLiteral("ben")), QStringLiteral("B"));
        QCOMPARE(initials(QStringLiteral("  ")), QStringLiteral("?"));
        QCOMPARE(initials(QStringLiteral("李 小龙")), QStringLiteral("李小"));
        QCOMPARE(initials(QStringLiteral("👩‍🚀 Kim")), QStringLiteral("👩‍🚀"));
    }

    void noTextIsSmallerThanThirteenPixels()
    {
        QFont base;
        base.setPixelSize(11);
        for (const auto type : {Type::Small, Type::SmallStrong, Type::Code, Type::Title})
            QVERIFY(typeface(type, base).pixelSize() >= 13);
    }

    void A270_theSizeOfTextTakesHoldAtOnce()
    {
        Theme theme(*qApp);
        QWidget window;
        TextLabel label(QStringLiteral("Rooms"), Type::Title, TextLabel::Tone::Normal, &window);
        const int before = label.font().pixelSize();
        theme.setFontScale(1.5);
        QVERIFY2(label.font().pixelSize() > before, qPrintable(QString::number(label.font().pixelSize())));
        theme.setFontScale(1);
        QCOMPARE(label.font().pixelSize(), before);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
