// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QUrl>

namespace coterie {

struct SeenSession {
    QString name;
    QUrl url; // empty: it was hosted here
    QDateTime when;
    QString file = {};   // that one hosted; empty: one joined it
    QString folder = {}; // what is kept of it (Session::folder()); empty: hosted, or seen by an earlier version
    friend bool operator==(const SeenSession &, const SeenSession &) = default;
};

// What people chose, in one file: coterie.ini where the system keeps configuration, or in COTERIE_CONFIG_DIR. One table
// (settings.cpp) holds each key with its kind, range and default; a value that does not fit is the default. Lives in
// the window's thread. Holds no secret: tokens are in the local store.
class Settings final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Settings)
public:
    enum class Key {
        DisplayName,
        Theme,        // system, light, dark
        LastSessions, // see lastSessions()
        WindowGeometry,
        SplitterState,
        BoardSplitterState,
        PaneVisible, // the right-hand pane
        RoomPaneVisible,
        EnterSends,
        BoardGrid,
        BoardSnap,
        BoardGuides,
        BoardStyles,   // see BoardStyles of the window
        BoardExport,   // what was chosen for the last export
        BoardFiles,    // the folder that files were last taken from
        BoardPlaces,   // see BoardPlaces of the window
        BoardPressure, // how hard a pen is pressed makes a stroke thicker or thinner
        BoardFinger,   // what one finger does: pen (draws until a pen is used), draw, move
        BoardWheel,    // scroll, zoom; with Ctrl the other
        FontScale,     // 0.75 to 2
        ReduceMotion,
        Notifications,
        HostName, // what hosting suggested last
        HostFile,
        HostPort,
        HostLan,
        Language,   // empty: the system's
        View,       // chat, board, split
        LetterKeys, // single letters and signs do something where nothing is typed
    };
    Q_ENUM(Key)

    explicit Settings(QObject *parent = nullptr);
    explicit Settings(const QString &file, QObject *parent = nullptr);
    ~Settings() override { sync(); } // also what a full disk refused meanwhile

    [[nodiscard]] static QString defaultFile();
    [[nodiscard]] static QString cacheDir(); // where sessions keep their local store; COTERIE_DATA_DIR moves it
    [[nodiscard]] QString fileName() const { return m_store.fileName(); }

    [[nodiscard]] QVariant value(Key key) const;
    void setValue(Key key, const QVariant &value);
    void reset(Key key);
    void sync() { m_store.sync(); } // else it is written when the event loop is reached again

    [[nodiscard]] QString text(Key key) const { return value(key).toString(); }
    [[nodiscard]] bool flag(Key key) const { return value(key).toBool(); }
    [[nodiscard]] int integer(Key key) const { return value(key).toInt(); }
    [[nodiscard]] double number(Key key) const { return value(key).toDouble(); }
    [[nodiscard]] QByteArray bytes(Key key) const { return value(key).toByteArray(); }

    // Empty: there is none, or one that no host takes, as an earlier version may have kept it.
    [[nodiscard]] QString displayName() const;
    void setDisplayName(const QString &name) { setValue(Key::DisplayName, name); }
    [[nodiscard]] QString theme() const { return text(Key::Theme); }
    void setTheme(const QString &theme) { setValue(Key::Theme, theme); }
    [[nodiscard]] QByteArray windowGeometry() const { return bytes(Key::WindowGeometry); }
    void setWindowGeometry(const QByteArray &geometry) { setValue(Key::WindowGeometry, geometry); }
    [[nodiscard]] QByteArray splitterState() const { return bytes(Key::SplitterState); }
    void setSplitterState(const QByteArray &state) { setValue(Key::SplitterState, state); }
    [[nodiscard]] bool isPaneVisible() const { return flag(Key::PaneVisible); }
    void setPaneVisible(bool on) { setValue(Key::PaneVisible, on); }
    [[nodiscard]] bool enterSends() const { return flag(Key::EnterSends); }
    void setEnterSends(bool on) { setValue(Key::EnterSends, on); }
    [[nodiscard]] bool boardGrid() const { return flag(Key::BoardGrid); }
    void setBoardGrid(bool on) { setValue(Key::BoardGrid, on); }
    [[nodiscard]] double fontScale() const { return number(Key::FontScale); }
    void setFontScale(double scale) { setValue(Key::FontScale, scale); }

    // The sessions seen before, the latest first, at most 20, each once: an address may be that of several.
    [[nodiscard]] QList<SeenSession> lastSessions() const;
    // Of the session that is kept in this file, as far as it is known here: else what the file is called.
    [[nodiscard]] QString nameOfFile(const QString &file) const;
    void rememberSession(const QString &name, const QUrl &url, const QDateTime &when = QDateTime::currentDateTimeUtc(),
                         const QString &folder = {});
    void rememberHosted(const QString &name, const QString &file,
                        const QDateTime &when = QDateTime::currentDateTimeUtc());
    void forgetSession(const SeenSession &session);
    void forgetFolder(const QString &folder); // what was kept there is gone; where that session was met stays known

signals:
    void changed(coterie::Settings::Key key);

private:
    void putFirst(const SeenSession &session);
    void setLastSessions(const QList<SeenSession> &sessions);

    QSettings m_store;
};

} // namespace coterie
