// SPDX-License-Identifier: MIT
#include "app/ui/rooms/roomheader.h"

#include "app/ui/actions.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/segments.h"
#include "app/ui/shell/textlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace coterie::ui {

namespace {

// At the usual size of text; larger text needs more.
constexpr int usualLine = 17, compactBelow = 640, topicFrom = 520;

} // namespace

RoomHeader::RoomHeader(const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_name(new TextLabel(Type::Title, TextLabel::Tone::Normal, this))
    , m_topic(new TextLabel(Type::Small, TextLabel::Tone::Muted, this))
    , m_views(new Segments(tr("What is shown", "name of the switch chat, board, split"), this))
    , m_more(new IconButton(u"more-horizontal", tr("More about this room", "button"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(rowInset + iconExtent + space::s, space::s, space::m, space::s);
    row->setSpacing(space::m);
    m_name->setElided(true);
    m_name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_topic->setElided(true);
    QSizePolicy rest(QSizePolicy::Ignored, QSizePolicy::Preferred);
    rest.setRetainSizeWhenHidden(true); // else what stands beside it spreads over its place
    m_topic->setSizePolicy(rest);
    m_topic->setCursor(Qt::PointingHandCursor);
    m_topic->installEventFilter(this);
    row->addWidget(m_name, 0);
    row->addWidget(m_topic, 1);
    for (const Act act : {Act::ShowChat, Act::ShowBoard, Act::ShowSplit})
        m_views->add(actions[act]);
    row->addWidget(m_views);
    auto *people = new IconButton(actions[Act::ToggleMembers], this);
    row->addWidget(people);
    auto *menu = new QMenu(m_more);
    menu->addAction(actions[Act::Find]);
    menu->addAction(actions[Act::FindEverywhere]);
    menu->addSeparator();
    menu->addAction(actions[Act::EditTopic]);
    menu->addAction(actions[Act::MarkRead]);
    menu->addSeparator();
    menu->addAction(actions[Act::LeaveRoom]);
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(m_more);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void RoomHeader::setRoom(const QString &name, const QString &topic)
{
    m_name->setText(name);
    m_topic->setText(topic.isEmpty() ? tr("Add a topic", "in place of an empty topic") : topic);
    m_more->setEnabled(true);
    update();
}

void RoomHeader::setEmpty()
{
    m_name->setText({});
    m_topic->setText({});
    m_more->setEnabled(false);
    update();
}

bool RoomHeader::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_topic && event->type() == QEvent::MouseButtonRelease)
        m_actions[Act::EditTopic]->trigger();
    return QWidget::eventFilter(watched, event);
}

void RoomHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const auto room = [this](int usual) { return usual * std::max(usualLine, fontMetrics().height()) / usualLine; };
    m_views->setCompact(width() < room(compactBelow));
    m_topic->setVisible(width() >= room(topicFrom));
}

void RoomHeader::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), c.border);
    if (m_name->text().isEmpty())
        return;
    const QRect mark(rowInset, (height() - iconExtent) / 2, iconExtent, iconExtent);
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), mark), u"hash", c.muted);
}

} // namespace coterie::ui
