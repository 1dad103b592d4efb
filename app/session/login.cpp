// SPDX-License-Identifier: MIT
#include "app/session/login.h"

#include "app/session/connection.h"
#include "app/session/errortext.h"
#include "shared/protocol/errors.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace coterie {

Login::Login(Goal goal, LocalStore &store, Connection &connection, Requests &requests, Router &router,
             const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_goal(std::move(goal))
    , m_ownUrl(m_goal.ownPin.isEmpty() ? QUrl() : m_goal.urls.constFirst())
    , m_store(store)
    , m_connection(connection)
    , m_requests(requests)
    , m_clock(clock)
    , m_index(m_goal.cacheDir)
    , m_newToken(m_goal.token)
{
    connect(&connection, &Connection::upgraded, this, &Login::upgraded);
    connect(&connection, &Connection::lost, this, &Login::connectionLost);
    router.on<Welcome>(this, &Login::handleWelcome);
    router.on<Failure>(this, &Login::handleFailure);
}

QString Login::folderName() const
{
    return QDir(m_folder).dirName();
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
            known = pin.isEmpty() ? keyAt(url) : HostKey::pinned(pin);
        else if (url == m_ownUrl)
            known = HostKey::pinned(m_goal.ownPin);
        targets.append({url, known});
    }
    return targets;
}

// Of the session that is meant, where one is: another host may have been met at its address since.
HostKey Login::keyAt(const QUrl &url) const
{
    const HostKey meant = m_goal.folder.isEmpty() ? HostKey() : m_index.keyIn(m_goal.folder);
    return meant.kind == HostKey::Kind::Unknown ? m_index.keyAt(url) : meant;
}

DialTarget Login::here() const
{
    const HostKey shown = m_connection.key();
    const bool own = shown.kind == HostKey::Kind::Unknown && !m_ownUrl.isEmpty() && m_connection.url() == m_ownUrl;
    return {m_connection.url(), own ? HostKey::pinned(m_goal.ownPin) : shown};
}

// Where its sessions may have been met: at all the addresses that are said to be its own. A certificate is for one.
QList<DialTarget> Login::places() const
{
    if (!m_upgraded)
        return targets();
    const DialTarget there = here();
    QList<DialTarget> all{there};
    if (there.known.kind != HostKey::Kind::Certified)
        for (const QUrl &url : m_goal.urls)
            all.append({url, there.known});
    return all;
}

bool Login::mayShow(const CachedGlimpse &one) const
{
    // As long as another session is known to answer, only who one is in this one is of use.
    return !one.host.token.isEmpty() && mayEnter(one.folder) && (!m_other || m_asksAnew || one.folder == m_folder);
}

// Whose sessions they are now is shown first, then who one was there before.
void Login::addEarlier(const QString &folder, const CachedHost &host)
{
    CachedGlimpse met{folder};
    for (const CachedGlimpse &one : std::as_const(m_known))
        if (one.folder == folder)
            met = one;
    for (const CachedIdentity &before : host.earlier) {
        const auto isThis = [&](const CachedGlimpse &one) {
            return one.folder == folder && one.host.user == before.user;
        };
        if (std::any_of(m_known.cbegin(), m_known.cend(), isThis))
            continue;
        met.host = {before.user, {}, before.token, host.host, {}};
        m_known.append(met);
    }
}

// What belongs to a host of another key is not this one's, whatever it says. The index may not be on the disk.
bool Login::mayEnter(const QString &folder) const
{
    if (folder == m_in)
        return m_inKey.kind == HostKey::Kind::Unknown || m_inKey.isSameAs(here().known);
    return !m_index.contains(folder) || m_index.isOf(folder, places());
}

bool Login::isAt(QList<QUrl> urls, const QByteArray &pin, const QString &name) const
{
    const QByteArray own = ownPin();
    const bool bothKnown = !pin.isEmpty() && !own.isEmpty();
    if (bothKnown && pin != own)
        return false;
    // Where a host of another key has answered last, the address alone leads to that one.
    if (const auto &end = m_connection.lastEnd(); end.final && end.dial.fault == DialFault::AnotherKey)
        urls.removeAll(end.dial.url);
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
    return (bothKnown && !name.isEmpty()) || m_index.wasMetAt(m_folder, targetsAt(urls, pin));
}

// By which its host is known: now, by the invite, or from before.
QByteArray Login::ownPin() const
{
    for (const QByteArray &pin : {here().known.pin, m_goal.pin})
        if (!pin.isEmpty())
            return pin;
    return m_index.keyIn(m_folder).pin;
}

void Login::addUrls(const QList<QUrl> &urls, const QByteArray &pin)
{
    if (const QByteArray own = ownPin(); m_goal.pin.isEmpty() && (own.isEmpty() || own == pin))
        m_goal.pin = pin;
    for (auto url = urls.crbegin(); url != urls.crend(); ++url) {
        m_goal.urls.removeAll(*url);
        m_goal.urls.prepend(*url);
    }
}

