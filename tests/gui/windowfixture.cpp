// SPDX-License-Identifier: MIT
#include "tests/gui/windowfixture.h"

#include "app/program/embeddedhostcontrol.h"
#include "app/ui/connect/hostpanel.h"
#include "tests/support/uidriver.h"

#include <QDir>

namespace coterie::test {

WindowFixture::WindowFixture()
{
    qputenv("COTERIE_CONFIG_DIR", m_folder.filePath(QStringLiteral("config")).toLocal8Bit());
    qputenv("COTERIE_DATA_DIR", m_folder.filePath(QStringLiteral("data")).toLocal8Bit());
    QDir(m_folder.path()).mkpath(QStringLiteral("config"));
}

WindowFixture::~WindowFixture()
{
    m_second.reset();
    if (m_program)
        endProgram();
}

void WindowFixture::startProgram(const QString &name)
{
    m_program = std::make_unique<Application>(*qApp, m_network ? std::make_unique<EmbeddedHostControl>(m_network)
                                                               : std::make_unique<EmbeddedHostControl>());
    Settings &settings = m_program->settings();
    settings.setValue(Settings::Key::HostPort, 0);
    settings.setValue(Settings::Key::HostLan, false);
    settings.setValue(Settings::Key::HostFile, file());
    settings.setValue(Settings::Key::HostName, QStringLiteral("Class 7b"));
    settings.setTheme(QStringLiteral("light"));
    StartOptions options;
    options.person = name;
    m_program->start(options);
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

void WindowFixture::endProgram()
{
    QSignalSpy ended(m_program.get(), &Application::ended);
    for (int question = 0; question < 2; ++question) // the second: not all could be sent
        m_program->prompts().answerNext(0);
    window().close();
    QVERIFY2(!ended.isEmpty() || ended.wait(12'000), "the program did not end");
    m_program.reset();
}

void WindowFixture::endProgramBySignal()
{
    QSignalSpy ended(m_program.get(), &Application::ended);
    m_program->quit();
    QVERIFY2(!ended.isEmpty() || ended.wait(12'000), "the program did not end");
    m_program.reset();
}

void WindowFixture::hostByKeys()
{
    press(window(), Qt::Key_N, Qt::ControlModifier);
    press(window(), Qt::Key_Return);
    QTRY_VERIFY2_WITH_TIMEOUT(window().page(), "no session page after Ctrl+N, Enter", 10000);
    QTRY_COMPARE_WITH_TIMEOUT(m_program->session()->state().state, Session::State::Online, 10000);
    QTRY_VERIFY(!page().room().isNull());
    m_url = page().hostPanel()->info().local;
}

Session *WindowFixture::joinAsSecond(const QString &name)
{
    SessionSettings settings;
    settings.url = m_url;
    settings.displayName = name;
    settings.cacheDir = m_folder.filePath(u"second-" % name);
    m_second = std::make_unique<Session>(settings);
    m_second->open();
    const bool online = QTest::qWaitFor([this] { return m_second->state().state == Session::State::Online; }, 10000);
    return online ? m_second.get() : nullptr;
}

int WindowFixture::rowOf(const TimelineModel &model, const QString &body)
{
    for (int row = model.rowCount() - 1; row >= 0; --row) {
        if (model.index(row).data(TimelineModel::BodyRole).toString() == body)
            return row;
    }
    return -1;
}

bool WindowFixture::isSent(const TimelineModel &model, const QString &body)
{
    const int row = rowOf(model, body);
    return row >= 0 && model.index(row).data(TimelineModel::StateRole).toInt() == int(TimelineRow::Delivery::Sent);
}

} // namespace coterie::test
