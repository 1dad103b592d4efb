// SPDX-License-Identifier: MIT
#pragma once

#include "app/program/startoptions.h"
#include "app/session/hostcontrol.h"
#include "app/session/invite.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "app/ui/shell/prompts.h"
#include "app/ui/shell/theme.h"

#include <QObject>
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

    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    [[nodiscard]] Session *session() { return m_session.get(); }
    [[nodiscard]] Settings &settings() { return m_settings; }
    [[nodiscard]] ui::Prompts &prompts() { return m_prompts; }
    [[nodiscard]] ui::Theme &theme() { return m_theme; }
    [[nodiscard]] bool isHosting() const { return m_hosting; }

signals:
    void ended(); // all is closed; the event loop may stop

private:
    // A session to go to, in one piece, so that no part of what an invite said gets lost on the way (A70).
    struct Destination {
        QList<QUrl> urls;
        QString name;
        QByteArray pin;
    };

    void connectWindow();
    void connectHost();
    void applySettings();
    void host(const HostRequest &request);
    void openFile(const QString &file);
    void hostStarted(const HostInfo &info);
    void join(const Invite &invite);
    void connectTo(const Destination &where);
    void sessionStateChanged(const Session::StateInfo &info);
    void showSession();
    void remember();
    void closeSession();
    void leave();
    void quit();

    Settings m_settings;
    ui::Theme m_theme;
    ui::Prompts m_prompts;
    std::unique_ptr<HostControl> m_host;
    std::unique_ptr<Session> m_session; // after the host: it says goodbye while the host still listens
    std::unique_ptr<ui::MainWindow> m_window;
    HostRequest m_request;
    QString m_joinName;
    std::optional<Destination> m_whenNamed; // where to go as soon as this person has a name
    QTimer m_quitTimer;
    bool m_hosting = false;
    bool m_quitting = false;
};

} // namespace coterie
