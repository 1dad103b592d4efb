// SPDX-License-Identifier: MIT
#include "app/ui/board/cardlayout.h"

#include <QRandomGenerator>
#include <QTest>

using namespace coterie;
using namespace coterie::ui;

namespace {

const char *nameOf(CardId id)
{
    constexpr const char *names[] = {"Hint",   "WayBack", "Map",    "Style",   "Outline", "People", "Files",
                                     "Boards", "Access",  "Notice", "Present", "Strip",   "Tools"};
    static_assert(std::size(names) == cardCount);
    return names[int(id)];
}

QString words(const CardsPlaced &placed)
{
    QString all;
    for (int i = 0; i < cardCount; ++i)
        if (const QRect &at = placed.rects[size_t(i)]; !at.isNull())
            all += QStringLiteral("%1 %2,%3 %4x%5; ")
                       .arg(QLatin1String(nameOf(CardId(i))))
                       .arg(at.x())
                       .arg(at.y())
                       .arg(at.width())
                       .arg(at.height());
    return all;
}

QList<QSize> toolForms(int side)
{
    QList<QSize> forms;
    for (int columns = 1; columns <= 8; ++columns)
        forms.append({14 + columns * (side + 2),
                      30 + ((15 + columns - 1) / columns + (4 + columns - 1) / columns) * (side + 2)});
    return forms;
}

// All that there can be, about as large as it is; text: how large, in the longest language.
CardsWanted everything(const QSize &page, double text)
{
    const auto wide = [text](int pixels) { return int(pixels * text); };
    const int row = std::max(46, wide(34));
    CardsWanted all;
    all.page = page;
    all.of(CardId::Tools) = toolForms(std::max(32, wide(28)));
    all.of(CardId::Strip) = {{std::min(page.width() - 16, wide(460)), row}};
    all.of(CardId::Boards) = {{wide(210), row}};
    all.of(CardId::Files) = {{190, row}};
    all.of(CardId::People) = {{150 + wide(120), row}};
    const int access = std::min(page.width() - 16, 720);
    all.of(CardId::Access) = {{access, row * (access < wide(500) ? 3 : 1)}};
    for (const int words : {460, 320, 220, 160})
        if (words + wide(110) < page.width())
            all.of(CardId::Notice).append({words + wide(110), row + wide(18) * (wide(500) / words)});
    all.of(CardId::Notice).append({174, 2 * row + wide(18) * (wide(500) / 160)});
    all.of(CardId::Outline) = {{280, 140}, {220, 140}, {wide(150), 140}};
    all.of(CardId::Style) = {{78, 360}, {300, 170}, {560, 90}};
    all.of(CardId::Map) = {{208, 148}};
    all.of(CardId::WayBack) = {{wide(210), row}};
    all.of(CardId::Hint) = {{480, 360}, {420, 220}, {240, 300}};
    return all;
}

} // namespace

