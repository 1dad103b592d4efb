// SPDX-License-Identifier: MIT
#include "app/ui/actions.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardfiles.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/people/memberlist.h"
#include "app/ui/people/peoplepanel.h"
#include "app/ui/rooms/roomlistview.h"
#include "app/ui/rooms/roompanel.h"
#include "app/ui/shell/linger.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/theme.h"
#include "app/ui/shell/toast.h"
#include "app/ui/shell/topbar.h"
#include "app/ui/timeline/chatpane.h"
#include "app/ui/timeline/composer.h"
#include "app/ui/timeline/timelineview.h"
#include "tests/gui/windowtest.h"
#include "tests/support/uidriver.h"

#include <QImage>
#include <QListWidget>
#include <QSet>

#include <algorithm>
#include <cmath>

using namespace coterie;
using namespace coterie::test;
using namespace coterie::ui;

namespace {

// Counts what keeps a window busy that nobody touches: layouts, and calls that were put off.
class WorkCounter final : public QObject
{
public:
    WorkCounter() { qApp->installEventFilter(this); }
    [[nodiscard]] int take() { return std::exchange(m_count, 0); }
    [[nodiscard]] QByteArray last() const { return m_last; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::MetaCall)) {
            ++m_count;
            m_last = widget->metaObject()->className();
        }
        return false;
    }

private:
    int m_count = 0;
    QByteArray m_last;
};

} // namespace

