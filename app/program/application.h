// SPDX-License-Identifier: MIT
#pragma once

#include "app/program/startoptions.h"
#include "app/session/hostcontrol.h"
#include "app/session/invite.h"
#include "app/session/keptsessions.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "app/ui/shell/prompts.h"
#include "app/ui/shell/theme.h"

#include <QObject>
#include <QPointer>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>
#include <optional>

class QApplication;

namespace coterie {

namespace ui {
class MainWindow;
}

// The program: builds and joins settings, theme, host, session and window, and ends them in order. Owns them all; GUI
// thread. Decides nothing about how things look or what travels.
class Application final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Application)

public:
    Application(QApplication &qt, std::unique_ptr<HostControl> host, QObject *parent = nullptr);
    ~Application() override;

    void start(const StartOptions &options);
    // A link or a session file that another start of the program handed over, or nothing: then only come to the front.
    void called(const QString &what);
    void quit(); // as closing the window does, and nobody is asked

    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    // The one that is shown; while there is none, the one that is looked for.
    [[nodiscard]] Session *session() { return m_session ? m_session.get() : m_joining.get(); }
    [[nodiscard]] Settings &settings() { return m_settings; }
    [[nodiscard]] ui::Prompts &prompts() { return m_prompts; }
    [[nodiscard]] ui::Theme &theme() { return m_theme; }
    [[nodiscard]] bool isHosting() const { return m_hosting; }

signals:
    void ending(); // from here on it is called by nobody
    void ended();  // all is closed; the event loop may stop

private:
    // A session to go to, in one piece, so that no part of what an invite said gets lost on the way (A70).
    struct Destination {
        QList<QUrl> urls;
        QString name;
        QByteArray pin;
        QByteArray ownPin = {}; // of this program's host
        QString folder = {};    // of the session that is meant, where it was seen before
        QByteArray token = {};  // that its host has just given
        bool isNamed = true;    // else only the address was said, and `name` is that
    };

    void connectWindow();
    void connectHost();
    void applySettings();
    [[nodiscard]] QString person() const; // what others are to call them
    void host(const HostRequest &request);
    void hostChosen(const HostRequest &request);
    void openFile(const QString &file);
    void hostStarted(const HostInfo &info);
    void join(const Invite &invite, const QString &folder = {});
    void goToOther();
    void connectTo(const Destination &where);
    void dial(const Destination &where);
    void showBefore(const Session *session);
    [[nodiscard]] QString wordsOfWaiting() const; // of the session that is shown, for who leaves it
    void joiningStateChanged(const Session *session, const Session::StateInfo &info);
    void enter();
    void cancelJoining();
    void closeSession();
    void leaveSoon();
    void leave();
    [[nodiscard]] bool beginToQuit(); // false: it has begun
    void endAll();

    Settings m_settings;
    ui::Theme m_theme;
    ui::Prompts m_prompts;
    KeptSessions m_kept{Settings::cacheDir()};
    std::unique_ptr<HostControl> m_host;
    std::unique_ptr<QTemporaryDir> m_passing; // of one's own session that is kept nowhere: nobody comes back to it
    // After the host: they say goodbye while it still listens.
    std::unique_ptr<Session> m_session; // that is shown
    std::unique_ptr<Session> m_joining; // that one wants to be in; it is shown when its host has let one in
    std::unique_ptr<ui::MainWindow> m_window;
    QString m_person; // of this start's options, in the place of the settings' name
    HostRequest m_request;
    bool m_chosen = false; // it was made in the window: the next time it is suggested
    QString m_lastWords;   // why hosting ends, for the page that comes then
    Destination m_wanted;  // what m_joining looks for, or looked for last
    // Where to go as soon as this person has a name, or which session's file to open then: one of them.
    std::optional<Destination> m_whenNamed;
    QString m_fileWhenNamed;
    QTimer m_quitTimer;
    QPointer<const Session> m_leaving; // as soon as its host has what waits
    bool m_hosting = false;
    bool m_quitting = false;
};

} // namespace coterie
