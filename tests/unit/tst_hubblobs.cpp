// SPDX-License-Identifier: MIT
#include "tests/support/hubworld.h"

#include <QCryptographicHash>
#include <QTest>

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;

namespace {

QByteArray bytesOf(qsizetype size, int seed)
{
    SeededRandom random{quint64(seed)};
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &c : bytes)
        c = char(random.next());
    return bytes;
}

QByteArray hashOf(const QByteArray &bytes)
{
    static QByteArray last, hash; // of a large one, for each of its parts
    if (std::exchange(last, bytes).constData() != bytes.constData())
        hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return hash;
}

} // namespace

// The rules of the images at the host (H1 to H8 of server/README.md).
class TestHubBlobs final : public QObject
{
    Q_OBJECT

    std::unique_ptr<HubWorld> m_world;
    RoomId m_room;
    qint64 m_req = 10;

    PeerId person(const QString &name)
    {
        const PeerId peer = m_world->join(name);
        m_room = m_world->room;
        return peer;
    }
    BlobPut part(const QByteArray &bytes, qint64 offset)
    {
        return {++m_req, m_room, hashOf(bytes), bytes.size(), offset, bytes.mid(offset, blobPartBytes)};
    }
    BlobHave bring(PeerId peer, const QByteArray &bytes, qint64 offset)
    {
        m_world->say(peer, part(bytes, offset));
        return m_world->transport.last<BlobHave>(peer).value_or(BlobHave{});
    }
    void bringAll(PeerId peer, const QByteArray &bytes)
    {
        for (qint64 at = 0; at < bytes.size(); at += blobPartBytes)
            (void)bring(peer, bytes, at);
    }
    QByteArray fetch(PeerId peer, const QByteArray &hash)
    {
        QByteArray bytes;
        qint64 size = 1;
        while (bytes.size() < size) {
            m_world->say(peer, BlobGet{++m_req, m_room, hash, bytes.size()});
            const auto answer = m_world->transport.last<BlobPart>(peer);
            if (!answer || answer->req != m_req)
                return {};
            size = answer->size;
            bytes += answer->data;
        }
        return bytes;
    }
    QString refusal(PeerId peer) const { return m_world->refusal(peer); }
    void begin(const HubConfig &config = {}) { m_world = std::make_unique<HubWorld>(config); }

private slots:
    void init() { begin(); }