// The window as such: where the keyboard goes, what a screen reader hears, sizes, themes, and that it is still.
class TestWindowLook final : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void T14_presentingLeavesOnlyTheBoard()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        press(window(), Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(page().board()->isVisible() && page().chat()->isVisible());
        page().setSideShown(true);
        const auto shown = [this] {
            return QList<bool>{page().topBar()->isVisible(), page().roomPanel()->isVisible(),
                               page().people()->isVisible(), page().chat()->isVisible()};
        };
        const QList<bool> before = shown();
        QVERIFY(before.contains(true));
        QAction *present = page().board()->actions()[BoardCommand::Present];
        present->trigger();
        QVERIFY(!shown().contains(true));
        QVERIFY(page().board()->view()->hasFocus());
        QCOMPARE(page().board()->view()->size(), page().size());
        QTest::keyClick(page().board()->view(), Qt::Key_Escape);
        QCOMPARE(shown(), before);
        present->trigger();
        press(window(), Qt::Key_1, Qt::ControlModifier); // to the chat
        QVERIFY(!present->isChecked());
        QVERIFY(page().chat()->isVisible() && page().topBar()->isVisible());
    }

    void f6GoesThroughThePartsOfTheWindow()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        press(window(), Qt::Key_3, Qt::ControlModifier);
        QSet<QWidget *> visited;
        for (qsizetype i = 0; i < page().regions().size(); ++i) {
            press(window(), Qt::Key_F6);
            visited.insert(QApplication::focusWidget());
        }
        QCOMPARE(visited.size(), page().regions().size());
        QVERIFY(page().regions().size() <= 12);
        press(window(), Qt::Key_1, Qt::ControlModifier);
        QVERIFY(page().regions().size() <= 5);
    }

    void A328_eachStopOfF6IsSeen()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        press(window(), Qt::Key_1, Qt::ControlModifier);
        const QRgb ring = colors(window().palette()).focus.rgb();
        const auto ringed = [&] { // pixels
            const QImage seen = window().grab().toImage().convertToFormat(QImage::Format_RGB32);
            qsizetype count = 0;
            for (int y = 0; y < seen.height(); ++y) {
                const auto *line = reinterpret_cast<const QRgb *>(seen.constScanLine(y));
                count += std::count(line, line + seen.width(), ring);
            }
            return count;
        };
        const auto stops = page().regions();
        QVERIFY(stops.contains(page().chat()->view()));
        for (qsizetype i = 0; i < stops.size(); ++i) {
            press(window(), Qt::Key_F6);
            QVERIFY2(ringed() >= 60, qPrintable(QApplication::focusWidget()->accessibleName()));
        }
        QApplication::focusWidget()->clearFocus();
        QVERIFY(ringed() < 60);
    }

    void A262_f6StopsAtEachCardOfTheBoard()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        press(window(), Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(page().board()->view()->hasFocus());
        QSet<QString> cards;
        for (qsizetype i = 0; i < page().regions().size(); ++i) {
            press(window(), Qt::Key_F6);
            const QWidget *at = QApplication::focusWidget();
            for (const auto *card : page().board()->findChildren<BoardCard *>())
                if (card->isAncestorOf(at))
                    cards.insert(card->accessibleName());
        }
        QVERIFY(page().board()->view()->hasFocus());
        for (const char *name : {"Tools", "Style", "View", "Boards", "Files"})
            QVERIFY2(cards.contains(QLatin1String(name)), name);
        press(window(), Qt::Key_F6);
        press(window(), Qt::Key_Escape);
        QVERIFY(page().board()->view()->hasFocus());
    }

    void A263_oneKeyLeadsToWhatIsSaid()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        press(window(), Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(page().board()->view()->hasFocus());
        const auto *toast = page().findChild<Toast *>();
        QVERIFY(!toast->isVisible());
        press(window(), Qt::Key_F8); // nothing was: it says so
        QVERIFY(toast->isVisible());
        const auto *linger = toast->findChild<Linger *>();
        QVERIFY(linger->leftMs()); // A264
        press(window(), Qt::Key_F8);
        QVERIFY(toast->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(!linger->leftMs());
        press(window(), Qt::Key_Escape);
        QVERIFY(!toast->isVisible());
        QVERIFY(page().board()->view()->hasFocus());
        // What the board offers, above the board itself.
        int answers = 0;
        emit page().board()->findChild<BoardFiles *>()->offered(QStringLiteral("Something"), QStringLiteral("Do it"),
                                                                [&answers] { ++answers; });
        press(window(), Qt::Key_F8);
        auto *answer = qobject_cast<QAbstractButton *>(QApplication::focusWidget());
        QVERIFY(answer);
        QCOMPARE(answer->text(), QStringLiteral("Do it"));
        press(window(), Qt::Key_Space);
        QCOMPARE(answers, 1);
        QVERIFY(page().board()->view()->hasFocus());
    }

    void f6LandsOnTheNewestMessage()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        for (const QString &body : {QStringLiteral("first"), QStringLiteral("last")}) {
            type(window(), body);
            press(window(), Qt::Key_Return);
            QTRY_VERIFY(WindowFixture::rowOf(*mine(), body) >= 0);
        }
        press(window(), Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget(), &view());
        QCOMPARE(view().currentIndex().row(), WindowFixture::rowOf(*mine(), QStringLiteral("last")));
    }

    void tabReachesEveryControlAndComesBack()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QWidget *start = QApplication::focusWidget();
        QSet<QWidget *> visited;
        for (int i = 0; i < 100; ++i) {
            press(window(), Qt::Key_Tab);
            QWidget *now = QApplication::focusWidget();
            QVERIFY(now);
            QVERIFY2(now->isVisible(), qPrintable(describe(*now)));
            visited.insert(now);
            if (now == start)
                break;
        }
        QCOMPARE(QApplication::focusWidget(), start);
        QVERIFY2(visited.size() >= 10, qPrintable(QString::number(visited.size())));
        QVERIFY(visited.contains(&view()));
        QVERIFY(visited.contains(page().roomPanel()->list()));
    }

    void theFocusReturnsAfterASheet()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QWidget *before = QApplication::focusWidget();
        press(window(), Qt::Key_Slash, Qt::ControlModifier);
        QVERIFY(Sheet::openIn(&window()));
        press(window(), Qt::Key_Tab);
        QVERIFY(Sheet::openIn(&window())->isAncestorOf(QApplication::focusWidget()));
        press(window(), Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), before);
    }

    void everythingHasANameAndARole()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        ben->post(room(), QStringLiteral("a line for the reader"), {});
        QTRY_VERIFY(WindowFixture::rowOf(*mine(), QStringLiteral("a line for the reader")) >= 0);
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
        press(window(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
        press(window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
        press(window(), Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
    }

    void theStartHasNamesAndRolesToo()
    {
        m_fixture->startProgram();
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
        press(window(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
    }

    void nothingIsClippedAtAnySizeOfText_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<QSize>("size");
        for (const double scale : {1.0, 1.5, 2.0}) {
            QTest::addRow("%g small", scale) << scale << QSize(900, 560);
            QTest::addRow("%g wide", scale) << scale << QSize(1400, 900);
        }
    }

    void nothingIsClippedAtAnySizeOfText()
    {
        QFETCH(double, scale);
        QFETCH(QSize, size);
        m_fixture->startProgram();
        m_fixture->program().settings().setFontScale(scale);
        window().resize(size);
        settle();
        QCOMPARE(clippedControls(window()).join(u'\n'), QString());
        press(window(), Qt::Key_N, Qt::ControlModifier);
        settle();
        QVERIFY(Sheet::openIn(&window()));
        QCOMPARE(clippedControls(window()).join(u'\n'), QString());
        press(window(), Qt::Key_Escape);
        m_fixture->hostByKeys();
        settle();
        QCOMPARE(clippedControls(window()).join(u'\n'), QString());
        press(window(), Qt::Key_3, Qt::ControlModifier);
        press(window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        settle();
        QCOMPARE(clippedControls(window()).join(u'\n'), QString());
        press(window(), Qt::Key_Slash, Qt::ControlModifier);
        settle();
        QCOMPARE(clippedControls(window()).join(u'\n'), QString());
    }

    void A271_norIsAnythingOnTheFirstStart_data() { nothingIsClippedAtAnySizeOfText_data(); }
    void A271_norIsAnythingOnTheFirstStart()
    {
        QFETCH(double, scale);
        QFETCH(QSize, size);
        m_fixture->startProgram({});
        window().resize(size);
        window().welcome()->askNameFor(QStringLiteral("A session of the whole school"));
        m_fixture->program().settings().setFontScale(scale);
        settle();
        QVERIFY(window().welcome()->isFirstRun());
        QCOMPARE(clippedControls(window()).join(u'\n'), QString());
    }

    void theThemeSwitchReachesEveryPart()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        press(window(), Qt::Key_3, Qt::ControlModifier);
        m_fixture->program().settings().setTheme(QStringLiteral("dark"));
        settle();
        const QImage dark = window().grab().toImage();
        m_fixture->program().settings().setTheme(QStringLiteral("light"));
        settle();
        const QImage light = window().grab().toImage();
        const double ratio = dark.devicePixelRatio();
        for (const QWidget *part : {static_cast<QWidget *>(page().roomPanel()), static_cast<QWidget *>(&view()),
                                    static_cast<QWidget *>(page().people()), static_cast<QWidget *>(page().topBar()),
                                    static_cast<QWidget *>(page().chat()->composer())}) {
            const QPoint at = (QPointF(part->mapTo(&window(), QPoint(6, 6))) * ratio).toPoint();
            QVERIFY2(dark.pixelColor(at).lightness() < 90, qPrintable(describe(*part)));
            QVERIFY2(light.pixelColor(at).lightness() > 200, qPrintable(describe(*part)));
        }
    }

    // As of the places in a dialog that chooses a file.
    void whatIsSelectedInAPlainListCanBeRead()
    {
        m_fixture->startProgram();
        const auto luminance = [](const QColor &color) {
            const auto part = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
            return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
        };
        for (const char *theme : {"light", "dark"}) {
            m_fixture->program().settings().setTheme(QLatin1String(theme));
            settle();
            QListWidget list;
            list.addItem(QStringLiteral("MMMMMMMM"));
            list.setCurrentRow(0);
            list.resize(200, 80);
            list.show();
            QVERIFY(QTest::qWaitForWindowExposed(&list));
            const QRect row = list.visualItemRect(list.item(0)).translated(list.viewport()->pos());
            const QImage image = list.grab(row).toImage();
            const double ground = luminance(image.pixelColor(image.width() - 12, image.height() / 2));
            double most = 1; // the contrast of WCAG 2
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width() / 2; ++x) {
                    const double one = luminance(image.pixelColor(x, y));
                    most = std::max(most, (std::max(one, ground) + 0.05) / (std::min(one, ground) + 0.05));
                }
            QVERIFY2(most >= 4.5, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(theme)).arg(most)));
        }
    }

    void onANarrowWindowTheSideColumnFloats()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        window().resize(1200, 700);
        QTRY_VERIFY(!page().isSideFloating());
        window().resize(940, 700);
        QTRY_VERIFY(page().isSideFloating());
        QVERIFY(!page().isSideShown());
        window().actions()[Act::ToggleMembers]->trigger();
        QTRY_VERIFY(page().isSideShown());
        QVERIFY(page().people()->isVisible());
        // The button that opened it stays in reach, and Escape in the column closes it.
        const QWidget *side = page().people()->parentWidget();
        QVERIFY(side->y() >= page().topBar()->height() + 32);
        page().people()->list()->setFocus();
        press(window(), Qt::Key_Escape);
        QVERIFY(!page().isSideShown());
        QVERIFY(page().chat()->isAncestorOf(window().focusWidget()));
        window().actions()[Act::ToggleMembers]->trigger();
        window().resize(1200, 700);
        QTRY_VERIFY(!page().isSideFloating());
        QVERIFY(page().isSideShown());
    }

    void A63_aWindowThatNobodyTouchesIsStill_data()
    {
        QTest::addColumn<View>("view");
        QTest::addColumn<int>("width");
        const std::pair<const char *, View> views[] = {
            {"chat", View::Chat}, {"board", View::Board}, {"split", View::Split}};
        for (const auto &[name, view] : views)
            for (const int width : {900, 1180, 1600})
                QTest::addRow("%s, %d wide", name, width) << view << width;
    }

    void A63_aWindowThatNobodyTouchesIsStill()
    {
        QFETCH(const View, view);
        QFETCH(const int, width);
        constexpr int stillTurns = 30;
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        WorkCounter work;
        QApplication::postEvent(&page(), new QEvent(QEvent::LayoutRequest));
        QApplication::processEvents();
        QVERIFY(work.take() > 0); // it sees what there is
        page().setView(view);
        window().resize(width, 700);
        int still = 0;
        const bool ended = QTest::qWaitFor(
            [&] {
                still = work.take() == 0 ? still + 1 : 0;
                return still >= stillTurns;
            },
            10000);
        QVERIFY2(ended, QByteArray(work.last() + " is laid out over and over").constData());
    }

    void theSideColumnIsGivenBackAsItWas()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        window().resize(1300, 760);
        const Actions &act = window().actions();
        QTRY_VERIFY(page().isPeopleShown());
        act[Act::HostPanel]->trigger();
        QVERIFY(page().isHostPanelShown());
        QVERIFY(act[Act::HostPanel]->isChecked());
        QVERIFY(!act[Act::ToggleMembers]->isChecked()); // the people are not what is shown
        act[Act::ToggleMembers]->trigger();
        QVERIFY(page().isPeopleShown());
        QVERIFY(!act[Act::HostPanel]->isChecked());
        act[Act::ToggleMembers]->trigger();
        QVERIFY(!page().isSideShown());
        // Who does not want to see the people does not get them by looking at the host panel or by searching.
        act[Act::HostPanel]->trigger();
        QVERIFY(page().isHostPanelShown());
        page().openSearch(false);
        page().closeSearch();
        QVERIFY(page().isHostPanelShown());
        act[Act::HostPanel]->trigger();
        QVERIFY(!page().isSideShown());
    }
};

COTERIE_WINDOW_TEST(TestWindowLook)
#include "tst_windowlook.moc"
