// SPDX-License-Identifier: MIT
// What the window says in each state of the connection, and what it lets one do then (U10).
#include "app/ui/connect/connectionstrip.h"
#include "app/ui/connect/connectionwords.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/topbar.h"
#include "app/ui/timeline/composer.h"
#include "shared/protocol/errors.h"
#include "tests/gui/joiningtest.h"
#include "tests/support/cable.h"
#include "tests/support/fakehost.h"

#include <QLocale>

using namespace coterie;
using namespace coterie::ui;
using namespace coterie::test;
using State = Session::State;
using Link = Session::Link;

namespace {

const QString lost =
    QStringLiteral("The connection was lost and is being made again. What you write and draw waits here.");
const QString now = QStringLiteral("Connect now");
const QString details = QStringLiteral("Details");
const QString back = QStringLiteral("Back to start");

Session::StateInfo stateOf(State state, const QString &reason = {}, int waiting = 0)
{
    Session::StateInfo info;
    info.state = state;
    info.reason = reason;
    info.waiting = waiting;
    return info;
}
Session::StateInfo onlineWith(Link link, int rttMs)
{
    Session::StateInfo info = stateOf(State::Online);
    info.link = link;
    info.rttMs = rttMs;
    return info;
}

QStringList offered(const ConnectionWords &words)
{
    QStringList buttons;
    if (words.offersRetry)
        buttons << now;
    if (words.offersDetails)
        buttons << details;
    if (words.offersOther)
        buttons << QStringLiteral("Go to the other session");
    if (words.offersLeave)
        buttons << back;
    if (words.offersClose)
        buttons << QStringLiteral("Close");
    return buttons;
}

QString stopped(const QString &ago)
{
    return QStringLiteral("The computer of %1 stopped answering %2 ago.").arg(isolated(QStringLiteral("Lab")), ago);
}

} // namespace

