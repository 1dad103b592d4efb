// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <vector>

class QWebSocket;

namespace coterie {

// Tries the addresses of one host side by side, each a little later than the one before, and gives away the first
// socket that speaks the protocol. Owns every socket until then; those that lose are aborted. Each try is an object of
// its own, so nothing late can reach a later one. Qt 6.4 has no deadline of its own here (it waits for ever), so each
// try has one.
class Dialer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Dialer)
public:
    explicit Dialer(QObject *parent = nullptr);
    ~Dialer() override;

    void start(const QList<QUrl> &urls, int deadlineMs, int staggerMs);
    void cancel();

signals:
    void connected(QWebSocket *socket, const QUrl &url); // the receiver owns it now
    void failed(const QString &detail);                  // all of them

private:
    struct Attempt;
    void startNext();
    void attemptFailed(Attempt *attempt, const QString &detail);
    void won(Attempt *attempt);

    QList<QUrl> m_waiting;
    std::vector<std::unique_ptr<Attempt>> m_attempts;
    QTimer m_stagger;
    int m_deadlineMs = 0;
    QString m_detail;
};

} // namespace coterie
