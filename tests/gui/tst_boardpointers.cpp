// SPDX-License-Identifier: MIT
#include "app/ui/shell/avatar.h"
#include "shared/board/strokepoints.h"
#include "tests/support/boardstage.h"

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

constexpr qint64 nameMs = 400;       // that a name stays at a pointer which rests
constexpr qint64 silenceMs = 30'000; // after which a pointer has gone

UserId ofAnotherColor(const UserId &than)
{
    UserId user = newId<UserId>();
    while (userColor(user) == userColor(than))
        user = newId<UserId>();
    return user;
}

struct Company : BoardStage {
    const UserId ana = newId<UserId>();
    const UserId ben = ofAnotherColor(ana);

    Company() { shape(20, 660, 20, 20); } // an empty board says something in its middle
    void point(const UserId &who, const QString &name, double x, double y, bool on = true)
    {
        rig.controller.showPointer({rig.controller.room(), who, name, x, y, on});
    }
    // As it is told by who pings: ink without opacity, of one place.
    void ping(const UserId &who, double x, double y)
    {
        StrokePoints place;
        place.at = {{0, 0}};
        rig.controller.showPreview({rig.controller.room(),
                                    who,
                                    newId<ObjectId>(),
                                    0,
                                    StrokeStyle{0x00ffffff, 4, x, y},
                                    place.packed(),
                                    {},
                                    {}});
    }
    [[nodiscard]] QImage seen(const QRect &part)
    {
        return view.grab().toImage().convertToFormat(QImage::Format_RGB32).copy(part);
    }
    [[nodiscard]] QSize flagSize(const QString &name) const
    {
        const QFontMetricsF metrics(view.font());
        return QSizeF(metrics.horizontalAdvance(name) + 12, metrics.height() + 4).toSize();
    }
    // Beside a ping: its lower edge is 6 above the place.
    [[nodiscard]] QRect pingFlag(const QPoint &at, const QString &name) const
    {
        const QSize size = flagSize(name);
        return {at + QPoint(10, -size.height() - 6), size};
    }
    // Below a pointer.
    [[nodiscard]] QRect cursorFlag(const QPoint &tip, const QString &name) const
    {
        return {tip + QPoint(13, 17), flagSize(name)};
    }
};

int count(const QImage &image, QRgb wanted)
{
    int all = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            all += (image.pixel(x, y) & 0xffffff) == (wanted & 0xffffff);
    return all;
}
int differing(const QImage &a, const QImage &b)
{
    int all = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            all += a.pixel(x, y) != b.pixel(x, y);
    return all;
}
// Of a name: the person's colour, with letters in the middle.
bool isFlag(const QImage &box, const UserId &who)
{
    const auto plain = [&](const QImage &part) { return count(part, userColor(who).rgb()); };
    const QImage middle = box.copy(box.rect().adjusted(6, 3, -6, -3));
    const int letters = middle.width() * middle.height() - plain(middle);
    return letters > 10 && plain(box) > box.width() * box.height() / 3;
}

} // namespace

