// SPDX-License-Identifier: MIT
#include "tests/support/loophost.h"

#include "app/session/session.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using test::LoopHost;
using Role = TimelineModel::Role;

namespace {

QStringList bodies(const TimelineModel &model)
{
    QStringList out;
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row).data(Role::KindRole).toInt() == int(TimelineModel::RowKind::Message))
            out.append(model.index(row).data(Role::BodyRole).toString());
    return out;
}

} // namespace

// Real sockets, a real host in its thread, sessions in this one.
class TestLoopChat final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<LoopHost> m_host;

    std::unique_ptr<Session> person(const QString &name)
    {
        SessionSettings settings;
        settings.url = m_host->url();
        settings.displayName = name;
        settings.cacheDir = m_folder.filePath(u"cache-" + name);
        settings.timing.pingMs = 500;
        return std::make_unique<Session>(settings);
    }
    static bool goOnline(Session &session)
    {
        session.open();
        return QTest::qWaitFor([&] { return session.state().state == Session::State::Online; }, 10000);
    }

private slots:
    void init()
    {
        QVERIFY(m_folder.isValid());
        m_host = std::make_unique<LoopHost>(m_folder.filePath(QStringLiteral("s.coterie")));
        QVERIFY(m_host->start());
    }
    void cleanup()
    {
        m_host.reset();
        m_folder.remove();
        m_folder = QTemporaryDir();
    }

    void twoPeopleTalk()
    {
        auto ana = person(QStringLiteral("Ana"));
        auto ben = person(QStringLiteral("Ben"));
        QVERIFY(goOnline(*ana));
        QVERIFY(goOnline(*ben));
        QCOMPARE(ana->rooms()->rowCount(), 1);
        const RoomId room = ana->rooms()->roomAt(0);
        ana->openRoom(room);
        ben->openRoom(room);
        ana->post(room, QStringLiteral("Hello"));
        QTRY_COMPARE(bodies(*ben->timeline(room)), QStringList{QStringLiteral("Hello")});
        ben->post(room, QStringLiteral("Hi"));
        const QStringList both{QStringLiteral("Hello"), QStringLiteral("Hi")};
        QTRY_COMPARE(bodies(*ana->timeline(room)), both);
        QTRY_COMPARE(ana->state().waiting, 0);
    }
};

QTEST_GUILESS_MAIN(TestLoopChat)
#include "tst_loop_chat.moc"
