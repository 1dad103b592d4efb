// SPDX-License-Identifier: MIT
#include "app/ui/board/summonsbar.h"

#include "app/ui/shell/noticebar.h"
#include "app/ui/shell/text.h"

#include <QShortcut>

#include <utility>

namespace coterie::ui {

SummonsBar::SummonsBar(NoticeBar *strip, QWidget *page, std::function<bool()> isBusy)
    : QObject(page)
    , m_strip(strip)
    , m_isBusy(std::move(isBusy))
    , m_escape(new QShortcut(QKeySequence(Qt::Key_Escape), page))
{
    Button *go = strip->addButton(tr("Go there", "button: to where somebody brings everyone"), Button::Kind::Secondary);
    Button *stay =
        strip->addButton(tr("Stay", "button: not to go where somebody brings everyone"), Button::Kind::Ghost);
    connect(go, &QPushButton::clicked, this, &SummonsBar::go);
    connect(stay, &QPushButton::clicked, this, &SummonsBar::stay);
    connect(m_escape, &QShortcut::activated, this, &SummonsBar::stay);
    m_escape->setEnabled(false);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, this, &SummonsBar::waited);
}

void SummonsBar::ask(const BoardSummons &summons)
{
    m_summons = summons;
    m_waits = m_isBusy();
    m_escape->setEnabled(true);
    if (m_waits)
        m_patience.stop();
    else
        m_patience.start();
    show();
}

void SummonsBar::show()
{
    const QString name = isolated(m_summons->name);
    m_strip->present(Mood::Call,
                     m_waits
                         ? tr("%1 brings everyone to the board. You are in the middle of something: go there when "
                              "you are ready, or Esc to stay",
                              "%1 is a name")
                               .arg(name)
                         : tr("%1 brings everyone to the board in a moment — Esc to stay", "%1 is a name").arg(name));
}

void SummonsBar::waited()
{
    if (!m_isBusy())
        return go();
    m_waits = true;
    show();
}

void SummonsBar::go()
{
    if (!m_summons)
        return;
    const BoardSummons summons = *m_summons;
    end();
    emit accepted(summons);
}

void SummonsBar::stay()
{
    end();
}

void SummonsBar::end()
{
    m_summons.reset();
    m_patience.stop();
    m_escape->setEnabled(false);
    m_strip->present(Mood::Call, {});
}

} // namespace coterie::ui