// What is painted above the board of those who point: pings and named pointers.
class TestBoardPointers final : public QObject
{
    Q_OBJECT
private slots:
    void T11_aPingIsARingWithTheNameForTwoSeconds()
    {
        Company s;
        const QPoint at(500, 410);
        const QRect around(at - QPoint(60, 60), QSize(260, 120));
        const QString name = QStringLiteral("Ana Novak");
        s.point(s.ana, name, 100, 600); // her pointer is elsewhere
        const QImage before = s.seen(around);
        QCOMPARE(count(before, userColor(s.ana).rgb()), 0);
        s.ping(s.ana, at.x(), at.y());
        QVERIFY(count(s.seen({at - QPoint(4, 4), QSize(9, 9)}), userColor(s.ana).rgb()) > 40); // the place itself
        QVERIFY(isFlag(s.seen(s.pingFlag(at, name)), s.ana));
        QCOMPARE(count(s.seen(around), userColor(s.ben).rgb()), 0); // in nobody else's colour
        // The ring grows and goes.
        const auto ringAt = [&](int radius) {
            const QRect below(at + QPoint(-2, radius - 2), QSize(5, 5)); // where no name is
            return differing(s.seen(below), before.copy(below.translated(-around.topLeft())));
        };
        QVERIFY(ringAt(26) > 0);
        QCOMPARE(ringAt(36), 0);
        s.rig.clock.ms += 250; // half as far as it goes in a second
        QVERIFY(ringAt(36) > 0);
        QCOMPARE(ringAt(26), 0);
        s.rig.clock.ms += BoardLasers::pingMs - 250 - 200;
        s.rig.controller.lasers().tick();
        QVERIFY(differing(s.seen(around), before) > 100);
        s.rig.clock.ms += 200;
        s.rig.controller.lasers().tick();
        QCOMPARE(s.seen(around), before);
    }
    void T11_aPingSaysWhoseItIs()
    {
        Company s;
        const QPoint at(500, 410);
        const auto flag = [&](const QString &name) {
            s.rig.clock.ms += BoardLasers::pingMs; // the one before has gone
            s.rig.controller.lasers().tick();
            s.point(s.ana, name, 100, 600);
            s.ping(s.ana, at.x(), at.y());
            return s.seen(s.pingFlag(at, QStringLiteral("anna")));
        };
        QCOMPARE(s.flagSize(QStringLiteral("anna")), s.flagSize(QStringLiteral("nana"))); // only the letters differ
        const QImage ana = flag(QStringLiteral("anna"));
        QVERIFY(isFlag(ana, s.ana));
        QVERIFY(flag(QStringLiteral("nana")) != ana); // it is read, not only there
        QCOMPARE(flag(QStringLiteral("anna")), ana);
        s.rig.clock.ms += BoardLasers::pingMs;
        s.rig.controller.lasers().tick();
        // One's own, made by Alt and a click, is of "You".
        s.view.setTool(ToolId::Select);
        s.click(at, Qt::AltModifier);
        const UserId self = s.rig.controller.self();
        QVERIFY(isFlag(s.seen(s.pingFlag(at, QStringLiteral("You"))), self));
        QVERIFY(count(s.seen({at - QPoint(4, 4), QSize(9, 9)}), userColor(self).rgb()) > 40);
    }
    void B15_aPointerHasItsNameUntilItRests()
    {
        Company s;
        const QPoint tip(300, 310);
        const QString ana = QStringLiteral("anna"), other = QStringLiteral("nana");
        QCOMPARE(s.flagSize(ana), s.flagSize(other)); // only the letters differ
        const QRect flag = s.cursorFlag(tip, ana), arrow(tip, QSize(12, 16));
        const QImage empty = s.seen(flag), ground = s.seen(arrow);
        const auto name = [&] { return s.seen(flag); };
        const auto isShown = [&] { return count(s.seen(arrow), userColor(s.ana).rgb()) > 10; };
        s.point(s.ana, ana, tip.x(), tip.y());
        const QImage first = name();
        QVERIFY(isFlag(first, s.ana));
        QVERIFY(isShown());
        s.point(s.ana, other, tip.x(), tip.y());
        QVERIFY(isFlag(name(), s.ana));
        QVERIFY(name() != first);
        s.point(s.ana, ana, tip.x(), tip.y());
        QCOMPARE(name(), first);
        // Another's pointer makes the view look at the clock.
        s.rig.clock.ms += nameMs - 1;
        s.point(s.ben, QStringLiteral("Ben"), 700, 600);
        QCOMPARE(name(), first);
        s.rig.clock.ms += 1;
        s.point(s.ben, QStringLiteral("Ben"), 720, 600);
        QCOMPARE(name(), empty);
        QVERIFY(isShown()); // the arrow is enough
        // It comes back with the next move, and goes when nobody does anything.
        s.point(s.ana, ana, tip.x(), tip.y());
        QCOMPARE(name(), first);
        s.rig.clock.ms += nameMs;
        QTRY_COMPARE(name(), empty);
        QVERIFY(isShown());
        // Who says nothing any more has gone.
        s.rig.clock.ms += silenceMs - nameMs - 1;
        s.rig.controller.tick();
        QVERIFY(isShown());
        s.rig.clock.ms += 1;
        s.rig.controller.tick();
        QCOMPARE(s.seen(arrow), ground);
        // And so has who says that they go.
        s.point(s.ana, ana, tip.x(), tip.y());
        QVERIFY(isShown());
        s.point(s.ana, ana, tip.x(), tip.y(), false);
        QCOMPARE(s.seen(arrow), ground);
        QCOMPARE(name(), empty);
    }
};

QTEST_MAIN(TestBoardPointers)
#include "tst_boardpointers.moc"