void Login::open()
{
    lookAround(
        true, [this] { load(m_known.isEmpty() ? m_index.newFolder() : m_known.first().folder, IfTaken::Next, [] {}); });
}

QStringList Login::elsewhere() const
{
    QStringList folders = m_index.folders();
    folders.removeIf([this](const QString &folder) { return folder == m_folder || mayEnter(folder); });
    return folders;
}

void Login::reload()
{
    load(QString(m_folder), IfTaken::New, [] {});
}

void Login::noteRoom(const RoomId &room)
{
    for (CachedGlimpse &one : m_known)
        if (one.folder == m_folder)
            one.rooms.insert(room);
}

// Adds what else is known of this host, by its key or at this address. Where something waits comes first: of two
// folders of one session, which an earlier version could make, it is the one that must not be forgotten.
void Login::lookAround(bool toOpen, std::function<void()> then)
{
    m_step = Step::Loading;
    m_lookedAround = true;
    m_index.reload(); // another session of this program may have written
    QStringList folders = m_index.candidates(places(), m_goal.sessionName);
    folders.removeIf([this](const QString &folder) {
        return std::any_of(m_known.cbegin(), m_known.cend(),
                           [&](const CachedGlimpse &one) { return one.folder == folder; });
    });
    if (folders.isEmpty() || (toOpen && folders.size() == 1)) { // none at all, or the one that is opened next
        for (const QString &folder : std::as_const(folders))
            m_known.append(CachedGlimpse{folder});
        m_step = Step::Idle;
        then();
        return;
    }
    m_store.look(folders, [this, then = std::move(then)](QList<CachedGlimpse> met) {
        m_step = Step::Idle;
        met.removeIf([](const CachedGlimpse &one) { return one.inUse; }); // be somebody else there
        std::stable_sort(met.begin(), met.end(), [this](const CachedGlimpse &a, const CachedGlimpse &b) {
            const bool meantA = QDir(a.folder).dirName() == m_goal.folder;
            const bool meantB = QDir(b.folder).dirName() == m_goal.folder;
            if (meantA != meantB)
                return meantA;
            const bool namedA = a.host.host == m_goal.sessionName, namedB = b.host.host == m_goal.sessionName;
            return namedA != namedB ? namedA : a.waiting > 0 && b.waiting == 0;
        });
        m_known += met;
        for (const CachedGlimpse &one : std::as_const(met))
            addEarlier(one.folder, one.host);
        then();
    });
}

