// SPDX-License-Identifier: MIT
#include "app/session/boardassets.h"
#include "app/session/settings.h"
#include "app/ui/board/boardclip.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/boardview.h"
#include "shared/protocol/errors.h"
#include "tests/support/boardrig.h"
#include "tests/support/boardsrig.h"

#include <QBuffer>
#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QMimeData>
#include <QTest>

#include <algorithm>

using namespace coterie;
using namespace coterie::ui;
using test::BoardRig;
using test::BoardsRig;

namespace {

constexpr double outOfSight = 60'000;
const QString still = QStringLiteral("still being fetched");
const QString unfetched = QStringLiteral("could not be fetched");
const QString nowHere = QStringLiteral("are here now");
const QString tooLarge = QStringLiteral("in this session only");
const QString leftOut = QStringLiteral("left out");

// A session of its own, with a board that somebody looks at.
struct Shown {
    BoardsRig session;
    Settings settings{session.folder.filePath(QStringLiteral("coterie.ini"))};
    BoardAssets assets{session.room, session.requests, session.store};
    BoardRig rig;
    BoardPage page{&settings};

    Shown()
        : Shown(nullptr)
    {
    }
    // Of another room of that session.
    explicit Shown(BoardAssets *others)
    {
        rig.controller.setAssets(others ? others : &assets);
        page.view()->setBackgroundPainting(false);
        page.resize(900, 640);
        page.setController(&rig.controller);
        page.show();
        page.activateWindow();
        page.setFocus();
        if (!QTest::qWaitForWindowActive(&page))
            qFatal("no window");
    }
    // Of somebody else, where nobody has looked.
    ObjectId picture(const QByteArray &asset, const std::optional<ObjectId> &in = {})
    {
        BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Image, outOfSight, 200, 60, 40);
        op.asset = asset;
        op.parent = in;
        rig.draw(rig.other, op);
        return *op.object;
    }
    ObjectId shape()
    {
        const auto id = newId<ObjectId>();
        rig.draw(rig.other, BoardOp::create(id, BoardKind::Ellipse, outOfSight + 100, 200, 50, 50));
        return id;
    }
    // On this computer's disk, and not in memory.
    QByteArray onDisk(const QByteArray &bytes)
    {
        const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        session.store.putAsset(hash, bytes);
        return hash;
    }
    void copyAll()
    {
        page.actions()[BoardCommand::SelectAll]->trigger();
        page.actions()[BoardCommand::Copy]->trigger();
    }
    void paste() { page.actions()[BoardCommand::Paste]->trigger(); }
    [[nodiscard]] int pasted(BoardKind kind) const
    {
        return int(std::count_if(rig.lastOps.cbegin(), rig.lastOps.cend(),
                                 [&](const BoardOp &op) { return op.act == BoardAct::Create && op.kind == kind; }));
    }
    [[nodiscard]] QString said() const
    {
        QStringList all;
        for (const auto *label : page.findChildren<QLabel *>())
            if (label->isVisible())
                all.append(label->text());
        return all.join(u'\n');
    }
    [[nodiscard]] bool says(const QString &text) const { return said().contains(text); }
};

