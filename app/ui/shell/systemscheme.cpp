// SPDX-License-Identifier: MIT
#include "app/ui/shell/systemscheme.h"

#include <QGuiApplication>
#include <QPalette>

#ifdef COTERIE_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace coterie::ui {

namespace {

#ifdef COTERIE_DBUS
constexpr auto portalService = "org.freedesktop.portal.Desktop";
constexpr auto portalPath = "/org/freedesktop/portal/desktop";
constexpr auto portalInterface = "org.freedesktop.portal.Settings";
constexpr auto appearance = "org.freedesktop.appearance";
constexpr auto colorScheme = "color-scheme";
constexpr int answerWithin = 2000;

// Older portals wrap the value in a second variant.
uint unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}
#endif

} // namespace

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent)
{
    const QPalette palette = QGuiApplication::palette();
    m_paletteDark = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    m_dark = m_paletteDark;
    ask();
}

#ifdef COTERIE_DBUS

void SystemScheme::ask()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(QLatin1String(portalService), QLatin1String(portalPath), QLatin1String(portalInterface),
                QStringLiteral("SettingChanged"), this, SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(QLatin1String(portalService), QLatin1String(portalPath),
                                                       QLatin1String(portalInterface), QStringLiteral("Read"));
    call << QString(QLatin1String(appearance)) << QString(QLatin1String(colorScheme));
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, answerWithin), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (reply.isValid())
            learn(unwrapped(reply.value()));
        watcher->deleteLater();
    });
}

void SystemScheme::settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == QLatin1String(appearance) && key == QLatin1String(colorScheme))
        learn(unwrapped(value.variant()));
}

#else

void SystemScheme::ask() {}

#endif

// 0: no preference, 1: dark, 2: light.
void SystemScheme::learn(uint preference)
{
    const bool dark = preference == 1 || (preference == 0 && m_paletteDark);
    if (dark == m_dark)
        return;
    m_dark = dark;
    emit changed(dark);
}

} // namespace coterie::ui
