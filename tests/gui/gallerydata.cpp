// SPDX-License-Identifier: MIT
#include "tests/gui/gallerydata.h"

#include <QTimeZone>

using namespace coterie;

namespace gallery {

namespace {

const QDateTime start(QDate(2026, 3, 9), QTime(9, 41), QTimeZone::utc());

RoomEvent said(Seq seq, int author, int minute, const QString &body, std::optional<Seq> replyTo = {})
{
    RoomEvent event;
    event.seq = seq;
    event.line = seq;
    event.id = OpId{QUuid(quint32(seq), 1, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1)};
    event.author = user(author);
    event.name = name(author);
    event.time = start.addSecs(minute * 60).toMSecsSinceEpoch();
    event.chat = ChatBody{body, replyTo};
    return event;
}

} // namespace

UserId user(int number)
{
    return UserId{QUuid(0x0190b2c8, quint16(number * 977), 0x7000, 0x80, 0, 0, 0, 0, 0, 0, uchar(number))};
}

QString name(int number)
{
    static const QStringList names{QStringLiteral("Ana Novak"),   QStringLiteral("Ben Okafor"),
                                   QStringLiteral("Ms Kim"),      QStringLiteral("Chen Wei"),
                                   QStringLiteral("Lea Fischer"), QStringLiteral("Omar"),
                                   QStringLiteral("Priya Raman"), QStringLiteral("Tomás")};
    return names.value(number % int(names.size()));
}

void fill(RoomListModel &model)
{
    const auto room = [](quint32 id, const char16_t *title, const char16_t *topic, int unread, bool joined) {
        RoomListModel::Room r;
        r.id = RoomId{QUuid(id, 1, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1)};
        r.name = QStringView(title).toString();
        r.topic = QStringView(topic).toString();
        r.unread = unread;
        r.members = 14;
        r.joined = joined;
        return r;
    };
    QList<RoomListModel::Room> rooms{room(1, u"general", u"Everything and nothing", 0, true),
                                     room(2, u"physics", u"Optics lab, bench 4", 2, true),
                                     room(3, u"homework", u"", 0, true),
                                     room(4, u"a-room-with-a-rather-long-name-indeed", u"", 128, true),
                                     room(5, u"chess", u"", 0, false),
                                     room(6, u"music", u"", 0, false)};
    rooms[2].draft = true;
    rooms[2].trouble = QStringLiteral("There is a room of this name already.");
    rooms[0].drawing = true;
    model.setRooms(rooms);
    model.setActive(rooms[1].id);
}

void fill(MemberModel &model)
{
    QList<Person> people;
    for (int i = 0; i < 8; ++i) {
        Person person;
        person.id = user(i);
        person.name = name(i);
        person.status = i < 4    ? Status::Online
                        : i == 4 ? Status::Away
                        : i == 5 ? Status::DoNotDisturb
                                 : Status::Offline;
        person.text = i == 4 ? QStringLiteral("at lunch, back at one") : QString();
        person.seen = QDateTime::currentMSecsSinceEpoch() - i * 3'600'000;
        people.append(person);
    }
    model.setMe(user(0));
    model.setPeople(people);
    model.setTyping(user(3), true);
    model.setDrawing(user(1), true);
}

void fill(TimelineModel &model)
{
    model.setMe(user(0), name(0));
    QList<RoomEvent> events;
    events << said(1, 2, -1400,
                   QStringLiteral("Bring the lens box tomorrow, **all four** of you. Bench 4 is ours until noon."))
           << said(2, 1, 0, QStringLiteral("Does the beam bend *before* the lens?"))
           << said(
                  3, 1, 1,
                  QStringLiteral("I measured it three times and the focus is always 3 mm nearer than the formula says. "
                                 "Either the ruler is wrong or I am, and the ruler has never been wrong before 😅"))
           << said(4, 2, 3,
                   QStringLiteral("Thick lens. Use\n\n```python\ndef focus(n, r1, r2, d):\n    return 1 / ((n - 1) * "
                                  "(1/r1 - 1/r2 + (n - 1) * d / (n * r1 * r2)))\n```"
                                  "\nand mind the sign of `r2`."))
           << said(5, 3, 6,
                   QStringLiteral("Found it: https://example.org/thick-lens\n\n- measure from the principal plane\n- "
                                  "not from the glass\n- **write that down** this time"))
           << said(6, 0, 12, QStringLiteral("Look at the board, upper left. The green ray is Ben's."), 3)
           << said(7, 4, 13, QStringLiteral("👍🎉"))
           << said(8, 4, 14, QStringLiteral("> not from the glass\n\nThis should be on the wall."));
    RoomEvent topic = said(9, 2, 15, {});
    topic.chat.reset();
    topic.line.reset();
    topic.topic = TopicChange{QStringLiteral("Optics lab, bench 4")};
    events << topic << said(10, 3, 20, QStringLiteral("مرحبا، هل يمكنني الانضمام إلى المجموعة؟"))
           << said(11, 1, 22, QStringLiteral("Sure. We start at ten."));
    model.load(events, true);
    model.setReadAnchor(9);
    const auto pending = [](quint32 id, const QString &body, TimelineRow::Delivery state, const QString &why) {
        PendingPost post;
        post.id = OpId{QUuid(id, 2, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1)};
        post.body = body;
        post.time = start.addSecs(24 * 60).toMSecsSinceEpoch();
        post.state = state;
        post.refusal = why;
        return post;
    };
    model.setPending(
        {pending(1, QStringLiteral("On my way, five minutes."), TimelineRow::Delivery::Queued, {}),
         pending(2, QStringLiteral("And this one was too much for the host."), TimelineRow::Delivery::Refused,
                 QStringLiteral("You are sending faster than this host allows. Your message is kept here; send it "
                                "again in a moment."))});
}

QList<RoomEvent> lines(int count, Seq first)
{
    static const QString words = QStringLiteral(
        "the quick brown fox jumps over the lazy dog while seven wizards boil quartz and jam in a very large vat ");
    QList<RoomEvent> events;
    events.reserve(count);
    for (int i = 0; i < count; ++i) {
        const Seq seq = first + i;
        const int length = 12 + int((seq * 7919) % 480);
        QString body = words.repeated(1 + length / int(words.size())).left(length).trimmed();
        if (seq % 9 == 0)
            body += QStringLiteral(" **bold** and `code` and https://example.org");
        events << said(seq, int(seq / 3 % 8), int(seq), body);
    }
    return events;
}

} // namespace gallery
