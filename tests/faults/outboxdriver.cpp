// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"
#include "app/session/roomboards.h"
#include "app/session/session.h"
#include "shared/protocol/protocol.h"
#include "tests/faults/display.h"

#include <QCoreApplication>
#include <QMetaEnum>
#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <unistd.h>
#include <utility>

// A client without a window, made to be killed: the real session with the real local store. Does COUNT things, the
// FIRST, FIRST+1, …, one every PAUSE ms: types messages PREFIX<number> into the first room; or, where it is to have
// ROOMS rooms, makes those, types in all of them, draws on their boards, adds a board, and changes and takes back what
// waits. Prints a line for each as soon as it is on the disk:
//   <number> said ROOM WORDS         <number> changed ROOM WORDS         <number> taken ROOM WORDS SENTENCE
//   <number> drew ROOM TRANSACTION   <number> added ROOM BOARD           <number> made ROOM online|offline NAME
// Of what tells nobody when it is on the disk (drawings, what was taken back) it is known as soon as a message that
// came after it is there. Before something is taken back it prints "taking WORDS". Prints "done" when all of it is,
// "idle" each time nothing waits any more, "save" when the disk takes nothing, "saved" when it has taken all of it and
// "store" when something is said of what is on it. Takes commands, a line each: "show" (display.h), and "mend": each
// room in which one is not is joined, and made where the host has not got it ("joined ROOM", "made again ROOM"), until
// nothing waits: "whole"; "states": from then on it prints how the session stands and what that becomes, a line
// "state NAME" each. Where it is given a HALT, it stops after so many things until it was told "away" and is without
// the host. Runs until it is killed. Arguments: URL FOLDER NAME PREFIX FIRST COUNT PAUSE [ROOMS [HALT]].
namespace {

using namespace coterie;

void print(const QString &line)
{
    std::printf("%s\n", qUtf8Printable(line));
    std::fflush(stdout);
}

struct Script {
    QString prefix; // the number in it stands in the colour of what is drawn
    int first = 0, count = 0, rooms = 0, halt = 0;
};

int numberIn(const QString &text)
{
    QString digits;
    std::copy_if(text.cbegin(), text.cend(), std::back_inserter(digits), [](QChar c) { return c.isDigit(); });
    return digits.toInt();
}

class Guest final
{
public:
    Guest(Session &session, const Script &script)
        : m_session(session)
        , m_script(script)
        , m_run(numberIn(script.prefix))
        , m_next(script.first)
    {
        QObject::connect(&session, &Session::kept, &session, [this](const RoomId &, const OpId &op) { kept(op); });
        QObject::connect(&session, &Session::roomCreated, &session, [this](const RoomId &room) { made(room); });
    }

    [[nodiscard]] bool isThrough() const { return m_next == m_script.first + m_script.count; }
    void act();
    void goOnWhenAway() { m_isHalted = false; }

private:
    struct Deed {
        QString line;
        OpId op = {}; // on the disk when this is; none: when what comes after it is
        std::optional<RoomId> saidIn = {};
        QString words = {};
    };
    struct Message {
        OpId op;
        RoomId room;
        QString words; // as they were typed
    };

    void say(const RoomId &room);
    void make();
    void draw(const RoomId &room);
    void addBoard(const RoomId &room);
    void change(const Message &message);
    void takeBack(const Message &message);
    void kept(const OpId &op);
    void made(const RoomId &room);
    [[nodiscard]] QString line(const char *what, const RoomId &room, const QString &rest) const
    {
        return QStringLiteral("%1 %2 %3 %4").arg(m_next).arg(QLatin1String(what), room.toString(), rest);
    }

