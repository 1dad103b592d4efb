// SPDX-License-Identifier: MIT
#include "server/program/checks.h"

#include "shared/protocol/protocol.h"

#include <QFile>
#include <QHostAddress>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>

namespace coterie::server {

namespace {

// Nothing, or what is wrong.
using Check = std::function<QString()>;

QString checkSqlite()
{
    QTemporaryDir folder;
    if (!folder.isValid())
        return folder.errorString();
    QString problem;
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("self-check"));
        database.setDatabaseName(folder.filePath(QStringLiteral("check.coterie")));
        if (!database.open()) {
            problem = database.lastError().text() % u" (is the package libqt6sql6-sqlite installed?)";
        } else {
            QSqlQuery query(database);
            if (!query.exec(QStringLiteral("pragma journal_mode=wal")) || !query.next() ||
                query.value(0).toString() != u"wal")
                problem = QStringLiteral("no write-ahead log: ") % query.lastError().text();
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("self-check"));
    return problem;
}

QString checkResources()
{
    const QString first = QStringLiteral(":/coterie/storage/sql/0001_init.sql");
    return QFile::exists(first) ? QString() : QString(first % u" is not compiled in");
}

QString checkSockets()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost, 0) ? QString() : server.errorString();
}

QString checkProtocol()
{
    for (const auto framing : {Framing::Cbor, Framing::Json}) {
        const auto frame = encode(ClientMessage(Ping{42}), framing);
        const auto back = decodeFromClient(frame, framing);
        const auto *message = std::get_if<ClientMessage>(&back);
        if (!message || std::get<Ping>(*message).n != 42)
            return QStringLiteral("a message does not survive its encoding");
    }
    return {};
}

} // namespace

int runSelfCheck()
{
    const std::array<std::pair<const char *, Check>, 4> checks{{{"session file (SQLite)", checkSqlite},
                                                                {"compiled-in files", checkResources},
                                                                {"sockets", checkSockets},
                                                                {"protocol", checkProtocol}}};
    int faults = 0;
    for (const auto &[name, check] : checks) {
        const QString problem = check();
        std::printf("%-24s %s\n", name, problem.isEmpty() ? "ok" : qUtf8Printable(problem));
        faults += problem.isEmpty() ? 0 : 1;
    }
    return faults == 0 ? 0 : 1;
}

int runHealthCheck(const Config &config)
{
    constexpr int patienceMs = 3000;
    const QHostAddress given(config.listen);
    const QHostAddress address = given.isNull() ? QHostAddress(QHostAddress::LocalHost) : given;
    QSslSocket socket;
    bool reached = false;
    if (config.tls == u"auto" && !address.isLoopback()) {
        socket.setPeerVerifyMode(QSslSocket::VerifyNone); // nothing is said that others may not know
        socket.connectToHostEncrypted(address.toString(), quint16(config.port));
        reached = socket.waitForEncrypted(patienceMs);
    } else {
        socket.connectToHost(address, quint16(config.port));
        reached = socket.waitForConnected(patienceMs);
    }
    if (!reached) {
        std::fprintf(stderr, "no answer from port %d: %s\n", config.port, qUtf8Printable(socket.errorString()));
        return 1;
    }
    socket.write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    while (!answer.contains('\n') && socket.waitForReadyRead(patienceMs))
        answer += socket.readAll();
    const QByteArray status = answer.left(answer.indexOf('\r'));
    std::printf("%s\n", status.constData());
    return status.startsWith("HTTP/1.1 200") ? 0 : 1;
}

} // namespace coterie::server
