// SPDX-License-Identifier: MIT
// Shows texts that somebody made up in the real window: as names, status, topic and messages of a room and as what is
// searched for there, in the panel of the host, in bars and notices, in a note and beside a pointer, and wherever
// probeplaces.h puts them. Not what only a file, a disk or a program beside this one could say. Judges nothing but its
// own time: who runs it watches what it opens (tests/faults/rows_widgets.py).
//
//     widgetprobe LIST.json [--auto-text]      a list of [name, text]; prints a line of JSON for each
#include "app/session/boardcontroller.h"
#include "app/session/membermodel.h"
#include "app/session/roomlistmodel.h"
#include "app/session/timelinemodel.h"
#include "app/ui/connect/connectionstrip.h"
#include "app/ui/connect/hostpanel.h"
#include "app/ui/people/memberlist.h"
#include "app/ui/people/peoplepanel.h"
#include "app/ui/rooms/roomlistview.h"
#include "app/ui/rooms/roompanel.h"
#include "app/ui/search/searchpanel.h"
#include "app/ui/shell/noticebar.h"
#include "app/ui/shell/prompts.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/timeline/chatpane.h"
#include "app/ui/timeline/composer.h"
#include "app/ui/timeline/timelineview.h"
#include "tests/gui/probeplaces.h"
#include "tests/gui/windowfixture.h"
#include "tests/support/cpuclock.h"
#include "tests/support/uidriver.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QClipboard>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

using namespace coterie;
using namespace coterie::test;
using namespace coterie::ui;

namespace {

constexpr int turns = 6; // of the event loop: layouts, fades and tooltips that begin with a delay of nothing

qint64 residentKib()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly)
               ? file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE) / 1024
               : 0;
}

// A word to whoever watches our system calls. There is no such file.
void mark(const char *what)
{
    const QByteArray path = QByteArray("/widgetprobe/") + what;
    const int file = ::open(path.constData(), O_RDONLY);
    if (file >= 0)
        ::close(file);
}

UserId person(int number)
{
    return UserId{QUuid(77, quint16(number), 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1)};
}

RoomEvent event(Seq seq, const QString &name)
{
    RoomEvent made;
    made.seq = made.line.emplace(seq);
    made.id = OpId{QUuid(uint(seq), 1, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1)};
    made.author = person(int(seq));
    made.name = name;
    made.time = 1'800'000'000'000 + seq * 1000;
    return made;
}

void settle()
{
    for (int i = 0; i < turns; ++i)
        QCoreApplication::processEvents();
}

// What a screen reader would say of all that.
qsizetype readAloud(QObject *object, int depth = 0)
{
    QAccessibleInterface *const one = QAccessible::queryAccessibleInterface(object);
    if (!one || depth > 6)
        return 0;
    qsizetype said = one->text(QAccessible::Name).size() + one->text(QAccessible::Description).size();
    for (int i = 0; i < std::min(one->childCount(), 20); ++i)
        if (const QAccessibleInterface *child = one->child(i))
            said +=
                child->text(QAccessible::Name).size() + (child->object() ? readAloud(child->object(), depth + 1) : 0);
    return said;
}

class Probe final
{
public:
    explicit Probe(WindowFixture &fixture)
        : m_fixture(fixture)
        , m_page(fixture.page())
        , m_session(m_page.session())
        , m_room(m_page.room())
        , m_rooms(*m_session.rooms())
        , m_members(*m_session.members(m_room))
        , m_timeline(*m_session.timeline(m_room))
        , m_board(*m_session.board(m_room))
        , m_places(fixture, person(1))
    {
        BoardOp note = BoardOp::create(m_note, BoardKind::Sticky, 0, 0, 200, 160);
        if (!m_board.commit({note}))
            std::fprintf(stderr, "the note cannot be made\n");
    }

    // Apart from the rest: what they paint takes the place of what the messages are painted with.
    void showElsewhere(const QString &text) { m_places.show(text); }