    Session &m_session;
    const Script m_script;
    const int m_run;
    int m_next;
    bool m_isHalted = true;           // where it is to stop, until it is told to go on
    QList<Deed> m_untold;             // in the order in which they were done, which is that of the disk
    QList<Message> m_messages;        // on the disk
    QHash<QString, QString> m_making; // rooms by their names: what is to be told of each
};

void Guest::act()
{
    QList<RoomId> rooms;
    const RoomListModel &all = *m_session.rooms();
    for (int row = 0; row < all.rowCount(); ++row)
        if (all.index(row).data(RoomListModel::JoinedRole).toBool())
            rooms.append(all.roomAt(row));
    if (isThrough() || rooms.isEmpty()) // of a host that was never reached
        return;
    if (m_script.halt > 0 && m_next == m_script.first + m_script.halt &&
        (m_isHalted || m_session.state().state == Session::State::Online))
        return;
    if (m_next == m_script.first)
        m_session.openRoom(rooms.first());
    const bool isLast = m_next == m_script.first + m_script.count - 1; // a message: all before it is known with it
    const bool isManifold = m_script.rooms > 0 && !isLast;
    const RoomId room = m_script.rooms > 0 ? rooms.at(m_next / 2 % rooms.size()) : rooms.first();
    const int kind = isManifold ? m_next % 10 : 0;
    const qsizetype latest = m_messages.size() - 1 - m_next / 10 % 3;
    if (kind == 1 && all.rowCount() < m_script.rooms)
        make();
    else if (kind == 3 || kind == 6 || kind == 8)
        draw(room);
    else if (kind == 4 && !m_session.boards(room)->hasName(QStringLiteral("another")) && m_next > 10)
        addBoard(room);
    else if (kind == 5 && latest >= 0)
        change(m_messages.at(latest));
    else if (kind == 7 && latest >= 0)
        takeBack(m_messages.takeAt(latest));
    else
        say(room);
    ++m_next;
}

// Who reads them elsewhere sees where they belong.
void Guest::say(const RoomId &room)
{
    QString words = m_script.prefix + QString::number(m_next);
    if (m_script.rooms > 0)
        words += QLatin1Char('@') + room.toString().right(12);
    const OpId op = m_session.post(room, words);
    if (!op.isNull())
        m_untold.append({line("said", room, words), op, room, words});
}

void Guest::make()
{
    const QString name = QStringLiteral("%1room%2").arg(m_script.prefix).arg(m_next);
    const bool online = m_session.state().state == Session::State::Online;
    m_making.insert(name, QStringLiteral("%1 made %3 %2 %4")
                              .arg(m_next)
                              .arg(online ? QStringLiteral("online") : QStringLiteral("offline")));
    m_session.createRoom(name, {});
}

void Guest::made(const RoomId &room)
{
    const RoomListModel &all = *m_session.rooms();
    const QString name = all.indexOf(room).data(RoomListModel::NameRole).toString();
    if (const QString told = m_making.take(name); !told.isEmpty())
        print(told.arg(room.toString(), name));
}

void Guest::draw(const RoomId &room)
{
    const QList<BoardInfo> boards = m_session.boards(room)->state().boards();
    const BoardId id = boards.at(m_next % boards.size()).id;
    BoardController *board = m_session.board(room, id);
    std::optional<BoardTransaction> drawn;
    const auto listening = QObject::connect(board, &BoardController::commitRequested, board,
                                            [&](const BoardTransaction &tx) { drawn = tx; });
    const quint32 color = 0xff000000U | quint32(m_run & 0xff) << 16U | quint32(m_next & 0xffff);
    board->beginStroke(color, 1 + m_next % 7, 1, false, {double(m_next), double(m_run)});
    for (int i = 1; i < 4 + m_next % 6; ++i)
        board->extendStroke({m_next + i * 9.0, m_run + i * i % 31 * 5.0});
    board->endStroke();
    QObject::disconnect(listening);
    if (drawn)
        m_untold.append({line("drew", room,
                              QString::fromUtf8(encode(ClientMessage(boardCommit(*drawn, room, boardOnWire(room, id))),
                                                       Framing::Json)))});
}

void Guest::addBoard(const RoomId &room)
{
    const BoardId board = m_session.boards(room)->add(QStringLiteral("another"));
    if (!board.isNull())
        m_untold.append({line("added", room, board.toString())});
}

void Guest::change(const Message &message)
{
    const QString words = message.words + QStringLiteral("~%1").arg(m_next, 4, 10, QLatin1Char('0'));
    if (m_session.editQueued(message.room, message.op, words))
        m_untold.append({line("changed", message.room, words), message.op});
}

void Guest::takeBack(const Message &message)
{
    print(QStringLiteral("taking ") + message.words); // it may come to the disk without a word of it
    const Session::TakenBack taken = m_session.discardQueued(message.op);
    m_untold.append({line("taken", message.room, message.words + QLatin1Char(' ') + taken.sentence)});
}

void Guest::kept(const OpId &op)
{
    const auto deed = std::find_if(m_untold.cbegin(), m_untold.cend(), [&](const Deed &one) { return one.op == op; });
    if (deed == m_untold.cend())
        return;
    for (qsizetype n = std::distance(m_untold.cbegin(), deed); n >= 0; --n) {
        const Deed told = m_untold.takeFirst();
        print(told.line);
        if (told.saidIn)
            m_messages.append({told.op, *told.saidIn, told.words});
    }
    if (isThrough() && m_untold.isEmpty())
        print(QStringLiteral("done"));
}

// Tells each state of the session once, from when it is asked to.
class StateTeller final
{
public:
    void begin(Session::State state)
    {
        m_isAsked = true;
        tell(state);
    }
    void tell(Session::State state)
    {
        if (m_isAsked && std::exchange(m_told, state) != state)
            print(QStringLiteral("state ") +
                  QLatin1String(QMetaEnum::fromType<Session::State>().valueToKey(int(state))));
    }

private:
    bool m_isAsked = false;
    std::optional<Session::State> m_told;
};

// What somebody does who looks for what is missing: joins each room that there is, where something waits too, and has
// those made that the host has not got. Whether nothing is left to be done.
bool mend(Session &session, QHash<RoomId, int> &tried)
{
    const RoomListModel &all = *session.rooms();
    bool whole = session.state().state == Session::State::Online && session.state().waiting == 0;
    for (int row = 0; row < all.rowCount(); ++row) {
        const auto index = all.index(row);
        const bool joined = index.data(RoomListModel::JoinedRole).toBool();
        if (index.data(RoomListModel::PastRole).toBool() ||
            (joined && index.data(RoomListModel::TroubleRole).toString().isEmpty()))
            continue;
        whole = false;
        const RoomId room = all.roomAt(row);
        const bool isThere = !joined && tried[room]++ % 2 == 0; // only a try tells
        print(QLatin1String(isThere ? "joined " : "made again ") + room.toString());
        if (isThere)
            session.joinRoom(room);
        else
            session.makeRoom(room, QStringLiteral("again ") + room.toString().right(12));
        break; // the list may be another now
    }
    return whole;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 8 || arguments.size() > 10)
        return 2;
    SessionSettings settings;
    settings.url = QUrl(arguments.at(1));
    settings.cacheDir = arguments.at(2);
    settings.displayName = arguments.at(3);
    Session session(settings);
    Guest guest(session, {arguments.at(4), arguments.at(5).toInt(), arguments.at(6).toInt(), arguments.value(8).toInt(),
                          arguments.value(9).toInt()});

