// SPDX-License-Identifier: MIT
#pragma once

#include "app/program/application.h"
#include "app/session/session.h"
#include "app/ui/mainwindow.h"
#include "app/ui/sessionpage.h"
#include "server/host/addresses.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>

namespace coterie::test {

// The whole program in a folder of its own, and a second person who is only a session. Start, end and start again keep
// what is on disk.
class WindowFixture final
{
    Q_DISABLE_COPY_MOVE(WindowFixture)

public:
    WindowFixture();
    ~WindowFixture();

    void startProgram(const QString &name = QStringLiteral("Ana"));
    // What the program takes for this computer's network, from the next start on; without, the real one.
    void setNetwork(std::function<QList<server::NetworkLink>()> links) { m_network = std::move(links); }
    void endProgram();
    void endProgramBySignal(); // which asks no window
    // Ctrl+N and Enter, as people do; returns when the own session is online.
    void hostByKeys();
    [[nodiscard]] Session *joinAsSecond(const QString &name = QStringLiteral("Ben"));

    [[nodiscard]] Application &program() { return *m_program; }
    [[nodiscard]] ui::MainWindow &window() { return m_program->window(); }
    [[nodiscard]] ui::SessionPage &page() { return *window().page(); }
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("session.coterie")); }
    [[nodiscard]] QUrl url() const { return m_url; }
    void dropSecond() { m_second.reset(); }

    // The row of the room's timeline that says this, or -1.
    [[nodiscard]] static int rowOf(const TimelineModel &model, const QString &body);
    [[nodiscard]] static bool isSent(const TimelineModel &model, const QString &body);

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Application> m_program;
    std::unique_ptr<Session> m_second;
    std::function<QList<server::NetworkLink>()> m_network;
    QUrl m_url;
};

} // namespace coterie::test
