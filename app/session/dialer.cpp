// SPDX-License-Identifier: MIT
#include "app/session/dialer.h"

#include "app/session/websocketerror.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/protocol.h"

#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>

namespace coterie {

struct Dialer::Attempt {
    QUrl url;
    QWebSocket *socket = nullptr;
    QTimer deadline;

    Attempt() = default;
    Q_DISABLE_COPY_MOVE(Attempt)
    ~Attempt() { drop(socket); }
    // May be called from inside a signal of the socket, which therefore outlives this call.
    static void drop(QWebSocket *socket)
    {
        if (!socket)
            return;
        socket->disconnect();
        socket->abort();
        socket->deleteLater();
    }
};

Dialer::Dialer(QObject *parent)
    : QObject(parent)
{
    m_stagger.setSingleShot(true);
    connect(&m_stagger, &QTimer::timeout, this, &Dialer::startNext);
}

Dialer::~Dialer() = default;

void Dialer::start(const QList<QUrl> &urls, int deadlineMs, int staggerMs)
{
    cancel();
    m_waiting = urls;
    m_deadlineMs = deadlineMs;
    m_stagger.setInterval(staggerMs);
    m_detail.clear();
    startNext();
}

void Dialer::cancel()
{
    m_stagger.stop();
    m_waiting.clear();
    m_attempts.clear();
}

void Dialer::startNext()
{
    if (m_waiting.isEmpty())
        return;
    auto owned = std::make_unique<Attempt>();
    Attempt *attempt = owned.get();
    m_attempts.push_back(std::move(owned));
    attempt->url = m_waiting.takeFirst();
    attempt->socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    attempt->socket->setMaxAllowedIncomingFrameSize(quint64(largestServerFrame));
    attempt->socket->setMaxAllowedIncomingMessageSize(quint64(largestServerFrame));
    attempt->deadline.setSingleShot(true);
    connect(&attempt->deadline, &QTimer::timeout, this,
            [this, attempt] { attemptFailed(attempt, QStringLiteral("no answer in time")); });
    connect(attempt->socket, &QWebSocket::connected, this, [this, attempt] { won(attempt); });
    connect(attempt->socket, webSocketError, this,
            [this, attempt] { attemptFailed(attempt, attempt->socket->errorString()); });
    connect(attempt->socket, &QWebSocket::disconnected, this,
            [this, attempt] { attemptFailed(attempt, QStringLiteral("closed before the handshake")); });
    attempt->deadline.start(m_deadlineMs);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QString::fromLatin1(subProtocolPacked), QString::fromLatin1(subProtocolCbor)});
    if (!m_waiting.isEmpty())
        m_stagger.start();
    attempt->socket->open(attempt->url, options); // last: it may fail at once
}

void Dialer::attemptFailed(Attempt *attempt, const QString &detail)
{
    const auto at = std::find_if(m_attempts.begin(), m_attempts.end(),
                                 [&](const std::unique_ptr<Attempt> &one) { return one.get() == attempt; });
    if (at == m_attempts.end())
        return;
    m_detail = attempt->url.authority() + QStringLiteral(": ") + detail;
    // Its own signal may be on the stack: the timer inside must not die under it.
    const std::shared_ptr<Attempt> later(at->release());
    m_attempts.erase(at);
    later->deadline.stop();
    Attempt::drop(std::exchange(later->socket, nullptr));
    QMetaObject::invokeMethod(
        this, [later] {}, Qt::QueuedConnection);
    if (!m_waiting.isEmpty()) {
        m_stagger.stop();
        startNext();
    } else if (m_attempts.empty()) {
        emit failed(m_detail);
    }
}

void Dialer::won(Attempt *attempt)
{
    const QString spoken = attempt->socket->subprotocol();
    if (spoken != QLatin1String(subProtocolPacked) && spoken != QLatin1String(subProtocolCbor)) {
        attemptFailed(attempt, QStringLiteral("it is no Coterie host"));
        return;
    }
    QWebSocket *socket = std::exchange(attempt->socket, nullptr);
    const QUrl url = attempt->url;
    socket->disconnect();
    socket->setParent(nullptr);
    cancel();
    emit connected(socket, url);
}

} // namespace coterie