    StateTeller states;
    QObject::connect(&session, &Session::stateChanged, &session, [&](const Session::StateInfo &info) {
        states.tell(info.state);
        if (info.waiting == 0 && guest.isThrough() && info.state == Session::State::Online)
            print(QStringLiteral("idle"));
    });
    QObject::connect(&session, &Session::requestFailed, &session, [&](const QString &what) {
        if (what == u"save" || what == u"saved" || what == u"store")
            print(what);
    });
    QTimer keyboard;
    QObject::connect(&keyboard, &QTimer::timeout, &session, [&] {
        guest.act();
        if (guest.isThrough())
            keyboard.stop();
    });
    QObject::connect(&session, &Session::opened, &session, [&] { keyboard.start(arguments.at(7).toInt()); });
    Display display(session);
    QTimer mending;
    QHash<RoomId, int> tried;
    QObject::connect(&mending, &QTimer::timeout, &session, [&] {
        if (session.state().state == Session::State::Online && mend(session, tried))
            print(QStringLiteral("whole"));
    });
    QSocketNotifier commands(STDIN_FILENO, QSocketNotifier::Read);
    QByteArray heard;
    QObject::connect(&commands, &QSocketNotifier::activated, &session, [&] {
        char buffer[256];
        const auto size = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (size <= 0)
            commands.setEnabled(false); // nobody has anything to say
        else
            heard.append(buffer, qsizetype(size));
        for (qsizetype end = heard.indexOf('\n'); end >= 0; end = heard.indexOf('\n')) {
            const QByteArray command = heard.left(end);
            heard.remove(0, end + 1);
            if (command == "show")
                display.begin();
            else if (command == "mend")
                mending.start(200);
            else if (command == "states")
                states.begin(session.state().state);
            else if (command == "away")
                guest.goOnWhenAway();
        }
    });
    session.open();
    return QCoreApplication::exec();
}