void Login::load(const QString &folder, IfTaken ifTaken, std::function<void()> then)
{
    m_step = Step::Loading;
    m_store.open(folder, [this, folder, ifTaken, life = m_life, then = std::move(then)](const CachedSession &session) {
        m_step = Step::Idle;
        if (session.inUse) { // another copy of this program: be somebody else, rather than fight over a file
            m_known.removeIf([&](const CachedGlimpse &one) { return one.folder == folder; });
            const bool next = ifTaken == IfTaken::Next && !m_known.isEmpty();
            load(next ? m_known.first().folder : m_index.newFolder(), ifTaken, [this, life, then] {
                if (life == m_life)
                    then();
                else
                    sayHello();
            });
            return;
        }
        m_folder = folder;
        m_host = session.host;
        const auto isEarlier = [this](const CachedGlimpse &one) {
            return std::any_of(m_host.earlier.cbegin(), m_host.earlier.cend(),
                               [&](const CachedIdentity &before) { return before.user == one.host.user; });
        };
        for (CachedGlimpse &one : m_known)
            if (one.folder == folder && !m_host.token.isEmpty()) {
                if (!isEarlier(one))
                    one.host = m_host;
                one.waiting = changesIn(session.outbox);
                for (const CachedRoom &room : session.rooms)
                    one.rooms.insert(room.info.id);
            }
        addEarlier(folder, m_host);
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
    m_shown = 0;
    m_lookedAround = false; // it may have shown a key that was not known before
    // Nobody was there meanwhile, or somebody else spoke: whoever answers now may be a third one, or the one that is
    // meant.
    if (m_other && m_connection.lastEnd().detail != QLatin1String(otherCode))
        m_asksAnew = true;
    if (m_at >= m_known.size() && m_newToken.isEmpty())
        m_at = 0; // whoever refused them all may be gone, and the one who knows them back
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
    while (m_at < m_known.size() && !mayShow(m_known.at(m_at)))
        ++m_at;
    const bool known = m_at < m_known.size();
    if (!known && m_other && !m_asksAnew) { // nobody new is made there each time
        m_at = 0;
        m_connection.retryLater(otherAgainMs, QLatin1String(otherCode));
        return;
    }
    if (!known && !m_lookedAround) { // the session before was another one
        lookAround(false, [this] { sayHello(); });
        return;
    }
    if (known && m_shown == mostTokens) {
        m_connection.dialAnew();
        return;
    }
    m_step = Step::AwaitsWelcome;
    Hello hello;
    hello.program = QStringLiteral("coterie ") + QCoreApplication::applicationVersion();
    hello.name = m_saidName = m_goal.displayName;
    hello.device = m_device;
    const QByteArray token = known ? m_known.at(m_at).host.token : m_newToken;
    if (!token.isEmpty())
        hello.token = token;
    m_shown += known;
    m_connection.send(hello);
}

void Login::handleFailure(const Failure &failure)
{
    if (m_step != Step::AwaitsWelcome || failure.req || failure.id)
        return;
    const bool known = m_at < m_known.size();
    if (failure.code == errors::badToken && (known || !m_newToken.isEmpty())) {
        if (!known)
            m_newToken.clear();
        m_at = known ? m_at + 1 : 0;
        m_step = Step::Idle;
        sayHello();
    } else if (failure.code == errors::rate || failure.code == errors::busy || failure.code == errors::storage ||
               failure.code == errors::full) {
        m_connection.retryLater(failure.retryMs.value_or(1000), failure.code);
    } else {
        emit refused(errorSentence(failure)); // before the end, which is told with it
        m_connection.stop(failure.code);
    }
}

// Whose token was taken is that session. To somebody new it may be one of which the list of people was lost: that shows
// in its rooms.
void Login::handleWelcome(const Welcome &welcome)
{
    if (m_step != Step::AwaitsWelcome)
        return;
    m_step = Step::Idle;
    std::optional<QString> folder;
    if (m_at < m_known.size() && m_known.at(m_at).host.user == welcome.user)
        folder = m_known.at(m_at).folder;
    else if (std::all_of(m_known.cbegin(), m_known.cend(), [this](const CachedGlimpse &one) {
                 return (one.rooms.isEmpty() && one.waiting == 0) || !mayEnter(one.folder);
             }))
        folder = mayEnter(m_folder) ? m_folder : m_index.newFolder();
    if (folder && mustStay(*folder)) {
        turnAway(welcome);
        return;
    }
    m_connection.welcomed(welcome.limits);
    m_requests.begin(welcome.limits);
    if (folder)
        enter(*folder, welcome);
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
                for (const CachedGlimpse &one : std::as_const(m_known))
                    if (one.rooms.contains(room.id) && mayEnter(one.folder)) {
                        enter(QString(one.folder), welcome);
                        return;
                    }
            if (page.more && !page.rooms.isEmpty())
                judge(welcome, page.rooms.last().id);
            else
                enter(m_index.newFolder(), welcome);
        },
        [this, life = m_life](const Failure &failure) {
            if (life == m_life) // with the token that was just given, or nobody would ever know who one is here
                m_connection.retryLater(failure.retryMs.value_or(1000), failure.code);
        });
}

// Another session, and somebody has this one before their eyes, perhaps writes in it: what they do is not for the other
// one. They are told, and go there themselves if they want to. Meanwhile it is looked whether this one is back.
void Login::turnAway(const Welcome &welcome)
{
    m_step = Step::Idle;
    m_asksAnew = false;
    m_at = 0;
    m_newToken = welcome.token; // who one is there, should it be asked again
    m_other = {welcome.host, m_connection.url(), here().known.pin, welcome.token};
    m_connection.retryLater(otherAgainMs, QLatin1String(otherCode));
}

void Login::enter(const QString &folder, const Welcome &welcome)
{
    if (folder == m_folder)
        accept(welcome);
    else if (mustStay(folder))
        turnAway(welcome);
    else
        load(folder, IfTaken::New, [this, welcome] { accept(welcome); });
}

void Login::remember()
{
    if (!m_host.user.isNull() && !m_connection.url().isEmpty())
        m_index.remember(m_folder, m_host.host, m_connection.url(), m_inKey, m_clock.wallMs());
}

void Login::keepAgain()
{
    m_index.keepAgain(m_folder);
    remember();
}

void Login::accept(const Welcome &welcome)
{
    m_step = Step::Idle;
    QList<CachedIdentity> earlier = m_host.earlier;
    if (!m_host.token.isEmpty())
        earlier.prepend({m_host.user, m_host.token});
    earlier.removeIf([&](const CachedIdentity &one) { return one.user == welcome.user; });
    earlier.resize(std::min(earlier.size(), mostEarlier));
    m_host = {welcome.user, welcome.name, welcome.token, welcome.host, earlier};
    m_newToken.clear();
    m_other.reset();
    m_asksAnew = false;
    // It is this one as long as its token is taken.
    CachedGlimpse one{m_folder, false, m_host, {}, 0};
    for (const CachedGlimpse &known : std::as_const(m_known))
        if (known.folder == m_folder)
            one.rooms = known.rooms;
    m_known = {one};
    addEarlier(m_folder, m_host);
    m_at = 0;
    m_lookedAround = false;
    m_store.putHost(m_host);
    m_in = m_folder;
    m_inKey = here().known;
    m_index.remember(m_folder, welcome.host, m_connection.url(), m_inKey, m_clock.wallMs());
    emit welcomed(welcome);
}

} // namespace coterie
