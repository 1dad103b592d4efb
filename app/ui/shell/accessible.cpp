// SPDX-License-Identifier: MIT
#include "app/ui/shell/accessible.h"

#include "app/ui/shell/sheet.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessibleWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>

namespace coterie::ui {

namespace {

struct Role {
    const char *className;
    QAccessible::Role role;
};

constexpr Role roles[] = {
    {"coterie::ui::ConnectionStrip", QAccessible::StatusBar},
    {"coterie::ui::NoticeBar", QAccessible::AlertMessage},
    {"coterie::ui::Toast", QAccessible::AlertMessage},
    {"coterie::ui::QrCode", QAccessible::Graphic},
    {"coterie::ui::AvatarView", QAccessible::Graphic},
    {"coterie::ui::AppMark", QAccessible::Graphic},
    {"coterie::ui::Badge", QAccessible::Graphic},
    {"coterie::ui::Segments", QAccessible::Grouping},
    {"coterie::ui::BoardView", QAccessible::Canvas},
    {"coterie::ui::SessionPage", QAccessible::Pane},
    {"coterie::ui::WelcomePage", QAccessible::Pane},
    {"coterie::ui::MainWindow", QAccessible::Window},
    {"QScrollArea", QAccessible::Pane},
};

// What Qt gives a better interface than we could.
bool isKnownToQt(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLabel *>(widget) ||
           qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget) ||
           qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QAbstractSlider *>(widget) ||
           qobject_cast<const QSplitter *>(widget) || qobject_cast<const QStackedWidget *>(widget);
}

QAccessibleInterface *make(const QString &className, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    if (!widget || isKnownToQt(widget))
        return nullptr;
    if (qobject_cast<Sheet *>(widget))
        return new QAccessibleWidget(widget, QAccessible::Dialog);
    for (const Role &role : roles) {
        if (className == QLatin1String(role.className))
            return new QAccessibleWidget(widget, role.role);
    }
    // Every other ground that only holds things together.
    if (className == u"QWidget" || className.startsWith(u"coterie::ui::"))
        return new QAccessibleWidget(widget, QAccessible::Grouping);
    return nullptr;
}

} // namespace

void installAccessibility()
{
    QAccessible::installFactory(make);
}

} // namespace coterie::ui
