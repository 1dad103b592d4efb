// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/session.h"
#include "app/ui/sessionpage.h"
#include "tests/gui/windowtest.h"
#include "tests/support/loophost.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QLabel>
#include <QTcpServer>

#include <algorithm>
#include <memory>

namespace coterie::test {

// The real program, and hosts beside it whose sessions it comes into.
class JoiningTest : public WindowTest
{
protected:
    [[nodiscard]] QDir folder() const { return QFileInfo(m_fixture->file()).dir(); }
    // Whether anything that is kept of a session on this computer is open.
    [[nodiscard]] bool isAnyOpen() const
    {
        return QDirIterator(folder().path(), {QStringLiteral("cache.lock")}, QDir::Files, QDirIterator::Subdirectories)
            .hasNext();
    }
    [[nodiscard]] static quint16 freePort()
    {
        QTcpServer server;
        return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(1);
    }
    // Of a session in a file of its name, not started yet.
    [[nodiscard]] std::unique_ptr<LoopHost> hostOf(const char *name, quint16 port = 0) const
    {
        auto host = std::make_unique<LoopHost>(folder().filePath(QLatin1String(name) + u".coterie"), port);
        host->name = QLatin1String(name);
        return host;
    }
    // To a host that encrypts.
    [[nodiscard]] static QString linkOf(const LoopHost &host)
    {
        return QStringLiteral("coterie://join?a=127.0.0.1:%1&n=%2&fp=%3")
            .arg(host.port())
            .arg(host.name, QString::fromLatin1(
                                host.pin().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
    }
    // A part says something that begins so.
    [[nodiscard]] static bool says(const QWidget &part, const QString &words)
    {
        const auto labels = part.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().startsWith(words); });
    }
    // ... or has it somewhere in it.
    [[nodiscard]] static bool tells(const QWidget &part, const QString &words)
    {
        const auto labels = part.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
    }
    // The session of the program, when it is connected there; else nothing.
    [[nodiscard]] Session *joined(const LoopHost &host)
    {
        program().called(QStringLiteral("127.0.0.1:%1").arg(host.port()));
        const bool online = QTest::qWaitFor(
            [this] { return window().page() && page().session().state().state == Session::State::Online; }, 10000);
        return online ? program().session() : nullptr;
    }
};

} // namespace coterie::test