    void H1_aBlobComesPartByPartAndIsStoredWhenItsHashIsRight()
    {
        const PeerId ana = person(QStringLiteral("Ana"));
        const PeerId ben = person(QStringLiteral("Ben"));
        const QByteArray image = bytesOf(100'000, 1);
        QCOMPARE(bring(ana, image, 0).have, 32'768);
        QCOMPARE(bring(ana, image, 32'768).have, 65'536);
        QVERIFY(fetch(ben, hashOf(image)).isEmpty());
        QCOMPARE(refusal(ben), QStringLiteral("not-found@hash")); // not before all of it is there
        QCOMPARE(bring(ana, image, 65'536).stored, false);
        const BlobHave last = bring(ana, image, 98'304);
        QVERIFY(last.stored);
        QCOMPARE(last.have, image.size());
        QCOMPARE(fetch(ben, hashOf(image)), image);
        QCOMPARE(bring(ben, image, 0).stored, true); // nobody brings it twice
    }

    void H1_nothingIsAcknowledgedBeforeItIsOnTheDisk()
    {
        const PeerId ana = person(QStringLiteral("Ana"));
        const QByteArray image = bytesOf(50'000, 2);
        m_world->hub.peerMessage(ana, ClientMessage(part(image, 0)));
        m_world->hub.peerMessage(ana, ClientMessage(part(image, 32'768)));
        QVERIFY(!m_world->transport.last<BlobHave>(ana));
        m_world->settle();
        QVERIFY(m_world->transport.last<BlobHave>(ana)->stored);
    }

    void H2_whoComesBackGoesOnWhereTheHostStands()
    {
        const PeerId ana = person(QStringLiteral("Ana"));
        const QByteArray image = bytesOf(90'000, 3);
        (void)bring(ana, image, 0);
        const BlobHave ahead = bring(ana, image, 65'536);
        QCOMPARE(ahead.have, 32'768);
        QVERIFY(!ahead.stored);
        QCOMPARE(bring(ana, image, 0).have, 32'768); // a repeat changes nothing
        (void)bring(ana, image, 32'768);
        QVERIFY(bring(ana, image, 65'536).stored);
        // Of what the host has never seen, it wants the first part.
        const QByteArray other = bytesOf(90'000, 4);
        QCOMPARE(bring(ana, other, 32'768).have, 0);
    }

    void H3_bytesWithAnotherHashAreDroppedAndSpoilNobodysUpload()
    {
        const PeerId ana = person(QStringLiteral("Ana"));
        const PeerId eve = person(QStringLiteral("Eve"));
        const QByteArray image = bytesOf(60'000, 5);
        (void)bring(ana, image, 0);
        BlobPut forged = part(image, 0);
        forged.data[7] = char(forged.data.at(7) ^ 1);
        m_world->say(eve, forged);
        m_world->say(eve, part(image, 32'768));
        QCOMPARE(refusal(eve), QStringLiteral("bad-blob@hash"));
        QVERIFY(bring(ana, image, 32'768).stored);
        QCOMPARE(fetch(eve, hashOf(image)), image);
    }

    void H3_partsOfTheWrongShapeAreNamed()
    {
        const PeerId ana = person(QStringLiteral("Ana"));
        const QByteArray image = bytesOf(60'000, 6);
        BlobPut odd = part(image, 0);
        odd.offset = 5;
        m_world->say(ana, odd);
        QCOMPARE(refusal(ana), QStringLiteral("out-of-range@offset"));
        BlobPut shorter = part(image, 0);
        shorter.data.chop(1);
        m_world->say(ana, shorter);
        QCOMPARE(refusal(ana), QStringLiteral("out-of-range@data"));
        (void)bring(ana, image, 0);
        BlobPut resized = part(image, 32'768);
        resized.size = 65'536;
        resized.data = QByteArray(32'768, 'x');
        m_world->say(ana, resized);
        QCOMPARE(refusal(ana), QStringLiteral("bad-blob@size"));
        m_world->say(ana, BlobGet{++m_req, m_room, hashOf(image), 1});
        QCOMPARE(refusal(ana), QStringLiteral("not-found@hash"));
    }

    void H4_theSessionHoldsSoMuchAndNoMore()
    {
        HubConfig config;
        config.blobs.ownerBytes = 0;
        config.blobs.sessionBytes = 100'000;
        begin(config);
        const PeerId ana = person(QStringLiteral("Ana"));
        const QByteArray first = bytesOf(60'000, 7), second = bytesOf(40'001, 8), third = bytesOf(40'000, 9);
        bringAll(ana, first);
        m_world->say(ana, part(second, 0));
        QCOMPARE(refusal(ana), QStringLiteral("full@"));
        QVERIFY(!m_world->transport.last<Failure>(ana)->retryMs);
        bringAll(ana, third);
        QVERIFY(m_world->transport.last<BlobHave>(ana)->stored); // the control: one byte less fits
    }

    void H4_whatIsAnnouncedTakesNoRoomAndWhatIsUnderWayPasses()
    {
        HubConfig config;
        config.blobs.ownerBytes = 0;
        config.blobs.sessionBytes = 200'000;
        begin(config);
        const PeerId eve = person(QStringLiteral("Eve")), ana = person(QStringLiteral("Ana"));
        for (int i = 0; i < 4; ++i)
            QCOMPARE(bring(eve, bytesOf(180'000, 20 + i), 0).have, blobPartBytes); // says 720,000, sent 131,072
        const QByteArray small = bytesOf(60'000, 7), other = bytesOf(60'000, 8);
        bringAll(ana, small);
        QVERIFY(m_world->transport.last<BlobHave>(ana)->stored);
        m_world->say(ana, part(other, 0)); // 131,072 + 60,000 + 32,768 do not fit while those are under way
        QCOMPARE(refusal(ana), QStringLiteral("busy@"));
        QVERIFY(m_world->transport.last<Failure>(ana)->retryMs.value_or(0) > 0);
        m_world->hub.peerDisconnected(eve, Parting::Lost); // and does not come back
        m_world->advance(config.graceMs);
        m_world->say(ana, part(other, 0));
        QCOMPARE(refusal(ana), QStringLiteral("busy@")); // the control: a tunnel is not the end
        m_world->advance(config.blobs.awayMs);
        bringAll(ana, other);
        QVERIFY(m_world->transport.last<BlobHave>(ana)->stored);
    }

    void H4_twoThatDoNotFitTogetherDoNotHoldEachOtherUp()
    {
        HubConfig config;
        config.blobs.ownerBytes = 0;
        config.blobs.sessionBytes = 100'000;
        begin(config);
        const PeerId ana = person(QStringLiteral("Ana")), ben = person(QStringLiteral("Ben"));
        const QByteArray first = bytesOf(70'000, 7), second = bytesOf(70'000, 8);
        (void)bring(ana, first, 0);
        (void)bring(ben, second, 0);
        (void)bring(ana, first, 32'768);
        m_world->say(ben, part(second, 32'768)); // gives its place up
        QCOMPARE(refusal(ben), QStringLiteral("busy@"));
        QVERIFY(bring(ana, first, 65'536).stored);
        m_world->say(ben, part(second, 0));
        QCOMPARE(refusal(ben), QStringLiteral("full@"));
    }

    void H4_whoComesBackInTimeGoesOn()
    {
        const PeerId ana = person(QStringLiteral("Ana"));
        const QByteArray token = m_world->transport.last<Welcome>(ana)->token;
        const QByteArray image = bytesOf(60'000, 10);
        (void)bring(ana, image, 0);
        m_world->hub.peerDisconnected(ana, Parting::Lost);
        m_world->advance(15'000);
        const PeerId again = m_world->connect();
        m_world->hello(again, QStringLiteral("Ana"), token);
        m_world->say(again, RoomJoin{2, m_room, {}, {}});
        m_world->advance(120'000);
        QVERIFY(bring(again, image, 32'768).stored);
    }

    void H4_anUploadThatNobodyGoesOnWithIsGivenUp()
    {
        HubConfig config;
        config.blobs.ownerBytes = 0;
        config.blobs.sessionBytes = 70'000;
        begin(config);
        const PeerId ana = person(QStringLiteral("Ana"));
        const QByteArray image = bytesOf(60'000, 10), other = bytesOf(60'000, 11);
        (void)bring(ana, image, 0);
        m_world->advance(config.blobs.silenceMs - 1);
        (void)bring(ana, other, 0);
        m_world->say(ana, part(other, 32'768));
        QCOMPARE(refusal(ana), QStringLiteral("busy@"));
        for (int i = 0; i < 3; ++i)
            m_world->advance(config.blobs.silenceMs);
        bringAll(ana, other);
        QVERIFY(m_world->transport.last<BlobHave>(ana)->stored);
    }

    void G20_P22_H4_whoBringsTooMuchAtOnceMayGoOnChatting()
    {
        const PeerId ana = person(QStringLiteral("Ana"));
        const QByteArray image = bytesOf(10 * 1024 * 1024, 12);
        int taken = 0;
        for (qint64 at = 0; at < image.size() && refusal(ana).isEmpty(); at += blobPartBytes, ++taken)
            m_world->say(ana, part(image, at));
        QCOMPARE(refusal(ana), QStringLiteral("rate@"));
        QVERIFY(m_world->transport.last<Failure>(ana)->retryMs.value_or(0) > 0);
        QCOMPARE(taken, 65); // 2 MiB at once
        m_world->say(ana, ChatPost{newId<OpId>(), m_room, QStringLiteral("still here"), {}});
        QVERIFY(m_world->transport.last<Ack>(ana));
    }

    void H4_atMostFourPartsAreUnderWay()
    {
        const PeerId ana = person(QStringLiteral("Ana"));
        const QByteArray image = bytesOf(300'000, 13);
        for (int i = 0; i < 5; ++i)
            m_world->hub.peerMessage(ana, ClientMessage(part(image, i * blobPartBytes)));
        QCOMPARE(refusal(ana), QStringLiteral("busy@"));
        m_world->settle();
        QCOMPARE(m_world->transport.last<BlobHave>(ana)->have, 4 * blobPartBytes);
        QCOMPARE(bring(ana, image, 4 * blobPartBytes).have, 5 * blobPartBytes);
    }

    // The first to come owns the session.
    void H8_nobodyButTheOwnerUsesUpWhatIsMeantForAll_data()
    {
        QTest::addColumn<bool>("owner");
        QTest::addColumn<bool>("again"); // by a host that was started anew
        QTest::newRow("somebody") << false << false;
        QTest::newRow("somebody, of a host that was started anew") << false << true;
        QTest::newRow("the owner") << true << false;
    }
    void H8_nobodyButTheOwnerUsesUpWhatIsMeantForAll()
    {
        QFETCH(bool, owner);
        QFETCH(bool, again);
        HubConfig config;
        config.blobs.sessionBytes = 400'000;
        config.blobs.personBytes = 100'000;
        config.blobs.ownerBytes = 50'000;
        begin(config);
        const PeerId ana = person(QStringLiteral("Ana")), eve = person(QStringLiteral("Eve"));
        const PeerId ben = person(QStringLiteral("Ben"));
        bringAll(owner ? ana : eve, bytesOf(60'000, 30));
        const QByteArray second = bytesOf(40'001, 31);
        if (again) {
            Hub next(m_world->transport, m_world->store, m_world->clock, m_world->random, m_world->config);
            next.load(m_world->store.session());
            constexpr PeerId back = 500;
            next.peerConnected(back, {QStringLiteral("127.0.0.1"), Framing::Cbor, true, {}});
            const QByteArray token = m_world->transport.last<Welcome>(eve)->token;
            next.peerMessage(back, Hello{1, QStringLiteral("test"), QStringLiteral("Eve"), token});
            next.peerMessage(back, part(second, 0));
            m_world->settle();
            QCOMPARE(refusal(back), QStringLiteral("full@"));
            return;
        }
        m_world->say(owner ? ana : eve, part(second, 0));
        if (owner) {
            QCOMPARE(refusal(ana), QString());
            return;
        }
        QCOMPARE(refusal(eve), QStringLiteral("full@"));
        QVERIFY(m_world->transport.last<Failure>(eve)->text->contains(QStringLiteral("one person")));
        bringAll(eve, bytesOf(40'000, 32)); // the control: a byte less fits
        QVERIFY(m_world->transport.last<BlobHave>(eve)->stored);
        bringAll(ben, second); // and others go on
        QVERIFY(m_world->transport.last<BlobHave>(ben)->stored);
    }
    void H8_twoUploadsOfOnePersonShareIt()
    {
        HubConfig config;
        config.blobs.personBytes = 100'000;
        begin(config);
        (void)person(QStringLiteral("Ana"));
        const PeerId eve = person(QStringLiteral("Eve"));
        const QByteArray first = bytesOf(70'000, 33), second = bytesOf(70'000, 34);
        (void)bring(eve, first, 0);
        (void)bring(eve, second, 0);
        (void)bring(eve, first, 32'768);
        m_world->say(eve, part(second, 32'768)); // gives its place up: the other one fits alone
        QCOMPARE(refusal(eve), QStringLiteral("busy@"));
        QVERIFY(bring(eve, first, 65'536).stored);
        m_world->say(eve, part(second, 0));
        QCOMPARE(refusal(eve), QStringLiteral("full@"));
    }
    void H8_theLastOfTheSessionIsItsOwners()
    {
        HubConfig config;
        config.blobs.sessionBytes = 200'000;
        config.blobs.personBytes = 100'000;
        config.blobs.ownerBytes = 50'000;
        begin(config);
        const PeerId ana = person(QStringLiteral("Ana"));
        for (int i = 0; i < 2; ++i)
            bringAll(person(QStringLiteral("Eve")), bytesOf(75'000, 40 + i));
        const PeerId mallory = person(QStringLiteral("Mallory"));
        m_world->say(mallory, part(bytesOf(30'000, 42), 0));
        QCOMPARE(refusal(mallory), QStringLiteral("full@"));
        bringAll(ana, bytesOf(50'000, 43));
        QVERIFY(m_world->transport.last<BlobHave>(ana)->stored);
    }
    // However small they are: what a small one costs the host is more than its bytes.
    void H8_aSmallImageCountsAsOneOf20KiB()
    {
        HubConfig config;
        config.blobs.personBytes = 3 * 20 * 1024;
        begin(config);
        (void)person(QStringLiteral("Ana"));
        const PeerId eve = person(QStringLiteral("Eve"));
        for (int i = 0; i < 3; ++i)
            QVERIFY(bring(eve, bytesOf(10, 50 + i), 0).stored);
        m_world->say(eve, part(bytesOf(10, 53), 0));
        QCOMPARE(refusal(eve), QStringLiteral("full@"));
        m_world->hub.blobsLost({hashOf(bytesOf(10, 50))}); // the disk lost one: its place is free again
        QVERIFY(bring(eve, bytesOf(10, 54), 0).stored);
    }

    void H5_onlyMembersBringAndFetch()
    {
        const PeerId ana = person(QStringLiteral("Ana"));
        const QByteArray image = bytesOf(1000, 14);
        QVERIFY(bring(ana, image, 0).stored);
        const PeerId out = person(QStringLiteral("Out"));
        m_world->say(out, RoomLeave{++m_req, m_room});
        m_world->say(out, part(bytesOf(10, 15), 0));
        QCOMPARE(refusal(out), QStringLiteral("not-member@room"));
        m_world->say(out, BlobGet{++m_req, m_room, hashOf(image), 0});
        QVERIFY(!m_world->transport.last<BlobPart>(out));
        m_world->say(out, BlobGet{++m_req, newId<RoomId>(), hashOf(image), 0});
        QCOMPARE(refusal(out), QStringLiteral("not-found@room"));
    }

    void H7_anImageThatTheDiskTurnedMayComeAgain()
    {
        const PeerId ana = person(QStringLiteral("Ana")), ben = person(QStringLiteral("Ben"));
        const QByteArray image = bytesOf(60'000, 17);
        bringAll(ana, image);
        m_world->hub.blobsLost({hashOf(image), hashOf("another")});
        m_world->say(ben, BlobGet{++m_req, m_room, hashOf(image), 0});
        QCOMPARE(refusal(ben), QStringLiteral("not-found@hash"));
        // A disk that would not let go of the bad one takes no good one: nobody is told that it is there.
        (void)bring(ana, image, 0);
        m_world->say(ana, part(image, 32'768));
        QCOMPARE(refusal(ana), QStringLiteral("storage@"));
        m_world->store.loseBlob(hashOf(image));
        QCOMPARE(bring(ana, image, 0).have, 32'768);
        QVERIFY(bring(ana, image, 32'768).stored);
        QCOMPARE(fetch(ben, hashOf(image)), image);
    }

    void H6_aDiskThatRefusesGivesTheUploadUpAndItBeginsAnew()
    {
        const PeerId ana = person(QStringLiteral("Ana"));
        const QByteArray image = bytesOf(60'000, 16);
        (void)bring(ana, image, 0);
        m_world->store.setFailing(true);
        m_world->say(ana, part(image, 32'768));
        QCOMPARE(refusal(ana), QStringLiteral("storage@"));
        QCOMPARE(m_world->transport.all<Failure>(ana).size(), 1); // one answer to one question, the last part's too
        m_world->store.setFailing(false);
        QCOMPARE(bring(ana, image, 32'768).have, 0);
        (void)bring(ana, image, 0);
        QVERIFY(bring(ana, image, 32'768).stored);
        QCOMPARE(fetch(ana, hashOf(image)), image);
    }
};

QTEST_GUILESS_MAIN(TestHubBlobs)
#include "tst_hubblobs.moc"
