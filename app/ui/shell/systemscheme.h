// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#ifdef COTERIE_DBUS
class QDBusVariant;
#endif

namespace coterie::ui {

// Whether the desktop prefers dark, and when it changes its mind: asked of the XDG desktop portal where there is one,
// else read off the palette that the platform gave us before we set our own. Never waits for an answer.
class SystemScheme final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SystemScheme)

public:
    explicit SystemScheme(QObject *parent = nullptr);

    [[nodiscard]] bool isDark() const { return m_dark; }

signals:
    void changed(bool dark);

#ifdef COTERIE_DBUS
private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);
#endif

private:
    void ask();
    void learn(uint preference);

    bool m_paletteDark = false;
    bool m_dark = false;
};

} // namespace coterie::ui