    // As long as the protocol lets each of them be. Returns the milliseconds of this thread that the messages took.
    double show(const QString &text)
    {
        const QString name = text.left(nameLength.max);
        const QString line = text.left(topicLength.max);
        const QString body = text.left(4000);
        RoomListModel::Room here;
        here.id = m_room;
        here.name = name;
        here.topic = line;
        here.joined = true;
        RoomListModel::Room there = here;
        there.id = RoomId{QUuid(5, 1, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1)};
        there.unread = 3;
        m_rooms.setRooms({here, there});

        Person one;
        one.id = person(1);
        one.name = name;
        one.text = line;
        one.status = Status::Away;
        Person two = one;
        two.id = person(2);
        m_members.setPeople({one, two});
        m_members.setTyping(one.id, true);

        const double begun = test::threadMs();
        RoomEvent said = event(1, name);
        said.chat = ChatBody{body, {}};
        RoomEvent answered = event(2, name);
        answered.chat = ChatBody{QStringLiteral("> ") + body.left(500), Seq(1)};
        RoomEvent topic = event(3, name);
        topic.line.reset();
        topic.topic = TopicChange{line};
        m_timeline.load({said, answered, topic}, true);
        PendingPost pending;
        pending.id = OpId{QUuid(9, 9, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1)};
        pending.body = body.left(500);
        pending.refusal = line;
        pending.state = TimelineRow::Delivery::Refused;
        m_timeline.setPending({pending});
        (void)m_page.chat()->view()->grab();
        const double messages = test::threadMs() - begun;

        HostInfo host;
        host.name = name;
        host.invite = host.file = line;
        m_page.hostPanel()->setInfo(host);
        ConnectionWords words;
        words.strip = text.left(40);
        words.banner = words.hint = line;
        m_page.banner()->present(words.mood, words.banner);
        m_page.say(line);
        m_fixture.window().setWindowTitle(name);
        m_page.chat()->composer()->edit()->setPlainText(body);
        (void)m_board.editText(m_note, text.left(2000));
        m_board.endText();
        BoardPointer pointer;
        pointer.room = m_room;
        pointer.board = m_board.board();
        pointer.user = one.id;
        pointer.name = text.left(64);
        pointer.x = pointer.y = 20;
        m_board.showPointer(pointer);
        settle();
        (void)m_fixture.window().grab();

        hover(m_page.roomPanel()->findChild<QAbstractItemView *>());
        hover(m_page.people()->findChild<QAbstractItemView *>());
        hover(m_page.chat()->view());
        search(line);
        find(line);
        (void)readAloud(&m_fixture.window());
        QApplication::clipboard()->setText(body);
        settle();
        return messages;
    }

private:
    // In the quick switcher, where rooms are looked for by name.
    void search(const QString &text)
    {
        press(m_fixture.window(), Qt::Key_K, Qt::ControlModifier);
        Sheet *const sheet = Sheet::openIn(&m_fixture.window());
        if (!sheet)
            return;
        auto *const field = sheet->findChild<QLineEdit *>();
        field->setText(text);
        settle();
        (void)m_fixture.window().grab();
        field->setText({});
        press(m_fixture.window(), Qt::Key_Escape);
    }

    // In the messages that are on this computer; nothing that can be typed is a syntax error.
    void find(const QString &text)
    {
        m_page.openSearch(true);
        if (auto *const field = m_page.searchPanel()->findChild<QLineEdit *>())
            field->setText(text);
        settle();
        (void)m_fixture.window().grab();
        m_page.closeSearch();
    }

    WindowFixture &m_fixture;
    SessionPage &m_page;
    Session &m_session;
    RoomId m_room;
    RoomListModel &m_rooms;
    MemberModel &m_members;
    TimelineModel &m_timeline;
    BoardController &m_board;
    ProbePlaces m_places;
    const ObjectId m_note = newId<ObjectId>();
};

// What a label of Qt does when nobody tells it what its text is: the control.
void showAutoText(const QString &text)
{
    QLabel label(text);
    label.resize(300, 200);
    (void)label.grab();
}

