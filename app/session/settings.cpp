// SPDX-License-Identifier: MIT
#include "app/session/settings.h"

#include "app/session/inifile.h"
#include "shared/util/text.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace coterie {

namespace {

using Key = Settings::Key;
enum class Kind { Text, Flag, Integer, Number, Bytes, Choice };

struct Row {
    Key key;
    const char *name;
    Kind kind;
    const char *fallback;
    double min = 0, max = 0;  // of numbers, of the length of texts
    const char *choices = ""; // separated by blanks
};

constexpr std::array settingsTable{
    Row{Key::DisplayName, "person/displayName", Kind::Text, "", 0, 64},
    Row{Key::Theme, "look/theme", Kind::Choice, "system", 0, 0, "system light dark"},
    Row{Key::LastSessions, "sessions/seen", Kind::Bytes, "[]"},
    Row{Key::WindowGeometry, "window/geometry", Kind::Bytes, ""},
    Row{Key::SplitterState, "window/splitter", Kind::Bytes, ""},
    Row{Key::BoardSplitterState, "window/boardSplitter", Kind::Bytes, ""},
    Row{Key::PaneVisible, "window/paneVisible", Kind::Flag, "true"},
    Row{Key::RoomPaneVisible, "window/roomPaneVisible", Kind::Flag, "true"},
    Row{Key::EnterSends, "composer/enterSends", Kind::Flag, "true"},
    Row{Key::BoardGrid, "board/grid", Kind::Flag, "true"},
    Row{Key::BoardSnap, "board/snap", Kind::Flag, "false"},
    Row{Key::BoardGuides, "board/guides", Kind::Flag, "true"},
    Row{Key::BoardStyles, "board/styles", Kind::Bytes, "{}"},
    Row{Key::BoardExport, "board/export", Kind::Bytes, "{}"},
    Row{Key::BoardFiles, "board/files", Kind::Text, "", 0, 4096},
    Row{Key::BoardPlaces, "board/places", Kind::Bytes, "[]"},
    Row{Key::BoardPressure, "board/pressure", Kind::Flag, "true"},
    Row{Key::BoardFinger, "board/finger", Kind::Choice, "pen", 0, 0, "pen draw move"},
    Row{Key::BoardWheel, "board/wheel", Kind::Choice, "scroll", 0, 0, "scroll zoom"},
    Row{Key::FontScale, "look/fontScale", Kind::Number, "1", 0.75, 2},
    Row{Key::ReduceMotion, "look/reduceMotion", Kind::Flag, "false"},
    Row{Key::Notifications, "notifications/on", Kind::Flag, "true"},
    Row{Key::HostName, "host/name", Kind::Text, "", 0, 64},
    Row{Key::HostFile, "host/file", Kind::Text, "", 0, 4096},
    Row{Key::HostPort, "host/port", Kind::Integer, "47600", 0, 65535},
    Row{Key::HostLan, "host/lan", Kind::Flag, "true"},
    Row{Key::Language, "look/language", Kind::Text, "", 0, 16},
    Row{Key::View, "window/view", Kind::Choice, "chat", 0, 0, "chat board split"},
    Row{Key::LetterKeys, "keys/letters", Kind::Flag, "true"},
};
constexpr int mostSessions = 20;

const Row &rowOf(Key key)
{
    return settingsTable[std::size_t(key)];
}
consteval bool isInOrder()
{
    for (std::size_t i = 0; i < settingsTable.size(); ++i)
        if (std::size_t(settingsTable[i].key) != i)
            return false;
    return true;
}
static_assert(isInOrder(), "the table has a row for each key, in the order of the keys");

// The value as the key's kind, or an invalid one when it does not fit.
QVariant fitted(const Row &row, const QVariant &value)
{
    const QString text = value.toString();
    bool ok = true;
    switch (row.kind) {
    case Kind::Text:
        return text.size() <= int(row.max) && text.isValidUtf16() ? QVariant(text) : QVariant();
    case Kind::Flag:
        return text == u"true" || text == u"false" ? QVariant(text == u"true") : QVariant();
    case Kind::Integer: {
        const int number = text.toInt(&ok);
        return ok && number >= int(row.min) && number <= int(row.max) ? QVariant(number) : QVariant();
    }
    case Kind::Number: {
        const double number = text.toDouble(&ok);
        return ok && number >= row.min && number <= row.max ? QVariant(number) : QVariant();
    }
    case Kind::Bytes:
        return value.toByteArray();
    case Kind::Choice:
        return QString::fromLatin1(row.choices).split(u' ').contains(text) ? QVariant(text) : QVariant();
    }
    return {};
}

// By what is kept of it here, wherever it was met. Of one that an earlier version has seen only name and address are
// known.
bool isSame(const SeenSession &a, const SeenSession &b)
{
    if (!a.folder.isEmpty() && !b.folder.isEmpty())
        return a.folder == b.folder;
    return a.url == b.url && a.file == b.file && (a.folder == b.folder || a.name == b.name);
}

QString directory(const char *variable, QStandardPaths::StandardLocation location)
{
    const QString chosen = qEnvironmentVariable(variable);
    return chosen.isEmpty() ? QStandardPaths::writableLocation(location) : chosen;
}

} // namespace

