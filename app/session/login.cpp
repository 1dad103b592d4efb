// SPDX-License-Identifier: MIT
#include "app/session/login.h"

#include "app/session/connection.h"
#include "app/session/errortext.h"
#include "shared/protocol/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace coterie {

Login::Login(Goal goal, LocalStore &store, Connection &connection, Requests &requests, Router &router,
             const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_goal(std::move(goal))
    , m_store(store)
    , m_connection(connection)
    , m_requests(requests)
    , m_clock(clock)
    , m_index(m_goal.cacheDir)
{
    connect(&connection, &Connection::upgraded, this, &Login::upgraded);
    connect(&connection, &Connection::lost, this, &Login::connectionLost);
    router.on<Welcome>(this, &Login::handleWelcome);
    router.on<Failure>(this, &Login::handleFailure);
}

QList<DialTarget> Login::targets() const
{
    return targetsAt(m_goal.urls, m_goal.pin);
}

QList<DialTarget> Login::targetsAt(const QList<QUrl> &urls, const QByteArray &pin) const
{
    QList<DialTarget> targets;
    for (const QUrl &url : urls) {
        HostKey known;
        if (url.scheme() == u"wss")
            known = pin.isEmpty() ? m_index.keyAt(url) : HostKey::pinned(pin);
        targets.append({url, known});
    }
    return targets;
}

bool Login::isAt(const QList<QUrl> &urls, const QByteArray &pin, const QString &name) const
{
    const QByteArray own = m_connection.key().pin.isEmpty() ? m_goal.pin : m_connection.key().pin;
    const bool bothKnown = !pin.isEmpty() && !own.isEmpty();
    if (bothKnown && pin != own)
        return false;
    QList<QUrl> mine = m_goal.urls;
    mine.append(m_connection.url());
    const auto isMine = [&](const QUrl &url) {
        return std::any_of(mine.cbegin(), mine.cend(), [&](const QUrl &one) {
            return one.host().compare(url.host(), Qt::CaseInsensitive) == 0 && one.port() == url.port();
        });
    };
    if (std::any_of(urls.cbegin(), urls.cend(), isMine))
        return true;
    // Somewhere else by now, or by another name of that computer, which also holds other sessions.
    if (!name.isEmpty() && name != m_host.host && name != m_goal.sessionName)
        return false;
    return (bothKnown && !name.isEmpty()) || m_index.candidates(targetsAt(urls, pin), name).contains(m_folder);
}

void Login::addUrls(const QList<QUrl> &urls, const QByteArray &pin)
{
    if (m_goal.pin.isEmpty())
        m_goal.pin = pin;
    for (auto url = urls.crbegin(); url != urls.crend(); ++url) {
        m_goal.urls.removeAll(*url);
        m_goal.urls.prepend(*url);
    }
}

void Login::open()
{
    m_folders = m_index.candidates(targets(), m_goal.sessionName).mid(0, mostTokens);
    m_at = 0;
    load(m_folders.isEmpty() ? m_index.newFolder() : m_folders.first(), [] {});
}

void Login::load(const QString &folder, std::function<void()> then)
{
    m_step = Step::Loading;
    m_store.open(folder, [this, folder, life = m_life, then = std::move(then)](const CachedSession &session) {
        m_step = Step::Idle;
        if (session.inUse) { // another copy of this program: be somebody else, rather than fight over a file
            m_folders.removeAll(folder);
            load(m_at < m_folders.size() ? m_folders.at(m_at) : m_index.newFolder(), [this, life, then] {
                if (life == m_life)
                    then();
                else
                    sayHello();
            });
            return;
        }
        m_folder = folder;
        m_host = session.host;
        m_rooms.clear();
        for (const CachedRoom &room : session.rooms)
            m_rooms.insert(room.info.id);
        emit loaded(session);
        if (life == m_life)
            then();
        else // that connection is gone, and the one that is there now may be waiting for its hello
            sayHello();
    });
}

void Login::upgraded()
{
    m_upgraded = true;
    ++m_life;
    if (m_step != Step::Loading)
        sayHello();
}

void Login::connectionLost()
{
    m_upgraded = false;
    ++m_life;
    if (m_step != Step::Loading)
        m_step = Step::Idle;
}

void Login::sayHello()
{
    if (!m_upgraded)
        return;
    m_step = Step::AwaitsWelcome;
    Hello hello;
    hello.program = QStringLiteral("coterie ") + QCoreApplication::applicationVersion();
    hello.name = m_goal.displayName;
    const QByteArray token = m_withoutToken ? m_newToken : m_host.token;
    if (!token.isEmpty())
        hello.token = token;
    m_connection.send(hello);
}

void Login::handleFailure(const Failure &failure)
{
    if (m_step != Step::AwaitsWelcome || failure.req || failure.id)
        return;
    if (failure.code == errors::badToken && (!m_withoutToken || !m_newToken.isEmpty())) {
        m_newToken.clear();
        tokenRefused();
    } else if (failure.code == errors::rate || failure.code == errors::busy || failure.code == errors::storage ||
               failure.code == errors::full) {
        m_connection.retryLater(failure.retryMs.value_or(1000), failure.code);
    } else {
        m_connection.stop(failure.code);
        emit refused(errorSentence(failure));
    }
}

void Login::tokenRefused()
{
    ++m_at;
    if (m_at < m_folders.size()) {
        load(m_folders.at(m_at), [this] { sayHello(); });
        return;
    }
    // None of them. Say hello as somebody new, with the likeliest folder at hand: whether it is that session, with a
    // list of people that was lost, shows in its rooms.
    m_withoutToken = true;
    m_at = 0;
    if (m_folders.size() > 1)
        load(m_folders.first(), [this] { sayHello(); });
    else
        sayHello();
}

void Login::handleWelcome(const Welcome &welcome)
{
    if (m_step != Step::AwaitsWelcome)
        return;
    m_step = Step::Idle;
    m_connection.welcomed(welcome.limits);
    m_requests.begin();
    if (m_host.user.isNull() || m_host.user == welcome.user || m_rooms.isEmpty())
        accept(welcome);
    else
        judge(welcome, {});
}

void Login::judge(const Welcome &welcome, const std::optional<RoomId> &after)
{
    m_step = Step::Judging;
    m_newToken = welcome.token;
    RoomsList list;
    list.after = after;
    m_requests.ask<RoomsPage>(
        list,
        [this, welcome, life = m_life](const RoomsPage &page) {
            if (life != m_life)
                return;
            for (const RoomInfo &room : page.rooms)
                if (m_rooms.contains(room.id)) {
                    accept(welcome);
                    return;
                }
            if (page.more && !page.rooms.isEmpty())
                judge(welcome, page.rooms.last().id);
            else
                load(m_index.newFolder(), [this, welcome] { accept(welcome); });
        },
        [this, life = m_life](const Failure &failure) {
            if (life == m_life) // with the token that was just given, or nobody would ever know who one is here
                m_connection.retryLater(failure.retryMs.value_or(1000), failure.code);
        });
}

void Login::accept(const Welcome &welcome)
{
    m_step = Step::Idle;
    m_host = {welcome.user, welcome.name, welcome.token, welcome.host};
    m_withoutToken = false;
    m_newToken.clear();
    m_folders = {m_folder}; // it is this one, as long as this session is open
    m_at = 0;
    m_store.putHost(m_host);
    m_index.remember(m_folder, welcome.host, m_connection.url(), m_connection.key(), m_clock.wallMs());
    emit welcomed(welcome);
}

} // namespace coterie