int run(const QJsonArray &list, bool autoText)
{
    WindowFixture fixture;
    fixture.startProgram();
    fixture.hostByKeys();
    fixture.window().resize(1200, 1000); // room for the outline, whatever notice stands on the board
    fixture.page().setHostPanelShown(true);
    fixture.page().setView(ui::View::Split);
    Probe probe(fixture);
    for (int i = 0; i < 5; ++i) {
        probe.show(QStringLiteral("warm up %1").arg(i));
        probe.showElsewhere(QStringLiteral("warm up %1").arg(i));
    }
    // Where words of Thai end only a library knows, which Qt loads when it first meets some.
    probe.show(QStringLiteral("\u0e44\u0e17\u0e22"));
    probe.showElsewhere(QStringLiteral("\u0e44\u0e17\u0e22"));
    // What a script costs when it is first written is the loading of its fonts: each sign once, before it is measured.
    QString signs;
    for (const QJsonValue &entry : list) {
        const QList<uint> codes = entry.toArray().at(1).toString().toUcs4();
        for (const uint code : codes) {
            const QString sign = QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1);
            if (!signs.contains(sign))
                signs += sign;
        }
    }
    for (qsizetype from = 0; from < signs.size(); from += 1000) {
        probe.show(signs.mid(from, 1000));
        probe.showElsewhere(signs.mid(from, 1000));
    }
    const auto clocked = [](const auto &work) {
        const double begun = test::threadMs();
        work();
        return test::threadMs() - begun;
    };
    struct Cost {
        double messages = 0, all = 0;
    };
    const auto timed = [&](const QString &text) {
        Cost cost;
        cost.all = clocked([&] { autoText ? showAutoText(text) : void(cost.messages = probe.show(text)); });
        return cost;
    };
    const auto timedElsewhere = [&](const QString &text) {
        return autoText ? 0 : clocked([&] { probe.showElsewhere(text); });
    };
    Cost harmless{1e9, 1e9};
    double harmlessElsewhere = 1e9;
    for (int i = 0; i < 5; ++i) {
        const QString text = QStringLiteral("Bring the lens box tomorrow, %1").arg(i);
        const Cost cost = timed(text);
        harmless = {std::min(harmless.messages, cost.messages), std::min(harmless.all, cost.all)};
        harmlessElsewhere = std::min(harmlessElsewhere, timedElsewhere(text));
    }
    std::printf("{\"harmless-ms\":%.1f,\"harmless-all-ms\":%.1f,\"rss-kib\":%lld}\n", harmless.messages,
                harmless.all + harmlessElsewhere, residentKib());
    mark("begin");
    std::vector<Cost> costs;
    qint64 resident = 0;
    for (const QJsonValue &entry : list) {
        costs.push_back(timed(entry.toArray().at(1).toString()));
        resident = std::max(resident, residentKib());
    }
    for (qsizetype i = 0; i < list.size(); ++i) {
        const double elsewhere = timedElsewhere(list.at(i).toArray().at(1).toString());
        resident = std::max(resident, residentKib());
        std::printf("%s\n", QJsonDocument(QJsonObject{{QStringLiteral("name"), list.at(i).toArray().at(0)},
                                                      {QStringLiteral("ms"), costs[std::size_t(i)].messages},
                                                      {QStringLiteral("all-ms"), costs[std::size_t(i)].all + elsewhere},
                                                      {QStringLiteral("rss-kib"), resident}})
                                .toJson(QJsonDocument::Compact)
                                .constData());
        std::fflush(stdout);
    }
    mark("end");
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    QFile file(arguments.value(1));
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "usage: widgetprobe LIST.json [--auto-text]\n");
        return 2;
    }
    // Text that is no UTF-16 cannot come over the wire; what is cut at a surrogate in here can be.
    return run(QJsonDocument::fromJson(file.readAll()).array(), arguments.contains(QStringLiteral("--auto-text")));
}
