// SPDX-License-Identifier: MIT
#include "tests/bench/ui/guest.h"

#include "app/program/application.h"
#include "app/program/embeddedhostcontrol.h"
#include "app/session/boardcontroller.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/mainwindow.h"
#include "app/ui/sessionpage.h"
#include "app/ui/timeline/chatpane.h"
#include "app/ui/timeline/composer.h"
#include "app/ui/timeline/timelineview.h"
#include "tests/support/cpuclock.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTest>
#include <QTimer>

namespace coterie::bench {

namespace {

constexpr int giveUpMs = 60'000;

double residentMb()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    return 0;
}

double percentile(std::vector<double> values, double p)
{
    if (values.empty())
        return -1;
    std::sort(values.begin(), values.end());
    return values.at(std::size_t(double(values.size() - 1) * p));
}

// Wall time from a deed until the widget has been painted after it.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(QWidget *widget)
        : m_widget(widget)
    {
        widget->installEventFilter(this);
    }
    template <class Deed> double after(Deed deed)
    {
        m_painted = false;
        QElapsedTimer clock;
        clock.start();
        deed();
        while (!m_painted && clock.elapsed() < 1000)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
        return m_painted ? double(clock.nsecsElapsed()) / 1e6 : -1;
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // The paint is over when the widget has had it: the filter is asked before.
        if (watched == m_widget && event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(
                this, [this] { m_painted = true; }, Qt::QueuedConnection);
        return false;
    }

private:
    QWidget *m_widget;
    bool m_painted = false;
};

// Runs the event loop as the program does, without a nap between its turns, until it is so.
template <class Condition> bool runUntil(Condition condition)
{
    QEventLoop loop;
    QTimer look;
    QElapsedTimer clock;
    clock.start();
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (condition() || clock.elapsed() > giveUpMs)
            loop.quit();
    });
    look.setTimerType(Qt::PreciseTimer);
    look.start(1);
    loop.exec();
    return condition();
}

QJsonObject typeWords(ui::SessionPage &page)
{
    page.setView(ui::View::Chat);
    QWidget *const composer = page.chat()->composer();
    composer->setFocus();
    QWidget *const field = QApplication::focusWidget() ? QApplication::focusWidget() : composer;
    QTest::qWait(200);
    std::vector<double> times;
    PaintWatch watch(qobject_cast<QWidget *>(field->findChild<QWidget *>(QStringLiteral("qt_scrollarea_viewport")))
                         ? field->findChild<QWidget *>(QStringLiteral("qt_scrollarea_viewport"))
                         : field);
    for (int i = 0; i < 100; ++i)
        times.push_back(watch.after([&] { QTest::keyClick(field, i % 6 == 5 ? Qt::Key_Space : Qt::Key_A); }));
    return {{QStringLiteral("p50Ms"), percentile(times, 0.5)}, {QStringLiteral("p95Ms"), percentile(times, 0.95)}};
}

// Slowly enough for the host's rate: what waits for that is no round trip.
QJsonObject postWords(ui::SessionPage &page, Session &session, int count)
{
    page.setView(ui::View::Chat);
    page.chat()->composer()->setFocus();
    QTest::qWait(200);
    const TimelineModel &timeline = *session.timeline(page.room());
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        QWidget *const field = QApplication::focusWidget();
        QTest::keyClicks(field, QStringLiteral("message"));
        const int before = timeline.rowCount();
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(field, Qt::Key_Return);
        if (!runUntil([&] { return timeline.rowCount() > before && session.state().waiting == 0; }))
            return {};
        times.push_back(double(clock.nsecsElapsed()) / 1e6);
        QTest::qWait(300);
    }
    return {{QStringLiteral("p50Ms"), percentile(times, 0.5)}, {QStringLiteral("p95Ms"), percentile(times, 0.95)}};
}

QJsonObject drawLine(ui::SessionPage &page)
{
    page.setView(ui::View::Board);
    ui::BoardView *const view = page.board()->view();
    if (!QTest::qWaitFor([&] { return view->isSettled(); }, giveUpMs))
        return {};
    std::vector<double> times;
    PaintWatch watch(view);
    const QPoint middle = view->rect().center();
    QTest::mousePress(view, Qt::LeftButton, {}, middle);
    for (int i = 1; i < 300; ++i)
        times.push_back(watch.after([&] { QTest::mouseMove(view, middle + QPoint(i, (i * 7) % 40)); }));
    QTest::mouseRelease(view, Qt::LeftButton, {}, middle + QPoint(300, 0));
    return {{QStringLiteral("p50Ms"), percentile(times, 0.5)}, {QStringLiteral("p95Ms"), percentile(times, 0.95)}};
}

} // namespace

QJsonObject runGuest(StallWatch &application, const QString &folder, const QString &join, GuestDeed deed)
{
    qputenv("COTERIE_CONFIG_DIR", folder.toLocal8Bit());
    qputenv("COTERIE_DATA_DIR", (folder + QStringLiteral("/data")).toLocal8Bit());
    Application program(application, std::make_unique<EmbeddedHostControl>());
    program.settings().setTheme(QStringLiteral("light"));
    StartOptions options;
    options.person = QStringLiteral("Late");
    options.join = join;
    QElapsedTimer clock;
    clock.start();
    const double cpuBefore = test::processMs();
    program.start(options);
    ui::MainWindow &window = program.window();
    window.resize(1600, 900);
    QJsonObject out;

    const auto usable = [&] {
        const ui::SessionPage *page = window.page();
        Session *session = program.session();
        if (!page || page->room().isNull() || session->state().state != Session::State::Online)
            return false;
        const TimelineModel *timeline = session->timeline(page->room());
        return timeline->rowCount() > 20 && session->board(page->room())->isLoaded();
    };
    if (!runUntil(usable)) {
        out[QStringLiteral("fault")] = QStringLiteral("not usable in time");
        return out;
    }
    ui::SessionPage &page = *window.page();
    QWidget *const messages = page.chat()->findChild<ui::TimelineView *>()->viewport();
    if (PaintWatch(messages).after([&] { messages->update(); }) < 0) {
        out[QStringLiteral("fault")] = QStringLiteral("the messages were not painted");
        return out;
    }
    if (deed == GuestDeed::Talk) {
        constexpr int wanted = 100;
        out[QStringLiteral("trip")] = postWords(page, *program.session(), wanted);
        out[QStringLiteral("posted")] = wanted;
        return out;
    }
    out[QStringLiteral("usableMs")] = double(clock.elapsed());
    out[QStringLiteral("usableCpuMs")] = test::processMs() - cpuBefore;
    page.setView(ui::View::Split);
    (void)runUntil([&] { return page.board()->view()->isSettled(); });
    out[QStringLiteral("paintedMs")] = double(clock.elapsed());

    const RoomListModel &rooms = *program.session()->rooms();
    const RoomId first = page.room();
    for (int row = 0; row < rooms.rowCount(); ++row) {
        page.openRoom(rooms.index(row, 0).data(RoomListModel::IdRole).value<RoomId>());
        QTest::qWait(100);
    }
    page.openRoom(first);
    QTest::qWait(500);
    out[QStringLiteral("rooms")] = rooms.rowCount();
    out[QStringLiteral("objects")] = program.session()->board(first)->doc().visibleCount();
    out[QStringLiteral("typing")] = typeWords(page);
    out[QStringLiteral("drawing")] = drawLine(page);
    out[QStringLiteral("stallMs")] = application.worstMs();
    out[QStringLiteral("stall")] = application.worst();
    out[QStringLiteral("rssMb")] = residentMb();
    return out;
}

} // namespace coterie::bench