// Where the cards above a board come to lie (rules T36 and T108 of app/ui/board/tools/README.md).
class TestCardLayout final : public QObject
{
    Q_OBJECT
private slots:
    void T44_aStyleInARowRatherThanOneOverWhatIsSelected()
    {
        CardsWanted wanted;
        wanted.page = {900, 640};
        wanted.of(CardId::Style) = {{78, 360}, {300, 170}, {560, 90}};
        wanted.selected = QRect(20, 120, 860, 500);
        CardsPlaced placed = layOutCards(wanted);
        QCOMPARE(placed.formOf(CardId::Style), 2);
        QVERIFY2(!placed.of(CardId::Style).intersects(wanted.selected), qPrintable(words(placed)));
        wanted.selected = QRect(20, 20, 860, 600); // there is no such place: it is there all the same
        placed = layOutCards(wanted);
        QVERIFY(placed.has(CardId::Style));
        wanted.selected = QRect(20, 120, 600, 500); // there is, for the form it likes best
        QCOMPARE(layOutCards(wanted).formOf(CardId::Style), 0);
    }
    void T108_noneLiesOnAnotherNorOutside()
    {
        QRandomGenerator dice(4);
        int compared = 0;
        for (const double text : {1.0, 1.35, 2.0})
            for (int width = 300; width <= 1920; width += 36)
                for (int height = 260; height <= 1080; height += 45) {
                    CardsWanted wanted = everything({width, height}, text);
                    wanted.mirrored = dice.bounded(2) == 1;
                    wanted.presenting = dice.bounded(8) == 0;
                    if (wanted.presenting)
                        wanted.of(CardId::Present) = {{150, 46}};
                    for (auto &forms : wanted.forms)
                        if (dice.bounded(5) == 0)
                            forms.clear();
                    if (dice.bounded(2) == 1)
                        wanted.selected = QRect(dice.bounded(width), dice.bounded(height), 1 + dice.bounded(400),
                                                1 + dice.bounded(300));
                    const CardsPlaced placed = layOutCards(wanted);
                    const QString all =
                        QStringLiteral("%1x%2 at %3: ").arg(width).arg(height).arg(text) + words(placed);
                    for (int i = 0; i < cardCount; ++i) {
                        const QRect &one = placed.rects[size_t(i)];
                        if (one.isNull())
                            continue;
                        QVERIFY2(wanted.has(CardId(i)), qPrintable(all));
                        const QSize asked = wanted.forms[size_t(i)].at(placed.forms[size_t(i)]);
                        QVERIFY2(one.width() == asked.width() && one.height() >= asked.height(), qPrintable(all));
                        QVERIFY2(one.height() == asked.height() || CardId(i) == CardId::Outline, qPrintable(all));
                        QVERIFY2(QRect(QPoint(), wanted.page).contains(one), qPrintable(all));
                        for (int j = 0; j < i; ++j) {
                            QVERIFY2(!one.intersects(placed.rects[size_t(j)]), qPrintable(all));
                            ++compared;
                        }
                    }
                }
        QVERIFY2(compared > 50'000, qPrintable(QString::number(compared)));
        qInfo("%d pairs compared", compared);
    }

    void T108_inAWindowOfUsualSizeThereIsRoomForAll()
    {
        for (const QSize &page : {QSize(1000, 700), QSize(1180, 760), QSize(1600, 1000), QSize(1920, 1080)}) {
            CardsWanted wanted = everything(page, 1);
            wanted.of(CardId::Hint).clear(); // it is there on an empty board
            const CardsPlaced placed = layOutCards(wanted);
            for (int i = 0; i < cardCount; ++i)
                QVERIFY2(placed.has(CardId(i)) || !wanted.has(CardId(i)), qPrintable(words(placed)));
        }
    }

    // The first goes first: none is missing while one that should go before it is there and in its way.
    void T108_whatGivesWayIsInOrder()
    {
        int missing = 0;
        for (int width = 1200; width >= 300; width -= 50)
            for (int height = 800; height >= 260; height -= 30) {
                const CardsWanted wanted = everything({width, height}, 1);
                const CardsPlaced placed = layOutCards(wanted);
                for (int i = int(CardId::Map); i < cardCount; ++i) {
                    if (placed.has(CardId(i)))
                        continue;
                    ++missing;
                    // Without all that goes before it, it has no room either.
                    CardsWanted fewer = wanted;
                    for (int j = 0; j < i; ++j)
                        fewer.forms[size_t(j)].clear();
                    QVERIFY2(!layOutCards(fewer).has(CardId(i)), qPrintable(QStringLiteral("%1 at %2x%3: ")
                                                                                .arg(QLatin1String(nameOf(CardId(i))))
                                                                                .arg(width)
                                                                                .arg(height) +
                                                                            words(placed)));
                }
                QVERIFY2(placed.has(CardId::Tools) && placed.has(CardId::Strip), qPrintable(words(placed)));
            }
        QVERIFY(missing > 0);
    }

    void T108_theOutlineBecomesLowerBeforeTheMapGoes()
    {
        CardsWanted wanted = everything({1000, 700}, 1);
        for (const CardId id : {CardId::Hint, CardId::Notice, CardId::Style, CardId::Access})
            wanted.of(id).clear();
        const int usual = layOutCards(wanted).of(CardId::Outline).height();
        wanted.page.setHeight(450);
        const CardsPlaced low = layOutCards(wanted);
        QVERIFY2(low.has(CardId::Map) && low.of(CardId::Outline).height() < usual, qPrintable(words(low)));
        wanted.page.setHeight(380);
        const CardsPlaced lower = layOutCards(wanted);
        QVERIFY2(!lower.has(CardId::Map) && lower.has(CardId::Outline), qPrintable(words(lower)));
    }

    void T108_aNoticeMovesNothingThatLeavesItRoom()
    {
        for (const QSize &page : {QSize(640, 470), QSize(900, 560), QSize(1180, 700), QSize(1600, 1000)}) {
            CardsWanted wanted = everything(page, 1);
            wanted.of(CardId::Hint).clear();
            wanted.of(CardId::Style).clear();
            wanted.of(CardId::Access).clear();
            CardsWanted quiet = wanted;
            quiet.of(CardId::Notice).clear();
            const CardsPlaced before = layOutCards(quiet), after = layOutCards(wanted);
            QVERIFY2(after.has(CardId::Notice), qPrintable(words(after)));
            for (const CardId id : {CardId::Tools, CardId::Strip, CardId::Boards, CardId::Files, CardId::People})
                QCOMPARE(after.of(id), before.of(id));
            if (page.width() >= 1180)
                QCOMPARE(after.of(CardId::Outline), before.of(CardId::Outline));
        }
    }
};

QTEST_GUILESS_MAIN(TestCardLayout)
#include "tst_cardlayout.moc"