Settings::Settings(QObject *parent)
    : Settings(defaultFile(), parent)
{
}

Settings::Settings(const QString &file, QObject *parent)
    : QObject(parent)
    , m_store(file, settingsFormat())
{
}

QString Settings::defaultFile()
{
    return directory("COTERIE_CONFIG_DIR", QStandardPaths::AppConfigLocation) + QStringLiteral("/coterie.ini");
}

QString Settings::cacheDir()
{
    return directory("COTERIE_DATA_DIR", QStandardPaths::AppDataLocation) + QStringLiteral("/sessions");
}

QString Settings::displayName() const
{
    return normalizedName(text(Key::DisplayName)).value_or(QString());
}

QVariant Settings::value(Key key) const
{
    const Row &row = rowOf(key);
    const QVariant fallback = fitted(row, QString::fromLatin1(row.fallback));
    const QVariant stored = m_store.value(QLatin1String(row.name));
    if (!stored.isValid())
        return fallback;
    const QVariant value = fitted(row, stored);
    return value.isValid() ? value : fallback;
}

void Settings::setValue(Key key, const QVariant &value)
{
    const Row &row = rowOf(key);
    const QVariant wanted = fitted(row, value);
    if (!wanted.isValid() || wanted == this->value(key))
        return;
    m_store.setValue(QLatin1String(row.name), row.kind == Kind::Bytes ? wanted : QVariant(wanted.toString()));
    emit changed(key);
}

void Settings::reset(Key key)
{
    m_store.remove(QLatin1String(rowOf(key).name));
    emit changed(key);
}

QString Settings::nameOfFile(const QString &file) const
{
    const QList<SeenSession> seen = lastSessions();
    const auto known = std::find_if(seen.cbegin(), seen.cend(), [&](const SeenSession &one) {
        return !one.file.isEmpty() && QFileInfo(one.file) == QFileInfo(file);
    });
    return known != seen.cend() ? known->name : QFileInfo(file).completeBaseName();
}

QList<SeenSession> Settings::lastSessions() const
{
    QList<SeenSession> sessions;
    const QJsonArray list = QJsonDocument::fromJson(bytes(Key::LastSessions)).array();
    for (const QJsonValue &entry : list) {
        const QJsonObject object = entry.toObject();
        const SeenSession session{object.value(u"name").toString(),
                                  QUrl(object.value(u"url").toString(), QUrl::StrictMode),
                                  QDateTime::fromString(object.value(u"when").toString(), Qt::ISODateWithMs),
                                  object.value(u"file").toString(), object.value(u"folder").toString()};
        const bool joined = session.url.isValid() && !session.url.host().isEmpty();
        if (joined != !session.file.isEmpty() && sessions.size() < mostSessions)
            sessions.append(session);
    }
    return sessions;
}

void Settings::rememberSession(const QString &name, const QUrl &url, const QDateTime &when, const QString &folder)
{
    putFirst({name, url, when.toUTC(), {}, folder});
}

void Settings::rememberHosted(const QString &name, const QString &file, const QDateTime &when)
{
    putFirst({name, {}, when.toUTC(), QDir::cleanPath(QFileInfo(file).absoluteFilePath())});
}

void Settings::putFirst(const SeenSession &session)
{
    QList<SeenSession> sessions = lastSessions();
    sessions.removeIf([&](const SeenSession &one) { return isSame(one, session); });
    sessions.prepend(session);
    setLastSessions(sessions.mid(0, mostSessions));
}

void Settings::forgetSession(const SeenSession &session)
{
    QList<SeenSession> sessions = lastSessions();
    if (sessions.removeIf([&](const SeenSession &one) { return isSame(one, session); }) > 0)
        setLastSessions(sessions);
}

void Settings::forgetFolder(const QString &folder)
{
    QList<SeenSession> sessions = lastSessions();
    bool some = false;
    for (SeenSession &one : sessions)
        if (!folder.isEmpty() && one.folder == folder) {
            one.folder.clear();
            some = true;
        }
    if (!some)
        return;
    // Under its address, once.
    QList<SeenSession> each;
    for (const SeenSession &one : std::as_const(sessions))
        if (std::none_of(each.cbegin(), each.cend(), [&](const SeenSession &other) {
                return one.folder.isEmpty() && other.folder.isEmpty() && one.file == other.file &&
                       one.url == other.url && one.name == other.name;
            }))
            each.append(one);
    setLastSessions(each);
}

void Settings::setLastSessions(const QList<SeenSession> &sessions)
{
    QJsonArray list;
    for (const SeenSession &session : sessions) {
        QJsonObject object{{QStringLiteral("name"), session.name},
                           {QStringLiteral("when"), session.when.toString(Qt::ISODateWithMs)}};
        if (session.file.isEmpty())
            object.insert(QStringLiteral("url"), session.url.toString(QUrl::FullyEncoded));
        else
            object.insert(QStringLiteral("file"), session.file);
        if (!session.folder.isEmpty())
            object.insert(QStringLiteral("folder"), session.folder);
        list.append(object);
    }
    setValue(Key::LastSessions, QJsonDocument(list).toJson(QJsonDocument::Compact));
}

} // namespace coterie
