// SPDX-License-Identifier: MIT
#include "app/session/membermodel.h"
#include "app/session/roomlistmodel.h"
#include "app/session/timelinemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace coterie;
using Kind = TimelineModel::RowKind;
using Delivery = TimelineModel::Delivery;

namespace {

const UserId me{QUuid(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9)};
const UserId ben{QUuid(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9)};
constexpr qint64 minute = 60'000;
constexpr qint64 start = 1'800'000'000'000;

template <class IdType> IdType idOf(qint64 number)
{
    return IdType{QUuid(uint(number), 7, 7, 0, 0, 0, 0, 0, 0, 0, 1)};
}
RoomEvent said(Seq seq, const UserId &author, qint64 time, const QString &body = {})
{
    RoomEvent event;
    event.seq = seq;
    event.id = idOf<OpId>(seq);
    event.author = author;
    event.name = author == me ? QStringLiteral("Ana") : QStringLiteral("Ben");
    event.time = time;
    event.line = seq;
    event.chat = ChatBody{body.isEmpty() ? QStringLiteral("m%1").arg(seq) : body, {}};
    return event;
}
QList<RoomEvent> talk(Seq first, Seq last)
{
    QList<RoomEvent> events;
    for (Seq seq = first; seq <= last; ++seq)
        events.append(said(seq, seq % 3 ? ben : me, start + seq * minute));
    return events;
}
PendingPost waiting(qint64 number, Delivery state = Delivery::Queued, qint64 time = start + 2000 * minute)
{
    return {idOf<OpId>(number), QStringLiteral("p%1").arg(number), {}, time, state, {}};
}
Person person(qint64 number, const QString &name, Status status = Status::Online)
{
    return {idOf<UserId>(number), name, status, {}, 0};
}
RoomListModel::Room room(qint64 number, bool joined, int unread = 0)
{
    return {idOf<RoomId>(number), QStringLiteral("r%1").arg(number), {}, unread, 1, joined, false, false};
}
QStringList names(const QAbstractItemModel &model)
{
    QStringList out;
    for (int row = 0; row < model.rowCount(); ++row)
        out.append(model.index(row, 0).data().toString());
    return out;
}
QList<int> kinds(const TimelineModel &model)
{
    QList<int> out;
    for (int row = 0; row < model.rowCount(); ++row)
        out.append(model.index(row).data(TimelineModel::KindRole).toInt());
    return out;
}
QStringList written(const TimelineModel &model)
{
    QStringList out;
    for (int row = 0; row < model.rowCount(); ++row)
        if (kinds(model).at(row) == int(Kind::Message))
            out.append(model.index(row).data(TimelineModel::BodyRole).toString());
    return out;
}

// One step in the life of a model, with a random generator for those that want one.
using Step = std::function<void(QRandomGenerator &)>;
struct Life {
    std::shared_ptr<QAbstractItemModel> model;
    QList<Step> steps;
};

Life roomLife()
{
    auto model = std::make_shared<RoomListModel>();
    const auto any = [](QRandomGenerator &dice) {
        return room(dice.bounded(12), dice.bounded(2) > 0, int(dice.bounded(4)));
    };
    return {model,
            {[model, any](QRandomGenerator &dice) { model->update(any(dice)); },
             [model, any](QRandomGenerator &dice) {
                 QList<RoomListModel::Room> rooms;
                 for (int i = 0; i < 12; ++i)
                     if (const auto one = any(dice); std::none_of(
                             rooms.cbegin(), rooms.cend(), [&](const auto &other) { return other.id == one.id; }))
                         rooms.append(one);
                 model->setRooms(rooms);
             },
             [model](QRandomGenerator &dice) { model->setActive(idOf<RoomId>(dice.bounded(12))); }}};
}
Life memberLife()
{
    auto model = std::make_shared<MemberModel>();
    const auto any = [](QRandomGenerator &dice) {
        return person(dice.bounded(12), QString(QChar(u'a' + int(dice.bounded(6)))), Status(dice.bounded(4)));
    };
    return {
        model,
        {[model, any](QRandomGenerator &dice) { model->put(any(dice)); },
         [model, any](QRandomGenerator &dice) { model->change(any(dice)); },
         [model](QRandomGenerator &dice) { model->remove(idOf<UserId>(dice.bounded(12))); },
         [model, any](QRandomGenerator &dice) {
             QList<Person> people;
             for (int i = 0; i < 12; ++i)
                 people.append(any(dice));
             model->setPeople(people);
         },
         [model](QRandomGenerator &dice) { model->setTyping(idOf<UserId>(dice.bounded(12)), dice.bounded(2) > 0); },
         [model](QRandomGenerator &dice) { model->setDrawing(idOf<UserId>(dice.bounded(12)), dice.bounded(2) > 0); },
         [model](QRandomGenerator &) { model->setLastKnown(); },
         [model](QRandomGenerator &dice) { model->setMe(idOf<UserId>(dice.bounded(12))); }}};
}
Life timelineLife()
{
    auto model = std::make_shared<TimelineModel>();
    model->setMe(me, QStringLiteral("Ana"));
    auto next = std::make_shared<Seq>(5000);
    auto first = std::make_shared<Seq>(5000);
    auto posts = std::make_shared<QList<PendingPost>>();
    return {model,
            {[=](QRandomGenerator &) {
                 model->load(talk(*next - 20, *next - 1), false);
                 *first = *next - 20;
             },
             [=](QRandomGenerator &dice) {
                 const Seq count = 1 + dice.bounded(5);
                 QList<RoomEvent> events;
                 for (Seq seq = *next; seq < *next + count; ++seq)
                     events.append(said(seq, seq % 3 ? ben : me, start + seq * dice.bounded(90) * minute));
                 if (!posts->isEmpty() && dice.bounded(2) > 0) {
                     events.last().id = posts->takeAt(dice.bounded(posts->size())).id;
                     events.last().author = me;
                 }
                 *next += count;
                 model->append(events);
             },
             [=](QRandomGenerator &dice) {
                 model->fetchOlder();
                 const Seq count = dice.bounded(60);
                 model->prependPage(talk(std::max<Seq>(1, *first - count), *first - 1), *first - count <= 1);
                 *first = std::max<Seq>(1, *first - count);
             },
             [=](QRandomGenerator &dice) {
                 if (dice.bounded(3) > 0)
                     posts->append(waiting(100'000 + qint64(dice.bounded(1'000'000)), Delivery(1 + dice.bounded(3))));
                 else if (!posts->isEmpty())
                     posts->removeAt(dice.bounded(posts->size()));
                 model->setPending(*posts);
             },
             [=](QRandomGenerator &dice) {
                 model->setReadAnchor(dice.bounded(2) > 0 ? std::optional<Seq>(*next - dice.bounded(30))
                                                          : std::nullopt);
             },
             [=](QRandomGenerator &dice) {
                 model->setQuote(dice.bounded(100), QStringLiteral("Ben"), QStringLiteral("x"));
             },
             [=](QRandomGenerator &) { model->retranslate(); }}};
}

} // namespace

QString isolated(const QString &text)
{
    return QChar(0x2068) + text + QChar(0x2069);
}

class TestModels final : public QObject
{
    Q_OBJECT

    static std::unique_ptr<TimelineModel> timeline(const QList<RoomEvent> &events)
    {
        auto model = std::make_unique<TimelineModel>();
        model->setMe(me, QStringLiteral("Ana"));
        model->load(events, true);
        return model;
    }

private slots:
    // Every model, through Qt's own judge, in a seeded life of everything that can happen to it.
    void everyModelKeepsTheRules_data()
    {
        QTest::addColumn<std::function<Life()>>("make");
        QTest::newRow("rooms") << std::function<Life()>(roomLife);
        QTest::newRow("members") << std::function<Life()>(memberLife);
        QTest::newRow("timeline") << std::function<Life()>(timelineLife);
    }
    void everyModelKeepsTheRules()
    {
        QFETCH(std::function<Life()>, make);
        for (quint32 seed = 1; seed <= 12; ++seed) {
            QRandomGenerator dice(seed);
            const Life life = make();
            const QAbstractItemModelTester tester(life.model.get(),
                                                  QAbstractItemModelTester::FailureReportingMode::QtTest);
            life.steps.first()(dice);
            for (int i = 0; i < 40; ++i) {
                life.steps.at(dice.bounded(life.steps.size()))(dice);
                QVERIFY2(!QTest::currentTestFailed(), qPrintable(QStringLiteral("seed %1 step %2").arg(seed).arg(i)));
            }
        }
    }
    void everyRowHasWordsForAScreenReader_data() { everyModelKeepsTheRules_data(); }
    void everyRowHasWordsForAScreenReader()
    {
        QFETCH(std::function<Life()>, make);
        QRandomGenerator dice(4);
        const Life life = make();
        for (int i = 0; i < 40; ++i)
            life.steps.at(i % life.steps.size())(dice);
        QVERIFY(life.model->rowCount() > 0);
        for (int row = 0; row < life.model->rowCount(); ++row)
            QVERIFY(!life.model->index(row, 0).data(Qt::AccessibleTextRole).toString().isEmpty());
        QVERIFY(!life.model->roleNames().isEmpty());
    }

    // ---- rooms
    void ownRoomsComeFirstInTheOrderTheyWereMade()
    {
        RoomListModel model;
        model.setRooms({room(1, false), room(2, true), room(3, true), room(4, false)});
        QCOMPARE(names(model),
                 (QStringList{QStringLiteral("r2"), QStringLiteral("r3"), QStringLiteral("r1"), QStringLiteral("r4")}));
        model.update(room(4, true));
        QCOMPARE(names(model),
                 (QStringList{QStringLiteral("r2"), QStringLiteral("r3"), QStringLiteral("r4"), QStringLiteral("r1")}));
        model.update(room(2, false));
        QCOMPARE(names(model).last(), QStringLiteral("r2"));
    }
    void unreadMessagesAreCountedOverAllRooms()
    {
        RoomListModel model;
        QSignalSpy total(&model, &RoomListModel::unreadTotalChanged);
        model.setRooms({room(1, true, 2), room(2, true, 3)});
        QCOMPARE(model.unreadTotal(), 5);
        model.update(room(1, true, 0));
        QCOMPARE(total.last().first().toInt(), 3);
    }

    // ---- members
    void thoseWhoAreThereComeFirstThenByName()
    {
        MemberModel model;
        QSignalSpy counts(&model, &MemberModel::countChanged);
        model.setPeople({person(1, QStringLiteral("zoe")), person(2, QStringLiteral("Al"), Status::Offline),
                         person(3, QStringLiteral("bo"))});
        QCOMPARE(names(model), (QStringList{QStringLiteral("bo"), QStringLiteral("zoe"), QStringLiteral("Al")}));
        QCOMPARE(counts.last(), (QVariantList{2, 3}));
        model.change(person(2, QStringLiteral("Al"), Status::Away));
        QCOMPARE(names(model).first(), QStringLiteral("Al"));
        model.change(person(9, QStringLiteral("stranger")));
        QCOMPARE(model.all(), 3);
    }

    // Without the host nobody is said to be there: each row says how they were, until it is told anew.
    void whatIsLastKnownIsNotSaidToBeNow()
    {
        MemberModel model;
        const QList<Person> people{person(1, QStringLiteral("Al")), person(2, QStringLiteral("bo"), Status::Away),
                                   person(3, QStringLiteral("cy"), Status::DoNotDisturb),
                                   person(4, QStringLiteral("di"), Status::Offline)};
        model.setPeople(people);
        model.setTyping(idOf<UserId>(1), true);
        model.setDrawing(idOf<UserId>(2), true);
        const auto said = [&model] {
            QStringList texts;
            for (int row = 0; row < model.rowCount(); ++row)
                texts.append(model.index(row).data(Qt::AccessibleTextRole).toString());
            return texts;
        };
        const QStringList now{QStringLiteral("Al, online, is typing"), QStringLiteral("bo, away"),
                              QStringLiteral("cy, do not disturb"), QStringLiteral("di, offline")};
        QCOMPARE(said(), now);

        QSignalSpy rows(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy told(&model, &MemberModel::lastKnownChanged);
        model.setLastKnown();
        QCOMPARE(said(), (QStringList{QStringLiteral("Al, was online"), QStringLiteral("bo, was away"),
                                      QStringLiteral("cy, was on do not disturb"), QStringLiteral("di, was offline")}));
        QCOMPARE(names(model).size(), 4); // nobody is lost, the order stays
        for (int row = 0; row < model.rowCount(); ++row) {
            QVERIFY(model.index(row).data(MemberModel::LastKnownRole).toBool());
            QVERIFY(!model.index(row).data(MemberModel::TypingRole).toBool());
            QVERIFY(!model.index(row).data(MemberModel::DrawingRole).toBool());
        }
        QCOMPARE(rows.last().at(0).toModelIndex().row(), 0); // all of them are painted anew
        QCOMPARE(rows.last().at(1).toModelIndex().row(), 3);
        QCOMPARE(told.size(), 1);
        model.setLastKnown();
        QCOMPARE(told.size(), 1); // nothing new

        rows.clear();
        model.setPeople(people); // the same as before: they are so again
        QCOMPARE(said().last(), QStringLiteral("di, offline"));
        QCOMPARE(said().first(), QStringLiteral("Al, online"));
        QCOMPARE(rows.size(), 1);
        QCOMPARE(told.last().first().toBool(), false);
    }

    // ---- timeline
    void aDayAndAGroupHaveOneHeaderEach()
    {
        const qint64 day = 24 * 60 * minute;
        const auto model =
            timeline({said(1, ben, start), said(2, ben, start + minute), said(3, ben, start + 7 * minute),
                      said(4, me, start + 8 * minute), said(5, me, start + day)});
        QCOMPARE(kinds(*model), (QList<int>{0, 1, 1, 1, 1, 0, 1}));
        QList<bool> headers;
        for (int row = 0; row < model->rowCount(); ++row)
            headers.append(model->index(row).data(TimelineModel::HeaderRole).toBool());
        QCOMPARE(headers, (QList<bool>{false, true, false, true, true, false, true}));
    }

    void aPostTakesItsPlaceWithoutAResetOrAMove()
    {
        const auto model = timeline(talk(1, 10));
        model->setPending({waiting(50), waiting(51)});
        QSignalSpy resets(model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy removed(model.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy moved(model.get(), &QAbstractItemModel::rowsMoved);
        QSignalSpy changed(model.get(), &QAbstractItemModel::dataChanged);
        const int row = model->rowCount() - 2;
        const QPersistentModelIndex index(model->index(row));
        RoomEvent own = said(11, me, start + 2000 * minute, QStringLiteral("p50"));
        own.id = idOf<OpId>(50);
        model->append({own});
        QCOMPARE(resets.size() + removed.size() + moved.size(), 0);
        QCOMPARE(index.row(), row);
        QCOMPARE(index.data(TimelineModel::SeqRole).value<Seq>(), 11);
        QCOMPARE(index.data(TimelineModel::StateRole).toInt(), int(Delivery::Sent));
        QVERIFY(!changed.isEmpty());
        // What somebody else says meanwhile goes above what still waits.
        model->append({said(12, ben, start + 2001 * minute)});
        QCOMPARE(written(*model).mid(10),
                 (QStringList{QStringLiteral("p50"), QStringLiteral("m12"), QStringLiteral("p51")}));
    }

    void aPostThatOvertakesARefusedOneMoves()
    {
        const auto model = timeline(talk(1, 3));
        model->setPending({waiting(50, Delivery::Refused), waiting(51)});
        const QPersistentModelIndex index(model->index(model->rowCount() - 1));
        RoomEvent own = said(4, me, start + 2000 * minute, QStringLiteral("p51"));
        own.id = idOf<OpId>(51);
        model->append({own});
        QVERIFY(index.isValid());
        QCOMPARE(written(*model).mid(3), (QStringList{QStringLiteral("p51"), QStringLiteral("p50")}));
        QCOMPARE(index.row(), model->rowCount() - 2);
    }

    void somebodyElsesIdTakesNothingOfMine()
    {
        const auto model = timeline(talk(1, 3));
        model->setPending({waiting(50)});
        RoomEvent thief = said(4, ben, start + 2000 * minute);
        thief.id = idOf<OpId>(50);
        model->append({thief});
        QCOMPARE(written(*model).size(), 5);
    }

    void theWindowIsBoundedAtBothEnds()
    {
        const auto model = timeline(talk(4001, 4100));
        for (Seq seq = 4101; seq <= 6000; ++seq)
            model->append({said(seq, ben, start + seq * minute)});
        QVERIFY(model->rowCount() <= TimelineModel::windowRows);
        QVERIFY(model->rowCount() > TimelineModel::windowRows - 120);
        QCOMPARE(model->rowOfSeq(6000), model->rowCount() - 1);
        QVERIFY(model->canFetchOlder() && !model->canFetchNewer());
        QSignalSpy wanted(model.get(), &TimelineModel::olderWanted);
        for (int i = 0; i < 12; ++i) {
            model->fetchOlder();
            const Seq before = wanted.last().first().value<Seq>();
            model->prependPage(talk(before - 100, before - 1), false);
        }
        QVERIFY(model->rowCount() <= TimelineModel::windowRows);
        QVERIFY(model->canFetchNewer());
        const auto rows = model->rowCount();
        model->append({said(6001, ben, start + 6001 * minute)}); // below the window: not shown here
        QCOMPARE(model->rowCount(), rows);
        QSignalSpy newer(model.get(), &TimelineModel::newerWanted);
        model->fetchNewer();
        const Seq after = newer.last().first().value<Seq>();
        model->append({said(6002, ben, start + 6002 * minute)}); // while the page is on its way
        model->appendPage(talk(after + 1, 6001), true);
        QVERIFY(!model->canFetchNewer());
        QCOMPARE(model->rowOfSeq(6002), model->rowCount() - 1);
    }

    void olderRowsArePutAboveInOneInsertion()
    {
        const auto model = timeline(talk(301, 400));
        model->load(talk(301, 400), false);
        QSignalSpy inserted(model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy arrived(model.get(), &TimelineModel::olderArrived);
        const QPersistentModelIndex first(model->index(model->rowOfSeq(301)));
        model->fetchOlder();
        QVERIFY(!model->canFetchOlder());
        const int before = first.row();
        model->prependPage(talk(201, 300), false);
        QVERIFY(inserted.size() <= 2);
        QCOMPARE(arrived.first().first().toInt(), first.row() - before);
    }

    void theNewLineStandsOnceAboveTheFirstOfSomebodyElse()
    {
        const auto model = timeline(talk(1, 10)); // 3, 6 and 9 are mine
        model->setReadAnchor(5);
        QCOMPARE(model->firstUnreadRow(), model->rowOfSeq(7) - 1);
        QCOMPARE(kinds(*model).count(int(Kind::NewLine)), 1);
        model->setReadAnchor(10);
        QCOMPARE(model->firstUnreadRow(), -1);
        model->append({said(11, ben, start + 11 * minute)});
        QCOMPARE(model->firstUnreadRow(), model->rowOfSeq(11) - 1);
    }

    void anAnswerShowsWhatItAnswers()
    {
        const auto model = timeline(talk(100, 110));
        QSignalSpy wanted(model.get(), &TimelineModel::quoteWanted);
        RoomEvent near = said(111, ben, start + 111 * minute);
        near.chat->replyTo = 105;
        RoomEvent far = said(112, ben, start + 112 * minute);
        far.chat->replyTo = 7;
        model->append({near, far});
        const auto preview = [&](Seq seq) {
            return model->index(model->rowOfSeq(seq)).data(TimelineModel::ReplyPreviewRole).toString();
        };
        QCOMPARE(preview(111), QStringLiteral("Ana: m105"));
        QCOMPARE(preview(112), QString());
        QCOMPARE(wanted.size(), 1);
        model->setQuote(7, QStringLiteral("Ben"), QStringLiteral("two\nlines"));
        QCOMPARE(preview(112), QStringLiteral("Ben: two lines"));
    }

    void aScreenReaderHearsAuthorTextStateAndTheTimeLast()
    {
        const auto model = timeline({said(1, ben, start, QStringLiteral("hello"))});
        model->setPending({waiting(2)});
        const auto spoken = [&](int row) { return model->index(row).data(Qt::AccessibleTextRole).toString(); };
        QVERIFY(spoken(1).startsWith(QStringLiteral("Ben, hello, ")));
        QVERIFY(spoken(model->rowCount() - 1).startsWith(QStringLiteral("Ana, p2, waiting to be sent, ")));
    }

    void aNoticeIsASentence()
    {
        RoomEvent topic = said(1, ben, start);
        topic.chat.reset();
        topic.line.reset();
        topic.topic = TopicChange{QStringLiteral("optics")};
        const auto model = timeline({topic});
        QCOMPARE(kinds(*model), (QList<int>{0, 2}));
        QCOMPARE(model->index(1).data().toString(), isolated(QStringLiteral("Ben")) +
                                                        QStringLiteral(" changed the topic to “") +
                                                        isolated(QStringLiteral("optics")) + QStringLiteral("”"));
    }

    // A name cannot hold them; a topic can.
    void A176_aTopicDoesNotTurnTheSentenceRoundIt()
    {
        RoomEvent topic = said(1, ben, start);
        topic.chat.reset();
        topic.line.reset();
        QString hostile = QStringLiteral("a");
        for (const int c : {0x202a, 0x202b, 0x202d, 0x202e, 0x202c, 0x2066, 0x2067, 0x2068, 0x2069, 0x2069, 0x202e})
            hostile += QChar(c);
        topic.topic = TopicChange{hostile + u'b'};
        const auto model = timeline({topic});
        QCOMPARE(model->index(1).data().toString(), isolated(QStringLiteral("Ben")) +
                                                        QStringLiteral(" changed the topic to “") +
                                                        isolated(QStringLiteral("ab")) + QStringLiteral("”"));
    }
};

QTEST_GUILESS_MAIN(TestModels)
#include "tst_models.moc"