class TestConnectionStates final : public JoiningTest
{
    Q_OBJECT

private slots:
    void init()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        begin();
    }
    void cleanup() { end(); }

    void U10_eachStateHasItsWordsItsBannerAndItsButtons_data()
    {
        QTest::addColumn<Session::StateInfo>("info");
        QTest::addColumn<Mood>("mood");
        QTest::addColumn<QString>("strip");
        QTest::addColumn<QString>("early"); // the banner in the first three seconds
        QTest::addColumn<QString>("late");  // and after
        QTest::addColumn<QStringList>("buttons");
        QTest::addColumn<bool>("writable");

        const auto row = [](const char *name, const Session::StateInfo &info, Mood mood, const char *strip,
                            const QString &banner = {}, const QStringList &buttons = {}, bool writable = true) {
            QTest::newRow(name) << info << mood << QString::fromUtf8(strip) << banner << banner << buttons << writable;
        };
        row("connected", onlineWith(Link::Good, 12), Mood::Good, "Connected, 12 ms");
        row("on this machine", onlineWith(Link::Good, 0), Mood::Good, "Connected, 1 ms");
        row("not measured yet", onlineWith(Link::Unknown, -1), Mood::Good, "Connected");
        row("slow", onlineWith(Link::Degraded, 640), Mood::Slow, "Slow: 640 ms");
        row("unsteady", onlineWith(Link::Degraded, 400), Mood::Slow, "Unsteady");
        row("very slow", onlineWith(Link::Poor, 1640), Mood::Bad, "Very slow: 1,640 ms");
        row("very unsteady", onlineWith(Link::Poor, 30), Mood::Bad, "Very unsteady");

        Session::StateInfo behind = stateOf(State::CatchingUp);
        row("catching up", behind, Mood::Busy, "Catching up…");
        behind.behind = 1240;
        row("catching up, counted", behind, Mood::Busy, "Catching up: 1,240 change(s)");
        row("connecting", stateOf(State::Connecting), Mood::Busy, "Connecting…");
        QTest::newRow("reconnecting") << stateOf(State::Reconnecting) << Mood::Slow << QStringLiteral("Reconnecting…")
                                      << QString() << lost << QStringList{now} << true;

        const QStringList away{now, details};
        row("away", stateOf(State::HostAway), Mood::Bad, "Host is away",
            stopped(QStringLiteral("10 second(s)")) +
                QStringLiteral(" You can read, write and draw; changes are sent when it is back."),
            away);
        row("away, something waits", stateOf(State::HostAway, {}, 3), Mood::Bad, "Host is away",
            stopped(QStringLiteral("10 second(s)")) + QStringLiteral(" 3 change(s) will be sent when it is back."),
            away);
        row("away, it is known why", stateOf(State::HostAway, QStringLiteral("It ended.")), Mood::Bad, "Host is away",
            QStringLiteral("It ended."), away);
        row("away, known why, and something waits", stateOf(State::HostAway, QStringLiteral("It ended."), 2), Mood::Bad,
            "Host is away", QStringLiteral("It ended. 2 change(s) will be sent when it is back."), away);
        Session::StateInfo other = stateOf(State::HostAway, QStringLiteral("Another one is here."));
        other.isOtherThere = true;
        row("another session", other, Mood::Bad, "Another session answers", other.reason,
            {now, details, QStringLiteral("Go to the other session")});

        row("offline", stateOf(State::Offline), Mood::Bad, "Offline",
            QStringLiteral("You are offline. You can read, write and draw; changes are sent later."), {now});
        row("offline, in the session's words", stateOf(State::Offline, QStringLiteral("No cable.")), Mood::Bad,
            "Offline", QStringLiteral("No cable."), {now});

        row("refused", stateOf(State::Refused), Mood::Off, "Not connected",
            QStringLiteral("The host did not let you in."), {now, back}, false);
        row("refused, with a reason", stateOf(State::Refused, QStringLiteral("You were removed."), 2), Mood::Off,
            "Not connected", QStringLiteral("You were removed."), {now, back}, false);
        Session::StateInfo stranger = stateOf(State::Refused, QStringLiteral("Its key is another one."));
        stranger.distrusted = true;
        row("another key", stranger, Mood::Alarm, "Stopped: another key", stranger.reason, {back}, false);
        stranger.waiting = 3;
        row("another key, and something waits", stranger, Mood::Alarm, "Stopped: another key",
            QStringLiteral("Its key is another one. 3 change(s) of yours wait on this computer and are kept; with the "
                           "new link you are asked whether to bring them along."),
            {back}, false);
    }
    void U10_eachStateHasItsWordsItsBannerAndItsButtons()
    {
        QFETCH(Session::StateInfo, info);
        QFETCH(const Mood, mood);
        QFETCH(const QString, strip);
        QFETCH(const QString, early);
        QFETCH(const QString, late);
        QFETCH(const QStringList, buttons);
        QFETCH(const bool, writable);
        info.sinceMs = 1'800'000'000'000;
        for (const int lasted : {0, 2900, 3100}) {
            const ConnectionWords words = connectionWords(info, QStringLiteral("Lab"), info.sinceMs + lasted);
            QCOMPARE(words.strip, strip);
            QVERIFY(words.mood == mood);
            QCOMPARE(words.banner, lasted < 3000 ? early : late);
            QCOMPARE(offered(words), buttons);
        }
        const QString config = folder().filePath(QStringLiteral("coterie.ini"));
        Settings settings(config);
        SessionSettings where;
        where.url = QUrl(QStringLiteral("ws://127.0.0.1:1/ws"));
        where.cacheDir = folder().filePath(QStringLiteral("cache"));
        Session session(where);
        ChatPane pane(session, settings);
        pane.setRoomName(QStringLiteral("general"));
        emit session.stateChanged(info);
        const auto *edit = pane.composer()->edit();
        QCOMPARE(edit->isReadOnly(), !writable);
        QCOMPARE(edit->prompt() == u"Message #general", writable); // else it says why
        emit session.stateChanged(stateOf(State::Online));
        QVERIFY(!edit->isReadOnly());
    }

    // Since when a host is away, in words that do not change all the time.
    void U10_howLongAHostIsAwayIsSaidByTensThenByMinutesAndHours()
    {
        const Session::StateInfo info = stateOf(State::HostAway);
        const auto says = [&](qint64 seconds) {
            return connectionWords(info, QStringLiteral("Lab"), info.sinceMs + seconds * 1000).banner;
        };
        const QList<std::pair<int, QString>> all{
            {-5, QStringLiteral("10 second(s)")},   {29, QStringLiteral("20 second(s)")},
            {89, QStringLiteral("80 second(s)")},   {90, QStringLiteral("1 minute(s)")},
            {5399, QStringLiteral("89 minute(s)")}, {5400, QStringLiteral("1 hour(s)")}};
        for (const auto &[seconds, words] : all)
            QVERIFY2(says(seconds).startsWith(stopped(words)), qPrintable(says(seconds)));
    }

    // The same in the real window, over a way that is cut and leads to a host that lets nobody in.
    void U10_theWindowSaysWhatIsLimitedAndClosesTheComposerOnlyWhereNobodyIsLetIn()
    {
        LoopHost host(folder().filePath(QStringLiteral("lab.coterie")));
        host.name = QStringLiteral("Lab");
        QVERIFY(host.start());
        FakeHost closed;
        closed.intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            if (std::holds_alternative<Hello>(message))
                closed.answer(socket, Failure{errors::version, {}, {}, {}, {}, {}});
            return true;
        };
        QVERIFY(closed.listen());
        Cable cable(host.port());
        m_fixture->startProgram();
        program().called(QStringLiteral("coterie://join?a=127.0.0.1:%1&n=Lab&tls=0").arg(cable.port()));
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
        const Session &session = page().session();
        QTRY_COMPARE_WITH_TIMEOUT(session.state().state, State::Online, 10000);
        QTRY_VERIFY(!room().isNull());
        const auto *strip = page().topBar()->strip();
        const auto *banner = page().banner();
        const auto *edit = page().chat()->composer()->edit();
        QTRY_VERIFY2(strip->text().startsWith(QStringLiteral("Connected")), qPrintable(strip->text()));
        QVERIFY(banner->text().isEmpty() && !banner->isVisible());
        QVERIFY(!edit->isReadOnly());

        QString atFirst = QStringLiteral("nothing was told");
        QObject meanwhile; // what is listened with refers to what is here
        connect(&session, &Session::stateChanged, &meanwhile, [&](const Session::StateInfo &info) {
            if (info.state == State::Reconnecting && !atFirst.isEmpty())
                atFirst = banner->text();
        });
        cable.cut();
        QTRY_COMPARE(session.state().state, State::Reconnecting);
        QCOMPARE(atFirst, QString());
        QCOMPARE(strip->text(), QStringLiteral("Reconnecting…"));
        QTRY_COMPARE_WITH_TIMEOUT(banner->text(), lost, 10000);
        QVERIFY(QDateTime::currentMSecsSinceEpoch() - session.state().sinceMs >= 3000);
        QVERIFY(find<QAbstractButton>(*banner, now));
        QVERIFY(!edit->isReadOnly());

        cable.mend(closed.port());
        click(*banner, now);
        QTRY_COMPARE_WITH_TIMEOUT(session.state().state, State::Refused, 10000);
        QCOMPARE(strip->text(), QStringLiteral("Not connected"));
        QCOMPARE(banner->text(), session.state().reason);
        QVERIFY(!banner->text().isEmpty());
        QVERIFY(find<QAbstractButton>(*banner, back));
        QVERIFY(edit->isReadOnly());
        page().chat()->composer()->edit()->setFocus();
        type(window(), QStringLiteral("x"));
        QVERIFY(page().chat()->composer()->text().isEmpty());

        cable.cut();
        cable.mend(host.port());
        click(*banner, now);
        QTRY_COMPARE_WITH_TIMEOUT(session.state().state, State::Online, 10000);
        QVERIFY(banner->text().isEmpty());
        QVERIFY(!edit->isReadOnly());
    }
};

COTERIE_WINDOW_TEST(TestConnectionStates)
#include "tst_connectionstates.moc"
