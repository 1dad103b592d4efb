// SPDX-License-Identifier: MIT
#include "tests/support/hubworld.h"

#include <QCryptographicHash>

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;

namespace {

// One class of rates: what Ana says that belongs to it, and by what it shows that it was taken. Ben listens.
struct Scene {
    explicit Scene(RateClass what);
    bool isTaken(int n)
    {
        if (m_n != n) { // the same again is the same: one that was refused may be said again
            m_message = message(n);
            m_n = n;
        }
        const auto before = effect();
        w.say(ana, m_message);
        const bool taken = effect() != before;
        if (const auto *typing = std::get_if<TypingSet>(&m_message)) // so that the next one begins, too
            w.say(ana, TypingSet{typing->room, false});
        return taken;
    }
    template <class M> [[nodiscard]] qint64 count(PeerId peer) const
    {
        const auto all = w.transport.received(peer);
        return std::count_if(all.begin(), all.end(), [](const auto &one) { return std::holds_alternative<M>(one); });
    }

    HubWorld w;
    PeerId ana = w.join(QStringLiteral("Ana")); // she owns the session, and may do everything
    PeerId ben = w.join(QStringLiteral("Ben"));
    QString name;           // as `welcome` tells it
    bool isSilent = false;  // over it is dropped without a word
    bool isRounded = false; // the time that a refusal tells is longer than it has to be
    std::function<ClientMessage(int n)> message;
    std::function<double(int n)> cost = [](int) { return 1; };
    std::function<qint64()> effect; // another number after each message that was taken

private:
    void addBoards(int boards);
    void bringImage();
    void drawLargeBoard();

