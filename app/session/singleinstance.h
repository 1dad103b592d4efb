// SPDX-License-Identifier: MIT
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <memory>

class QLocalSocket;

namespace coterie {

// One program per person and set of settings. The first claims the name; a later one hands its link over and ends.
// What comes from outside is a line of text, limited in length and number, and judged by whoever listens.
class SingleInstance final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SingleInstance)
public:
    // `scope` tells sets of settings apart: two programs with different ones run side by side.
    explicit SingleInstance(const QString &scope, QObject *parent = nullptr);
    ~SingleInstance() override;

    [[nodiscard]] bool claim(); // false: another one runs
    void hangUp();              // this one is about to end: nobody calls it any more
    // To the one that runs; empty: come to the front. Nobody: it is about to begin, or to end.
    enum class Told { Heard, Silent, Nobody };
    [[nodiscard]] bool isAnswered() const; // somebody can be told something now; nothing is
    [[nodiscard]] Told tell(const QString &link, int patienceMs = 2000);

    static constexpr int longestLink = 8192;

signals:
    void called(const QString &link); // empty: only come to the front

private:
    void accept();
    void read(QLocalSocket *socket);

    QString m_name;
    std::unique_ptr<QLockFile> m_lock;
    QLocalServer m_server;
};

} // namespace coterie
