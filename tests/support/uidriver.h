// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QScrollArea>
#include <QTest>
#include <QWidget>

// Hands and eyes of a test at the real window. What is not found is said with all that was there.
namespace coterie::test {

inline QString describe(const QWidget &widget)
{
    return QStringLiteral("%1 name=\"%2\" accessible=\"%3\"%4")
        .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName(), widget.accessibleName(),
             widget.isVisible() ? QString() : QStringLiteral(" (hidden)"));
}

// The visible widget of this type whose accessible name, object name or text is `name`.
template <class T> T *find(const QWidget &root, const QString &name)
{
    QStringList seen;
    const QList<T *> all = root.findChildren<T *>();
    for (T *candidate : all) {
        QString text;
        if constexpr (std::is_base_of_v<QAbstractButton, T> || std::is_base_of_v<QLabel, T>)
            text = candidate->text();
        if (candidate->isVisible() &&
            (candidate->accessibleName() == name || candidate->objectName() == name || text == name))
            return candidate;
        seen += describe(*candidate) + QStringLiteral(" text=\"%1\"").arg(text);
    }
    QTest::qFail(
        qPrintable(
            QStringLiteral("no visible \"%1\" here. There are:\n  %2").arg(name, seen.join(QLatin1String("\n  ")))),
        __FILE__, __LINE__);
    return nullptr;
}

inline void click(const QWidget &root, const QString &name)
{
    if (auto *button = find<QAbstractButton>(root, name))
        QTest::mouseClick(button, Qt::LeftButton);
}

// Where the keyboard really goes.
inline QWidget *focus(const QWidget &fallback)
{
    QWidget *widget = QApplication::focusWidget();
    return widget ? widget : const_cast<QWidget *>(&fallback);
}

inline void type(const QWidget &window, const QString &text)
{
    QTest::keyClicks(focus(window), text);
}

inline void press(const QWidget &window, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(focus(window), Qt::Key(key), modifiers);
}

// Every control that shows words and has less room than they need. Elided labels say so by their tooltip.
inline QStringList clippedControls(const QWidget &root)
{
    QStringList faults;
    const auto look = [&](const QWidget *widget, const QString &text, const QSize &needed) {
        if (widget->isVisible() && widget->toolTip().isEmpty() &&
            (widget->width() < needed.width() || widget->height() < needed.height()))
            faults += QStringLiteral("%1 \"%6\" has %2x%3, needs %4x%5")
                          .arg(describe(*widget))
                          .arg(widget->width())
                          .arg(widget->height())
                          .arg(needed.width())
                          .arg(needed.height())
                          .arg(text);
    };
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (label->text().isEmpty())
            continue;
        if (label->wordWrap())
            look(label, label->text(), QSize(0, label->heightForWidth(label->width())));
        else
            look(label, label->text(), label->minimumSizeHint());
    }
    for (const QAbstractButton *button : root.findChildren<QAbstractButton *>())
        look(button, button->text(), button->minimumSizeHint());
    // What can only be scrolled up and down must not be wider than what is seen of it.
    for (const QScrollArea *area : root.findChildren<QScrollArea *>())
        if (area->isVisible() && area->widget() && area->horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff &&
            area->widget()->width() > area->viewport()->width())
            faults += QStringLiteral("%1 shows %2 of %3 pixels")
                          .arg(describe(*area))
                          .arg(area->viewport()->width())
                          .arg(area->widget()->width());
    return faults;
}

// Walks what a screen reader sees. Faults: a control without a name, a widget whose role is nothing.
inline void collectUnnamed(QAccessibleInterface *at, QStringList &faults, const QString &path, int depth = 0)
{
    if (!at || !at->isValid() || at->state().invisible || depth > 40)
        return;
    const QString name = at->text(QAccessible::Name);
    const auto *widget = qobject_cast<QWidget *>(at->object());
    const QString here =
        path + QLatin1Char('/') +
        (widget ? QString::fromLatin1(widget->metaObject()->className()) : QString::number(int(at->role())));
    if (widget && !widget->isVisible())
        return;
    if (at->role() == QAccessible::Client || at->role() == QAccessible::NoRole)
        faults += here + QStringLiteral(": has no role");
    static const QList<QAccessible::Role> named{
        QAccessible::PushButton,   QAccessible::ButtonMenu, QAccessible::CheckBox, QAccessible::RadioButton,
        QAccessible::EditableText, QAccessible::List,       QAccessible::ListItem, QAccessible::Dialog,
        QAccessible::Canvas,       QAccessible::StatusBar,  QAccessible::Slider,   QAccessible::SpinBox,
        QAccessible::ComboBox};
    if (named.contains(at->role()) && name.trimmed().isEmpty())
        faults += here + QStringLiteral(": has no name");
    for (int i = 0; i < at->childCount(); ++i)
        collectUnnamed(at->child(i), faults, here, depth + 1);
}

inline QStringList accessibilityFaults(QWidget &root)
{
    QStringList faults;
    collectUnnamed(QAccessible::queryAccessibleInterface(&root), faults, {});
    return faults;
}

} // namespace coterie::test
