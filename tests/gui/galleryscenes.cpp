// SPDX-License-Identifier: MIT
#include "tests/gui/galleryscenes.h"

#include "app/ui/actions.h"
#include "app/ui/connect/connectionstrip.h"
#include "app/ui/connect/hostsheet.h"
#include "app/ui/connect/keptsheet.h"
#include "app/ui/connect/qrcode.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/people/memberlist.h"
#include "app/ui/people/peoplepanel.h"
#include "app/ui/rooms/roomlistview.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/noticebar.h"
#include "app/ui/shell/preferences.h"
#include "app/ui/shell/prompts.h"
#include "app/ui/shell/shortcutsheet.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/composer.h"
#include "app/ui/timeline/timelineview.h"
#include "tests/gui/galleryboard.h"
#include "tests/gui/galleryboards.h"
#include "tests/gui/gallerydata.h"
#include "tests/gui/galleryrevert.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QVBoxLayout>

using namespace coterie;
using namespace coterie::ui;

namespace {

std::unique_ptr<QWidget> timeline()
{
    auto view = std::make_unique<TimelineView>();
    auto *model = new TimelineModel(view.get());
    gallery::fill(*model);
    view->setModel(model);
    view->resize(760, 820);
    return view;
}

std::unique_ptr<QWidget> controls()
{
    auto page = std::make_unique<QWidget>();
    auto *column = new QVBoxLayout(page.get());
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    using Kind = Button::Kind;
    for (const auto kind : {Kind::Primary, Kind::Secondary, Kind::Ghost, Kind::Danger}) {
        auto *button = new Button(QStringLiteral("Start hosting"), kind);
        button->setIconName(u"host");
        row->addWidget(button);
    }
    auto *off = new Button(QStringLiteral("Join"), Kind::Primary);
    off->setEnabled(false);
    row->addWidget(off);
    for (const auto *name : {u"plus", u"search", u"settings", u"users", u"board"}) {
        auto *button = new IconButton(QStringView(name), QStringLiteral("x"));
        button->setCheckable(true);
        button->setChecked(QStringView(name) == u"users");
        row->addWidget(button);
    }
    row->addStretch();
    column->addLayout(row);
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(QStringLiteral("192.168.1.20:47600 or coterie://…"));
    column->addWidget(edit);
    auto *bad = new QLineEdit(QStringLiteral("not an address"));
    bad->setProperty("invalid", true);
    column->addWidget(bad);
    auto *combo = new QComboBox;
    combo->addItems({QStringLiteral("System"), QStringLiteral("Light")});
    column->addWidget(combo);
    auto *check = new QCheckBox(QStringLiteral("Keep history in a file"));
    check->setChecked(true);
    column->addWidget(check);
    column->addWidget(new QCheckBox(QStringLiteral("Only this computer")));
    auto *radio = new QRadioButton(QStringLiteral("This run only"));
    radio->setChecked(true);
    column->addWidget(radio);
    column->addWidget(new QRadioButton(QStringLiteral("A file")));
    column->addStretch();
    page->resize(900, 420);
    return page;
}

Settings &settings(bool named)
{
    static QTemporaryDir folder;
    static int count = 0;
    auto *made = new Settings(folder.filePath(QStringLiteral("%1.ini").arg(++count)));
    if (named) {
        made->setDisplayName(QStringLiteral("Ana Novak"));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        made->rememberSession(QStringLiteral("Chess evening"), QUrl(QStringLiteral("ws://10.0.0.7:47600/ws")),
                              now.addDays(-9));
        made->rememberHosted(QStringLiteral("Physics 9a"),
                             QDir::home().filePath(QStringLiteral("Documents/Coterie/Physics 9a.coterie")),
                             now.addDays(-1));
        made->rememberSession(QStringLiteral("Class 7b"), QUrl(QStringLiteral("ws://192.168.1.23:47600/ws")),
                              now.addSecs(-7200));
    }
    return *made;
}

std::unique_ptr<QWidget> welcome(bool named, const QString &typed = {})
{
    auto window = std::make_unique<QWidget>();
    auto *actions = new Actions(window.get());
    auto *column = new QVBoxLayout(window.get());
    column->setContentsMargins(0, 0, 0, 0);
    auto *page = new WelcomePage(settings(named), *actions);
    column->addWidget(page);
    if (!typed.isEmpty())
        page->joinCard()->setText(typed);
    page->focusFirst();
    window->resize(1100, 720);
    return window;
}

std::unique_ptr<QWidget> hosting()
{
    auto window = welcome(true);
    auto *prompts = new Prompts(window.get());
    auto *sheet = new HostSheet(window.get(), settings(true), *prompts);
    window->show();
    sheet->openFirst();
    return window;
}

std::unique_ptr<QWidget> keptSessions(bool any)
{
    auto window = welcome(true);
    auto *kept = new KeptSessions({}, window.get());
    auto *sheet = new KeptSheet(window.get(), *kept);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    window->show();
    sheet->open(sheet);
    QList<KeptSession> all;
    if (any)
        all = {
            {{}, QStringLiteral("Class 7b"), QStringLiteral("192.168.1.23:47600"), now, 48'000'000, true, true, false},
            {{},
             QStringLiteral("Chess evening"),
             QStringLiteral("10.0.0.7:47600"),
             now.addDays(-9),
             3'200'000,
             false,
             true,
             true},
            {{},
             QStringLiteral("A session with quite a long name, as people do give them to their sessions at times"),
             QStringLiteral("chess.example.org:47600"),
             now.addDays(-40),
             310'000,
             false,
             true,
             false},
            {{}, {}, {}, now.addDays(-300), 98'304, false, false, false}};
    emit kept->found(all);
    return window;
}

std::unique_ptr<QWidget> shortcuts()
{
    auto window = welcome(true);
    auto *actions = new Actions(window.get());
    window->show();
    showShortcuts(window.get(), *actions);
    return window;
}

std::unique_ptr<QWidget> preferences(QSize size)
{
    auto window = welcome(true);
    window->resize(size);
    window->show();
    showPreferences(window.get(), settings(true), [] {});
    return window;
}

std::unique_ptr<QWidget> question()
{
    auto window = welcome(true);
    auto *prompts = new Prompts(window.get());
    window->show();
    prompts->ask(
        window.get(),
        {QStringLiteral("End the session?"),
         QStringLiteral(
             "7 people are in “Class 7b”. They lose the connection; what was said and drawn stays in the file."),
         {QStringLiteral("End session and quit"), QStringLiteral("Keep hosting")},
         0},
        [](int) {});
    return window;
}

std::unique_ptr<QWidget> connection()
{
    auto page = std::make_unique<QWidget>();
    auto *column = new QVBoxLayout(page.get());
    column->setContentsMargins(0, 12, 0, 12);
    using State = Session::State;
    using Link = Session::Link;
    const auto bar = [column](Mood mood, const QString &sentence, const QStringList &buttons) {
        auto *made = new NoticeBar;
        for (const QString &text : buttons)
            made->addButton(text, text == buttons.first() ? Button::Kind::Secondary : Button::Kind::Ghost);
        made->present(mood, sentence);
        column->addWidget(made);
    };
    const QList<Session::StateInfo> infos{
        {State::Online, 0, 3, -1, {}, 0, Link::Unknown, 0},
        {State::Online, 0, 640, -1, {}, 0, Link::Unknown, 0},
        {State::CatchingUp, 0, 3, -1, {}, 0, Link::Unknown, 1240},
        {State::Reconnecting, 0, -1, 500, {}, 1, Link::Unknown, 0},
        {State::HostAway, 0, -1, 4000, {}, 3, Link::Unknown, 0},
        {State::HostAway, 0, -1, 4000,
         QStringLiteral("Another session answers at this address now: “Class 7a”. You are still in “Class 7b”: what is "
                        "here can be read, and what you write and draw waits for its own host, which is looked for by "
                        "itself."),
         2, Link::Unknown, 0, false, true},
        {State::Offline, 0, -1, -1, {}, 0, Link::Unknown, 0},
        {State::Refused, 0, -1, -1,
         QStringLiteral("This host speaks a newer protocol. Update this program, then connect again."), 0,
         Link::Unknown, 0}};
    for (const auto &info : infos) {
        const ConnectionWords words = connectionWords(info, QStringLiteral("Class 7b"), 20000);
        auto *strip = new ConnectionStrip;
        strip->present(words);
        column->addWidget(strip, 0, Qt::AlignRight);
        QStringList buttons;
        if (words.offersRetry)
            buttons.append(QStringLiteral("Connect now"));
        if (words.offersDetails)
            buttons.append(QStringLiteral("Details"));
        if (words.offersOther)
            buttons.append(QStringLiteral("Go to the other session"));
        if (words.offersLeave)
            buttons.append(QStringLiteral("Back to start"));
        bar(words.mood, words.banner, buttons);
    }
    ConnectionWords disk;
    disk.showHostTrouble(QStringLiteral("the disk is full"));
    bar(disk.mood, disk.banner, {});
    ConnectionWords alarm;
    alarm.showHostAlarm(
        QStringLiteral("The session file is older than it was, or lost its journal: entries are missing "
                       "in “general” (had 13 entries, has 3). Their clients begin anew."));
    bar(alarm.mood, alarm.banner, {QStringLiteral("Close")});
    Session::StateInfo otherKey;
    otherKey.state = State::Refused;
    otherKey.distrusted = true;
    otherKey.waiting = 3;
    otherKey.reason = QStringLiteral("The host that answers is not the one this link invites to: its key is another "
                                     "one. Nothing was sent. Ask for a new invite link.");
    const ConnectionWords stopped = connectionWords(otherKey, QStringLiteral("Class 7b"), 20000);
    bar(stopped.mood, stopped.banner, {QStringLiteral("Back to start")});
    bar(Mood::Warning,
        QStringLiteral("There is a room of this name already. Nothing was made. Choose another name, or join "
                       "that room. What you wrote and drew here is kept."),
        {QStringLiteral("Make the room…"), QStringLiteral("Discard…")});
    bar(Mood::Busy, QStringLiteral("Connecting to Chess evening… You stay in Class 7b until it answers."),
        {QStringLiteral("Cancel")});
    bar(Mood::Call, QStringLiteral("Ms Kim brings everyone to the board in a moment — Esc to stay"),
        {QStringLiteral("Go there"), QStringLiteral("Stay")});
    bar(Mood::Bad,
        QStringLiteral("You could not get into Chess evening, and are still in Class 7b. No session answers at "
                       "10.0.0.7:47600. Check the address, and that both computers are on the same network."),
        {QStringLiteral("Try again"), QStringLiteral("Close")});
    column->addStretch();
    page->resize(820, 1140);
    return page;
}

std::unique_ptr<QWidget> lists()
{
    auto page = std::make_unique<QWidget>();
    auto *row = new QHBoxLayout(page.get());
    auto *rooms = new RoomListView;
    auto *model = new RoomListModel(page.get());
    gallery::fill(*model);
    rooms->setModel(model);
    rooms->setFixedWidth(240);
    auto *compact = new RoomListView;
    compact->setModel(model);
    compact->setCompact(true);
    compact->setFixedWidth(56);
    auto *people = new MemberListView;
    auto *members = new MemberModel(page.get());
    gallery::fill(*members);
    people->setModel(members);
    people->setFixedWidth(260);
    auto *past = new MemberModel(page.get());
    gallery::fill(*past);
    past->setLastKnown();
    auto *away = new PeoplePanel; // the host is away
    away->setModel(past);
    away->setAsOf(QDateTime(QDate(2026, 3, 9), QTime(9, 40)));
    away->setFixedWidth(220);
    auto *code = new QrCode;
    code->setText(QStringLiteral("coterie://join?a=192.168.1.23:47600,10.0.0.5:47600&n=Class%207b"));
    row->addWidget(rooms);
    row->addWidget(compact);
    row->addWidget(people);
    row->addWidget(away);
    row->addWidget(code, 0, Qt::AlignTop);
    page->resize(1050, 460);
    return page;
}

std::unique_ptr<QWidget> composers()
{
    auto page = std::make_unique<QWidget>();
    page->setAutoFillBackground(true);
    auto *column = new QVBoxLayout(page.get());
    for (int i = 0; i < 4; ++i) {
        auto *composer = new Composer;
        composer->setRoomName(QStringLiteral("physics"));
        if (i == 1)
            composer->setText(QStringLiteral("Several lines\nof a message\nthat is not sent yet"));
        if (i == 2) {
            composer->setLongest(40);
            composer->setText(QStringLiteral("This one is longer than what a host would take."));
        }
        column->addWidget(composer);
        if (i == 3)
            composer->setReply(3, QStringLiteral("Ben Okafor"),
                               QStringLiteral("I measured it **three** times and the focus is always 3 mm nearer"));
    }
    column->addStretch();
    page->resize(700, 420);
    return page;
}

} // namespace

const QList<Scene> &scenes()
{
    static const QList<Scene> all{
        {QStringLiteral("controls"), controls},
        {QStringLiteral("timeline"), timeline},
        {QStringLiteral("firstrun"), [] { return welcome(false); }},
        {QStringLiteral("welcome"), [] { return welcome(true); }},
        {QStringLiteral("welcome-typed"),
         [] { return welcome(true, QStringLiteral("coterie://join?a=192.168.1.23:47600&n=Class%207b")); }},
        {QStringLiteral("hostsheet"), hosting},
        {QStringLiteral("kept-sessions"), [] { return keptSessions(true); }},
        {QStringLiteral("kept-none"), [] { return keptSessions(false); }},
        {QStringLiteral("shortcuts"), shortcuts},
        {QStringLiteral("preferences"),
         [] {
             return preferences({1100, 720});
         }},
        {QStringLiteral("preferences-low"),
         [] {
             return preferences({900, 480});
         }},
        {QStringLiteral("question"), question},
        {QStringLiteral("connection"), connection},
        {QStringLiteral("lists"), lists},
        {QStringLiteral("composers"), composers},
        {QStringLiteral("board"), [] { return gallery::boardPage(gallery::BoardKind::Drawn); }},
        {QStringLiteral("board-empty"), [] { return gallery::boardPage(gallery::BoardKind::Empty); }},
        {QStringLiteral("board-empty-small"), [] { return gallery::boardPage(gallery::BoardKind::EmptySmall); }},
        {QStringLiteral("board-dense"), [] { return gallery::boardPage(gallery::BoardKind::Dense); }},
        {QStringLiteral("board-narrow"), [] { return gallery::boardPage(gallery::BoardKind::Narrow); }},
        {QStringLiteral("board-selected"), [] { return gallery::boardPage(gallery::BoardKind::Selected); }},
        {QStringLiteral("board-framed"), [] { return gallery::boardPage(gallery::BoardKind::Framed); }},
        {QStringLiteral("board-framed-small"), [] { return gallery::boardPage(gallery::BoardKind::FramedSmall); }},
        {QStringLiteral("board-shapes"), [] { return gallery::boardPage(gallery::BoardKind::Shapes); }},
        {QStringLiteral("board-walking"), [] { return gallery::boardPage(gallery::BoardKind::Walking); }},
        {QStringLiteral("board-writing"), [] { return gallery::boardPage(gallery::BoardKind::Writing); }},
        {QStringLiteral("board-writing-gone"), [] { return gallery::boardPage(gallery::BoardKind::WritingGone); }},
        {QStringLiteral("board-template"), [] { return gallery::boardPage(gallery::BoardKind::Template); }},
        {QStringLiteral("board-following"), [] { return gallery::boardPage(gallery::BoardKind::Following); }},
        {QStringLiteral("board-onlookers"), [] { return gallery::boardPage(gallery::BoardKind::Onlookers); }},
        {QStringLiteral("board-export"), [] { return gallery::boardPage(gallery::BoardKind::Exporting); }},
        {QStringLiteral("board-presenting"), [] { return gallery::boardPage(gallery::BoardKind::Presenting); }},
        {QStringLiteral("board-presenting-small"),
         [] { return gallery::boardPage(gallery::BoardKind::PresentingSmall); }},
        {QStringLiteral("board-offline"), [] { return gallery::boardPage(gallery::BoardKind::Offline); }},
        {QStringLiteral("boards-gallery"), [] { return gallery::boardsPage(gallery::BoardsKind::Gallery); }},
        {QStringLiteral("boards-frozen"), [] { return gallery::boardsPage(gallery::BoardsKind::Frozen); }},
        {QStringLiteral("boards-frozen-mine"), [] { return gallery::boardsPage(gallery::BoardsKind::FrozenByMe); }},
        {QStringLiteral("boards-narrow"), [] { return gallery::boardsPage(gallery::BoardsKind::FrozenNarrow); }},
        {QStringLiteral("boards-view"), [] { return gallery::boardsPage(gallery::BoardsKind::ViewOnly); }},
        {QStringLiteral("boards-locked"), [] { return gallery::boardsPage(gallery::BoardsKind::Locked); }},
        {QStringLiteral("boards-bring"), [] { return gallery::boardsPage(gallery::BoardsKind::Bring); }},
        {QStringLiteral("boards-outline"), [] { return gallery::boardsPage(gallery::BoardsKind::Outline); }},
        {QStringLiteral("boards-revert"), gallery::revertSheet},
        {QStringLiteral("boards-clearings"), gallery::clearingSheet},
        {QStringLiteral("boards-history"), gallery::historySheet},
        {QStringLiteral("boards-nearly-full"), [] { return gallery::boardsPage(gallery::BoardsKind::NearlyFull); }},
        {QStringLiteral("boards-duplicated"), [] { return gallery::boardsPage(gallery::BoardsKind::Duplicated); }},
        {QStringLiteral("boards-refused"), [] { return gallery::boardsPage(gallery::BoardsKind::Refused); }},
    };
    return all;
}