QByteArray redPng()
{
    QImage image(60, 40, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

const QMimeData &clipboard()
{
    return *QGuiApplication::clipboard()->mimeData();
}

QHash<QByteArray, QByteArray> copiedPictures()
{
    return decodeClipPictures(clipboard().data(QString::fromLatin1(boardPicturesMimeType)));
}

bool isRed(const QImage &image)
{
    return image.pixelColor(image.width() / 2, image.height() / 2) == QColor(Qt::red);
}

} // namespace

// What is copied has its pictures with it, also those that nobody has seen, and what is pasted comes whole but for
// those that nobody has.
class TestBoardCopies final : public QObject
{
    Q_OBJECT
private slots:
    void init() { QGuiApplication::clipboard()->clear(); }

    void T149_aPictureThatWasNeverInSightComesAlong()
    {
        Shown from;
        const QByteArray png = redPng();
        const QByteArray asset = from.onDisk(png);
        from.picture(asset);
        QVERIFY(from.assets.bytes(asset).isEmpty());
        from.copyAll();
        QVERIFY(decodeClip(clipboard().data(QString::fromLatin1(boardMimeType)))); // at once
        QTRY_COMPARE(copiedPictures().value(asset), png);
        QVERIFY(!from.says(unfetched));
        // Other programs get it, too.
        QVERIFY(isRed(qvariant_cast<QImage>(clipboard().imageData())));
        QVERIFY(isRed(QImage::fromData(clipboard().data(QStringLiteral("image/png")), "PNG")));
        Shown to;
        to.paste();
        QCOMPARE(to.rig.commits, 1);
        QCOMPARE(to.pasted(BoardKind::Image), 1);
        QCOMPARE(to.assets.bytes(asset), png);
        QVERIFY(to.assets.isUploading(asset));
        QVERIFY(!to.says(leftOut));
    }
    void T149_whatIsDrawnForOthersBeforeAPictureIsHereIsDrawnAnew()
    {
        Shown from;
        const QByteArray asset = from.onDisk(redPng());
        from.picture(asset);
        from.copyAll();
        QVERIFY(!isRed(qvariant_cast<QImage>(clipboard().imageData()))); // nobody has heard of it yet
        QTRY_VERIFY(isRed(qvariant_cast<QImage>(clipboard().imageData())));
    }
    void T149_manyPicturesComeAFewAtATimeAndAllOfThem()
    {
        Shown from;
        QHash<QByteArray, QByteArray> all;
        for (int i = 0; i < 50; ++i) {
            const QByteArray bytes = "picture " + QByteArray::number(i);
            all.insert(from.onDisk(bytes), bytes);
        }
        for (auto at = all.cbegin(); at != all.cend(); ++at)
            from.picture(at.key());
        from.copyAll();
        QTRY_COMPARE(copiedPictures(), all);
        QVERIFY(!from.says(unfetched));
    }
    void T149_whatIsStillToComeAndWhatCannotBeHadIsCounted()
    {
        Shown from;
        const QByteArray asset = from.assets.put(redPng()), one(32, 'a'), two(32, 'b');
        from.picture(asset);
        from.picture(one);
        from.picture(two);
        from.picture(two); // the same once more
        from.copyAll();
        QTRY_VERIFY2(from.says(still) && from.says(QStringLiteral("2 ")), qPrintable(from.said()));
        emit from.assets.failed(one, QStringLiteral("nobody has it"));
        QVERIFY(!from.says(unfetched)); // before all is known
        emit from.assets.failed(two, QStringLiteral("nobody has it"));
        QVERIFY2(from.says(unfetched) && from.says(QStringLiteral("2 ")), qPrintable(from.said()));
        QCOMPARE(copiedPictures().keys(), QList<QByteArray>{asset});
    }
    void T149_whatComesAfterASilenceIsAddedAndSaid()
    {
        Shown from; // which is offline
        const QByteArray png = redPng();
        const QByteArray asset = QCryptographicHash::hash(png, QCryptographicHash::Sha256);
        from.picture(asset);
        from.copyAll();
        QTRY_VERIFY_WITH_TIMEOUT(from.says(unfetched), 20'000);
        QCOMPARE(from.assets.put(png), asset);
        emit from.assets.arrived(asset);
        QVERIFY2(from.says(nowHere), qPrintable(from.said()));
        QCOMPARE(copiedPictures().value(asset), png);
    }
    void T149_whatIsNotOnTheClipboardAnyMoreIsNotSpokenOf()
    {
        Shown from;
        const QByteArray one(32, 'a');
        from.picture(one);
        from.copyAll();
        QGuiApplication::clipboard()->setText(QStringLiteral("something else"));
        emit from.assets.failed(one, QStringLiteral("nobody has it"));
        QVERIFY(!from.says(unfetched));
        QCOMPARE(clipboard().text(), QStringLiteral("something else"));
    }
    void T149_whatACopyDoesNotHoldIsCounted()
    {
        Shown from;
        const auto add = [&](char fill) {
            const QByteArray hash = from.assets.put(QByteArray(BoardAssets::mostBytes, fill));
            QCOMPARE(hash.size(), 32);
            from.picture(hash);
        };
        for (char fill = 'a'; fill < 'a' + 6; ++fill)
            add(fill);
        from.copyAll();
        QCOMPARE(copiedPictures().size(), 6); // 60 MB
        QVERIFY2(!from.says(tooLarge), qPrintable(from.said()));
        add('g');
        add('h');
        from.copyAll();
        QCOMPARE(copiedPictures().size(), 6);
        QVERIFY2(from.says(tooLarge) && from.says(QStringLiteral("2 ")), qPrintable(from.said()));
    }
    void T149_aPasteLeavesOutOnlyThePicturesThatNobodyHas()
    {
        Shown from;
        const QByteArray one(32, 'a'), two(32, 'b');
        const auto group = newId<ObjectId>();
        from.rig.draw(from.rig.other, BoardOp::createGroup(group));
        from.picture(one, group);
        from.picture(two, group);
        from.picture(two);
        from.shape();
        from.copyAll();
        Shown to;
        to.paste();
        QCOMPARE(to.rig.commits, 1);
        QCOMPARE(to.rig.lastOps.size(), 1); // and no group of nothing
        QCOMPARE(to.pasted(BoardKind::Ellipse), 1);
        QVERIFY2(to.says(leftOut) && to.says(QStringLiteral("3 ")), qPrintable(to.said()));
        // A board there that shows one of them says that the host has it.
        to.picture(two);
        to.paste();
        QCOMPARE(to.pasted(BoardKind::Image), 2);
        QVERIFY2(to.says(leftOut) && to.says(QStringLiteral("1 ")), qPrintable(to.said()));
    }
    void T149_aPasteOfNothingButPicturesThatNobodyHasSaysSo()
    {
        Shown from;
        from.picture(QByteArray(32, 'a'));
        from.copyAll();
        Shown to;
        to.paste();
        QCOMPARE(to.rig.commits, 0);
        QVERIFY(to.says(leftOut));
    }
    void T149_withinASessionTheHostHasThem()
    {
        Shown from;
        const QByteArray asset(32, 'a');
        const ObjectId picture = from.picture(asset);
        from.copyAll();
        from.rig.draw(from.rig.other, BoardOp::erase(picture)); // as a cut does
        from.paste();
        QCOMPARE(from.pasted(BoardKind::Image), 1);
        QVERIFY(!from.says(leftOut));
        // In another room of it, too.
        BoardAssets others(newId<RoomId>(), from.session.requests, from.session.store);
        {
            Shown to(&others);
            to.paste();
            QCOMPARE(to.pasted(BoardKind::Image), 1);
            QVERIFY(!to.says(leftOut));
        }
        // Not when another host has come in the place of this one.
        from.assets.reset();
        Shown to(&others);
        to.paste();
        QCOMPARE(to.rig.commits, 0);
        QVERIFY(to.says(leftOut));
    }
    void T149_aRoomIsKnownAgainByAnotherProgramOfThisPerson()
    {
        Shown from;
        const ObjectId picture = from.picture(QByteArray(32, 'a'));
        from.copyAll();
        auto *data = new QMimeData; // as it comes from another program
        const QString type = QString::fromLatin1(boardMimeType);
        data->setData(type, clipboard().data(type));
        QGuiApplication::clipboard()->setMimeData(data);
        from.rig.draw(from.rig.other, BoardOp::erase(picture));
        from.paste();
        QCOMPARE(from.pasted(BoardKind::Image), 1);
        Shown to;
        to.paste();
        QCOMPARE(to.rig.commits, 0);
        QVERIFY(to.says(leftOut));
    }
    void T149_whatTheHostHasNotGotIsLeftOutInItsOwnRoomToo()
    {
        Shown from;
        const QByteArray absent(32, 'a');
        from.picture(absent);
        from.shape();
        from.assets.roomReady();
        from.session.requests.begin({}); // before that no question goes out
        from.copyAll();
        from.session.refusePicture(absent, QString(errors::notFound));
        QTRY_VERIFY(from.assets.hasFailed(absent));
        from.paste();
        QCOMPARE(from.rig.lastOps.size(), 1);
        QCOMPARE(from.pasted(BoardKind::Ellipse), 1);
        QVERIFY(from.says(leftOut));
    }
};

QTEST_MAIN(TestBoardCopies)
#include "tst_boardcopies.moc"