    std::optional<int> m_n;
    ClientMessage m_message = Ping{};
    QList<BoardId> m_boards;
    QByteArray m_image;
    QList<qsizetype> m_answers; // to those who read the board, one after another: what they weigh
    Seq m_boardSeq = 0;
};

void Scene::addBoards(int boards)
{
    for (int i = 0; i < boards; ++i) {
        m_boards.append(newId<BoardId>());
        w.say(ana, BoardListEdit{
                       newId<OpId>(), w.room, {BoardListAct::Add, m_boards.last(), QString::number(i), std::nullopt}});
    }
}

void Scene::bringImage()
{
    const QByteArray bytes(blobPartBytes, 'x');
    m_image = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    w.say(ana, BlobPut{1, w.room, m_image, bytes.size(), 0, bytes});
}

void Scene::drawLargeBoard()
{
    // So large that few beginnings, which are of another class, are enough.
    for (int i = 0; i < 100; ++i) {
        w.fill(ana, w.room, 1);
        w.advance(1'000);
    }
    w.say(ana, BoardGet{1, w.room, {}, {}});
    while (count<BoardPart>(ana) == 0)
        w.advance(1);
    (void)w.readBoard(ana, w.room, 1);
    const auto parts = w.transport.all<BoardPart>(ana);
    for (qsizetype at = 0; at < parts.size(); at += boardPartsAtOnce) {
        m_answers.append(0);
        for (const BoardPart &part : parts.mid(at, boardPartsAtOnce))
            m_answers.last() += std::max(boardPartBytes / 4, part.data.size());
    }
    m_boardSeq = parts.first().seq;
}

// A class without a row does not compile.
Scene::Scene(RateClass what)
{
    const RoomId room = w.room;
    switch (what) {
    case RateClass::Chat:
        name = QStringLiteral("chat");
        message = [room](int n) { return HubWorld::post(room, QString::number(n)); };
        effect = [this] { return count<Ack>(ana); };
        break;
    case RateClass::Board:
        name = QStringLiteral("board");
        message = [room](int) {
            BoardCommit commit{newId<OpId>(), room, {}};
            while (commit.ops.size() < 8)
                commit.ops.append(dash(newId<ObjectId>()));
            return commit;
        };
        cost = [](int) { return 2; }; // the transaction, and eight operations
        effect = [this] { return count<Ack>(ana); };
        break;
    case RateClass::BoardBytes:
        name = QStringLiteral("board-bytes");
        message = [room](int) {
            BoardOp text = BoardOp::create(newId<ObjectId>(), BoardKind::Text, 0, 0, 9, 9);
            text.text = QString(5'000, u'x');
            return BoardCommit{newId<OpId>(), room, {text}};
        };
        cost = [](int) { return 10'000; };
        effect = [this] { return count<Ack>(ana); };
        break;
    case RateClass::Live:
        name = QStringLiteral("live");
        isSilent = true;
        message = [room](int n) { return BoardCursor{room, double(n), 0, true}; };
        effect = [this] { return count<BoardPointer>(ben); };
        break;
    case RateClass::Typing:
        name = QStringLiteral("typing");
        isSilent = true;
        message = [room](int) { return TypingSet{room, true}; };
        effect = [this] { return count<TypingChanged>(ben); };
        break;
    case RateClass::Presence:
        name = QStringLiteral("presence");
        message = [](int n) { return PresenceSet{Status::Away, QString::number(n)}; };
        effect = [this] { return count<PresenceChanged>(ben); };
        break;
    case RateClass::History:
        name = QStringLiteral("history");
        message = [room](int n) { return HistoryGet{n + 1, room, {}, 0, 100, false}; };
        effect = [this] { return count<HistoryPage>(ana); };
        break;
    case RateClass::Request:
        name = QStringLiteral("request");
        message = [](int n) { return RoomsList{n + 1, {}}; };
        effect = [this] { return count<RoomsPage>(ana); };
        break;
    case RateClass::Ping:
        name = QStringLiteral("ping");
        isRounded = true;
        message = [](int n) { return Ping{n}; };
        effect = [this] { return count<Pong>(ana); };
        break;
    case RateClass::BlobBytes:
        name = QStringLiteral("blob-bytes");
        bringImage();
        message = [this, room](int n) { return BlobGet{n + 2, room, m_image, 0}; };
        cost = [](int) { return blobPartBytes; };
        effect = [this] { return count<BlobPart>(ana); };
        break;
    case RateClass::Look:
        name = QStringLiteral("look");
        isSilent = true;
        addBoards(5); // each look is at another one, whose group it joins at once
        message = [this, room](int n) {
            return BoardLook{room, BoardArea{0, 0, 1, 1}, {}, {}, {}, m_boards.at(n % m_boards.size())};
        };
        effect = [this] {
            qint64 sum = 0;
            for (auto at = w.transport.groups.cbegin(); at != w.transport.groups.cend(); ++at)
                sum += at->contains(ana) ? at.key() : 0;
            return sum;
        };
        break;
    case RateClass::PartBytes:
        name = QStringLiteral("part-bytes");
        drawLargeBoard();
        message = [this, room](int n) { // from the beginning to the end, again and again
            const int at = n % int(m_answers.size());
            return BoardGet{n + 2, room, at > 0 ? std::optional(m_boardSeq) : std::nullopt, at * boardPartsAtOnce};
        };
        cost = [this](int n) { return double(m_answers.at(n % m_answers.size())); };
        effect = [this] { return count<BoardPart>(ana); };
        break;
    case RateClass::Summon:
        name = QStringLiteral("summon");
        message = [room](int n) { return BoardSummon{n + 1, room, BoardArea{0, 0, 1, 1}}; };
        effect = [this] { return count<Done>(ana); };
        break;
    }
    w.advance(Allowance::fullAfterMs);
}

} // namespace

// How many may come, how often each may do something, and what whoever is over it hears.
class TestHubLimits final : public QObject
{
    Q_OBJECT

    // Turned away for now: told why and when to come again, and closed.
    static QString turnedAway(const HubWorld &w, PeerId peer)
    {
        const auto failure = w.transport.last<Failure>(peer);
        if (!failure || w.transport.last<Welcome>(peer))
            return QStringLiteral("was let in");
        if (failure->code != errors::full || !failure->text || failure->retryMs.value_or(0) < 30'000)
            return QStringLiteral("was not told why, or when to come again");
        return w.transport.closed.value(peer) == CloseCode::TryLater ? QString() : QStringLiteral("was not closed");
    }

private slots:
    void G13_aPersonHasEightDevices()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        QList<PeerId> devices{ana};
        while (devices.size() < 8) {
            devices.append(w.another(ana));
            QVERIFY2(w.transport.last<Welcome>(devices.last()), qPrintable(w.refusal(devices.last())));
        }
        w.transport.closed.clear();
        const Welcome welcome = *w.transport.last<Welcome>(ana);
        const PeerId ninth = w.another(ana);
        QCOMPARE(turnedAway(w, ninth), QString());
        QCOMPARE(w.transport.closed.size(), qsizetype(1)); // none of the others
        w.hub.peerDisconnected(ninth, Parting::Lost);
        // It takes nobody's place, and is told of to nobody.
        w.transport.forget();
        w.say(ana, HubWorld::post(w.room, QStringLiteral("all there?")));
        for (const PeerId device : std::as_const(devices))
            QCOMPARE(w.transport.all<Failure>(device).size(), qsizetype(0));
        QVERIFY(w.transport.all<PresenceChanged>(ben).isEmpty());
        // Whose devices are all here is one person: others have theirs.
        const PeerId another = w.connect();
        QCOMPARE(w.hello(another, QStringLiteral("Cleo")).name, QStringLiteral("Cleo"));
        // One that leaves makes room for one.
        w.hub.peerDisconnected(devices.takeLast(), Parting::Lost);
        const PeerId again = w.connect(), onceMore = w.connect();
        QCOMPARE(w.hello(again, welcome.name, welcome.token).user, welcome.user);
        w.hello(onceMore, welcome.name, welcome.token);
        QCOMPARE(turnedAway(w, onceMore), QString());
    }
    void G13_aSessionHasItsMostPeopleAndTheyComeBack()
    {
        HubConfig config;
        config.peoplePerSession = 2;
        HubWorld w(config);
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const Welcome known = *w.transport.last<Welcome>(ben);
        const auto comes = [&w] {
            const PeerId cleo = w.connect();
            w.hello(cleo, QStringLiteral("Cleo"));
            return cleo;
        };
        const PeerId third = comes();
        QCOMPARE(turnedAway(w, third), QString());
        QCOMPARE(w.store.session().users.size(), qsizetype(2));
        QVERIFY(!w.transport.last<MemberJoined>(ana) ||
                w.transport.last<MemberJoined>(ana)->person.name != QStringLiteral("Cleo"));
        // They are counted whether they are here or not: who was let in once is always let in.
        w.hub.peerDisconnected(ben, Parting::Goodbye);
        w.advance(w.config.graceMs);
        QCOMPARE(turnedAway(w, comes()), QString());
        QCOMPARE(w.hello(w.connect(), known.name, known.token).user, known.user);
        QCOMPARE(w.ask(ana, HubWorld::post(w.room, QStringLiteral("welcome back"))), QString());
    }

    void G12_P14_P21_eachClassHasWhatWelcomeTells_data()
    {
        QTest::addColumn<int>("what");
        const auto told = Rates(Limits{}).told();
        for (int what = 0; what < told.size(); ++what)
            QTest::newRow(qPrintable(told.at(what).what)) << what;
    }
    void G12_P14_P21_eachClassHasWhatWelcomeTells()
    {
        QFETCH(const int, what);
        Scene scene{RateClass(what)};
        const Rate told = scene.w.transport.last<Welcome>(scene.ana)->limits.rates->at(what);
        QCOMPARE(told.what, scene.name);
        double left = told.burst;
        int n = 0;
        for (; scene.isTaken(n); ++n) {
            left -= scene.cost(n);
            QVERIFY2(left >= 0, qPrintable(QStringLiteral("%1 of these and no end").arg(n)));
        }
        QVERIFY2(n > 0 && left < scene.cost(n), qPrintable(QStringLiteral("%1 of these, and no more").arg(n)));
        const auto wait = qint64((scene.cost(n) - left) * 60'000 / told.perMinute + 0.999);
        qint64 retryMs = wait;
        const auto answers = scene.count<Failure>(scene.ana);
        if (scene.isSilent) {
            QCOMPARE(answers, 0);
        } else {
            QCOMPARE(answers, 1);
            const Failure refusal = *scene.w.transport.last<Failure>(scene.ana);
            QCOMPARE(refusal.code, QString(errors::rate));
            QVERIFY(refusal.retryMs && *refusal.retryMs > 0);
            retryMs = *refusal.retryMs;
            if (scene.isRounded)
                QVERIFY(retryMs >= wait && retryMs <= 1'000);
            else
                QCOMPARE(retryMs, wait);
        }
        scene.w.advance(wait - 1);
        QVERIFY2(!scene.isTaken(n), "sooner than welcome tells");
        scene.w.advance(retryMs - wait + 1);
        QVERIFY2(scene.isTaken(n), "not even then");
        QVERIFY(!scene.w.transport.closed.contains(scene.ana));
    }
};

QTEST_APPLESS_MAIN(TestHubLimits)
#include "tst_hublimits.moc"
