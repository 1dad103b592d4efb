// SPDX-License-Identifier: MIT
#include "app/ui/shell/linger.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

constexpr int letterMs = 40; // more for each letter of a long sentence
constexpr qsizetype shortLetters = 60;

} // namespace

Linger::Linger(QWidget *notice, int leastMs, std::function<void()> hide)
    : QObject(notice)
    , m_notice(notice)
    , m_leastMs(leastMs)
    , m_hide(std::move(hide))
{
    m_clock.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, [this] { m_hide(); });
    notice->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *before, QWidget *now) {
        const bool came = now && m_notice->isAncestorOf(now);
        const bool was = before && m_notice->isAncestorOf(before);
        if (came && !was && before && before != m_notice)
            m_before = before;
        if (came)
            hold();
        else if (was)
            letGo();
    });
}

void Linger::begin(const QString &sentence, bool answers)
{
    m_isOver = false;
    const int longer = letterMs * int(std::max<qsizetype>(0, sentence.size() - shortLetters));
    m_clock.setInterval((answers ? std::max(m_leastMs, answerMs) : m_leastMs) + longer);
    hold();
    letGo();
}

void Linger::end()
{
    m_isOver = true;
    hold();
    if (!hasKeys())
        return;
    QWidget *back = m_before && m_before->isVisible() ? m_before.data() : m_notice->parentWidget();
    back->setFocus(Qt::OtherFocusReason);
    hold(); // they were let go by that
}

std::optional<int> Linger::leftMs() const
{
    return m_clock.isActive() ? std::optional(m_clock.remainingTime()) : std::nullopt;
}

bool Linger::hasKeys() const
{
    const QWidget *keys = QApplication::focusWidget();
    return keys && m_notice->isAncestorOf(keys);
}

void Linger::hold()
{
    m_clock.stop();
}

void Linger::letGo()
{
    if (!m_pointer && !hasKeys() && !m_notice->isHidden())
        m_clock.start();
}

bool Linger::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_notice)
        return QObject::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::Enter:
        m_pointer = true;
        hold();
        break;
    case QEvent::Leave:
        m_pointer = false;
        letGo();
        break;
    case QEvent::Hide: // with the whole page perhaps, behind which it does not wait
        m_pointer = false;
        if (!m_isOver && !hasKeys())
            m_clock.start(); // also when it was only put away for want of room
        break;
    case QEvent::KeyPress:
        if (static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
            break;
        m_hide();
        return true;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace coterie::ui
