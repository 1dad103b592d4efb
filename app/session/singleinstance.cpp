// SPDX-License-Identifier: MIT
#include "app/session/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

namespace coterie {

namespace {

constexpr int answerWithinMs = 2000;
constexpr int mostCallers = 16;

// The person's own folder where there is one: others must not be able to take the name.
QString folder()
{
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return runtime.isEmpty() ? QDir::tempPath() : runtime;
}

QString nameFor(const QString &scope)
{
    const QByteArray whole = QString(QDir::homePath() % u'\n' % scope).toUtf8();
    return QStringLiteral("coterie-") +
           QString::fromLatin1(QCryptographicHash::hash(whole, QCryptographicHash::Sha256).toHex().left(16));
}

} // namespace

SingleInstance::SingleInstance(const QString &scope, QObject *parent)
    : QObject(parent)
    , m_name(QDir(folder()).filePath(nameFor(scope)))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(mostCallers);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::claim()
{
    m_lock = std::make_unique<QLockFile>(m_name + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0); // it is ours as long as we live; a crash is seen by the process id
    if (!m_lock->tryLock()) {
        m_lock.reset();
        return false;
    }
    QLocalServer::removeServer(m_name); // left behind by a crash: the lock says nobody listens
    m_server.listen(m_name);
    return true;
}

// The lock stays until all is closed: whoever starts meanwhile waits for that.
void SingleInstance::hangUp()
{
    m_server.close();
}

bool SingleInstance::isAnswered() const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    return socket.waitForConnected(answerWithinMs);
}

SingleInstance::Told SingleInstance::tell(const QString &link, int patienceMs)
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(answerWithinMs))
        return Told::Nobody;
    socket.write(link.left(longestLink).toUtf8() + '\n');
    if (!socket.waitForBytesWritten(answerWithinMs))
        return Told::Silent;
    // The answer proves that it was read; a program that hangs does not answer. It is not said twice: what was written
    // is read when the other one comes to it.
    return socket.waitForReadyRead(patienceMs) && socket.readAll().startsWith("ok") ? Told::Heard : Told::Silent;
}

void SingleInstance::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        socket->setReadBufferSize(longestLink + 2);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(answerWithinMs, socket, [socket] { socket->abort(); });
    }
}

void SingleInstance::read(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > longestLink)
            socket->abort();
        return;
    }
    const QString link = QString::fromUtf8(socket->readLine()).trimmed();
    socket->write("ok\n");
    socket->disconnectFromServer();
    emit called(link);
}

} // namespace coterie
