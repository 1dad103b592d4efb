// SPDX-License-Identifier: MIT
#include "app/session/dialer.h"

#include "app/session/invite.h"
#include "app/session/websocketerror.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/protocol.h"

#include <QHostAddress>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>

namespace coterie {

namespace {

// The certificate of a handshake that is not over is known to the socket inside only.
QSslCertificate shownBy(const QWebSocket &socket)
{
    const auto *const inside = socket.findChild<QSslSocket *>();
    return inside ? inside->peerCertificate() : socket.sslConfiguration().peerCertificate();
}

} // namespace

struct Dialer::Attempt {
    QUrl url;
    HostKey known;
    QList<QSslError> errors; // that were judged
    QWebSocket *socket = nullptr;
    Heard heard = Heard::Nothing;
    QString address; // of whoever took the call
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

void Dialer::start(const QList<DialTarget> &targets, int deadlineMs, int staggerMs)
{
    cancel();
    m_waiting = targets;
    m_deadlineMs = deadlineMs;
    m_stagger.setInterval(staggerMs);
    m_end = {};
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
    const DialTarget target = m_waiting.takeFirst();
    attempt->url = target.url;
    attempt->known = target.known;
    attempt->socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    attempt->socket->setMaxAllowedIncomingFrameSize(quint64(largestServerFrame));
    attempt->socket->setMaxAllowedIncomingMessageSize(quint64(largestServerFrame));
    attempt->deadline.setSingleShot(true);
    connect(&attempt->deadline, &QTimer::timeout, this, [this, attempt] {
        attemptFailed(attempt, dialFault(attempt->heard), QStringLiteral("no answer in time"));
    });
    connect(attempt->socket, &QWebSocket::connected, this, [this, attempt] { won(attempt); });
    connect(attempt->socket, webSocketError, this, [this, attempt](QAbstractSocket::SocketError error) {
        const QString words = attempt->socket->errorString();
        attemptFailed(attempt, dialFault(attempt->url, error, words, attempt->heard), words);
    });
    connect(attempt->socket, &QWebSocket::disconnected, this, [this, attempt] {
        attemptFailed(attempt, dialFault(attempt->heard), QStringLiteral("closed before the handshake"));
    });
    if (attempt->url.scheme() == u"wss") {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setProtocol(QSsl::TlsV1_3OrLater);
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        if (attempt->known.kind == HostKey::Kind::Pinned)
            tls.setCaCertificates({}); // whoever vouches for it: we are asked before a byte is said
        attempt->socket->setSslConfiguration(tls);
        connect(attempt->socket, &QWebSocket::sslErrors, this,
                [this, attempt](const QList<QSslError> &errors) { judge(attempt, errors); });
    }
    attempt->deadline.start(m_deadlineMs);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QString::fromLatin1(subProtocolPacked), QString::fromLatin1(subProtocolCbor)});
    if (!m_waiting.isEmpty())
        m_stagger.start();
    attempt->socket->open(attempt->url, options); // it may fail at once
    const bool gone = std::none_of(m_attempts.begin(), m_attempts.end(),
                                   [&](const std::unique_ptr<Attempt> &one) { return one.get() == attempt; });
    if (gone)
        return;
    // QWebSocket does not tell that somebody took the call; the socket inside, which it has made by now, does. As long
    // as the attempt lasts: its deadline goes with it.
    auto *inside = attempt->socket->findChild<QAbstractSocket *>(QString(), Qt::FindDirectChildrenOnly);
    if (!inside)
        return;
    connect(inside, &QAbstractSocket::connected, &attempt->deadline, [attempt, inside] {
        attempt->heard = Heard::TookTheCall;
        attempt->address = HostAddress{inside->peerAddress().toString(), inside->peerPort()}.text();
    });
    connect(inside, &QIODevice::readyRead, &attempt->deadline, [attempt] { attempt->heard = Heard::Spoke; });
}

// In the middle of the handshake: the socket goes on only if it is told to.
void Dialer::judge(Attempt *attempt, const QList<QSslError> &errors)
{
    switch (judgeKey(attempt->known, shownBy(*attempt->socket), errors).verdict) {
    case KeyVerdict::Trusted:
        attempt->errors = errors;
        attempt->socket->ignoreSslErrors(errors);
        break;
    case KeyVerdict::Changed:
        attemptFailed(attempt, DialFault::AnotherKey, QStringLiteral("another key"));
        break;
    case KeyVerdict::Invalid:
        attemptFailed(attempt, DialFault::BadCertificate, errors.first().errorString());
        break;
    }
}

void Dialer::attemptFailed(Attempt *attempt, DialFault fault, const QString &detail)
{
    const auto at = std::find_if(m_attempts.begin(), m_attempts.end(),
                                 [&](const std::unique_ptr<Attempt> &one) { return one.get() == attempt; });
    if (at == m_attempts.end())
        return;
    if (fault >= m_end.fault)
        m_end = {fault, attempt->url, attempt->address, shownAuthority(attempt->url) + QStringLiteral(": ") + detail};
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
        emit failed(m_end);
    }
}

void Dialer::won(Attempt *attempt)
{
    const QString spoken = attempt->socket->subprotocol();
    if (spoken != QLatin1String(subProtocolPacked) && spoken != QLatin1String(subProtocolCbor)) {
        attemptFailed(attempt, DialFault::NotCoterie, QStringLiteral("it is no Coterie host"));
        return;
    }
    HostKey key;
    if (attempt->url.scheme() == u"wss") {
        const KeyJudgement judged = judgeKey(attempt->known, shownBy(*attempt->socket), attempt->errors);
        if (judged.verdict != KeyVerdict::Trusted) { // where TLS was satisfied by itself and did not ask
            attemptFailed(attempt, DialFault::AnotherKey, QStringLiteral("another key"));
            return;
        }
        key = judged.key;
    }
    QWebSocket *socket = std::exchange(attempt->socket, nullptr);
    const QUrl url = attempt->url;
    socket->disconnect();
    socket->setParent(nullptr);
    cancel();
    emit connected(socket, url, key);
}

} // namespace coterie
