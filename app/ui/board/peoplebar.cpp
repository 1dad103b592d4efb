// SPDX-License-Identifier: MIT
#include "app/ui/board/peoplebar.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardcommands.h"
#include "app/ui/shell/avatar.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QToolButton>

#include <algorithm>
#include <initializer_list>
#include <iterator>

namespace coterie::ui {
namespace {

constexpr int mostAvatars = 5;
constexpr int avatarSide = 26;
constexpr int frameWidth = 3;
constexpr int longestFollowedName = 140; // pixels

QIcon avatarOf(const BoardPerson &person, bool followed, const QFont &font, double ratio)
{
    constexpr double ring = 2.5;
    QPixmap pixmap(QSize(avatarSide, avatarSide) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = userColor(person.user);
    const QRectF all(0, 0, avatarSide, avatarSide);
    if (followed) {
        painter.setPen(QPen(color, ring));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(all.adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2));
    }
    const double inset = followed ? ring + 1.5 : 1;
    paintAvatar(painter, all.adjusted(inset, inset, -inset, -inset), person.name, color, font);
    return QIcon(pixmap);
}

QString withoutMnemonic(QString name)
{
    return name.replace(u'&', QLatin1String("&&"));
}

} // namespace

PeopleBar::PeopleBar(BoardCard *card, const BoardActions &actions, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_more(new QToolButton(card))
    , m_menu(new QMenu(m_more))
    , m_label(new TextLabel(Type::Strong, TextLabel::Tone::Normal, card))
    , m_stop(new IconButton(u"x", tr("Stop following (Esc)"), card))
    , m_bring(new IconButton(actions[BoardCommand::BringEveryone], card))
{
    m_label->setTextFormat(Qt::PlainText);
    m_stop->setFocusPolicy(Qt::TabFocus);
    m_more->setAutoRaise(true);
    m_more->setFixedHeight(m_stop->sizeHint().height());
    m_more->setAccessibleName(tr("Follow somebody else"));
    m_more->setToolTip(m_more->accessibleName());
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setMenu(m_menu);
    m_more->hide();
    card->row()->addWidget(m_more);
    card->row()->addWidget(m_label);
    card->row()->addWidget(m_stop);
    card->row()->addWidget(m_bring);
    m_bring->setFocusPolicy(Qt::TabFocus);
    m_bring->hide();
    connect(m_stop, &QToolButton::clicked, this, &PeopleBar::stopped);
    card->hide();
}

void PeopleBar::setMayBring(bool may)
{
    if (may != m_bring->isHidden())
        return;
    m_bring->setVisible(may);
    emit changed();
}

void PeopleBar::show(const QList<BoardPerson> &people, const std::optional<UserId> &followed, const QString &name)
{
    if (people == m_shown && followed == m_followed)
        return;
    m_shown = people;
    m_followed = followed;
    seat(people.mid(0, mostAvatars));
    list(people.mid(mostAvatars));
    const QString shownName = m_label->fontMetrics().elidedText(name, Qt::ElideRight, longestFollowedName);
    m_label->setText(tr("Following %1 · Esc to stop").arg(shownName));
    m_label->setVisible(followed.has_value());
    m_stop->setVisible(followed.has_value());
    orderKeys();
    m_card->setVisible(!people.isEmpty() || followed); // who is followed may not have been heard of here yet
    emit changed();
}

void PeopleBar::seat(const QList<BoardPerson> &people)
{
    leave(people);
    for (int i = 0; i < int(people.size()); ++i) {
        const auto at = std::find_if(m_seats.begin() + i, m_seats.end(),
                                     [&](const Seat &one) { return one.person.user == people.at(i).user; });
        if (at == m_seats.end()) {
            m_seats.insert(i, Seat{people.at(i), false, makeButton()});
            show(m_seats[i], people.at(i));
        } else {
            std::rotate(m_seats.begin() + i, at, at + 1);
            if (m_seats.at(i).person != people.at(i) || m_seats.at(i).followed != (m_followed == people.at(i).user))
                show(m_seats[i], people.at(i));
        }
        QToolButton *button = m_seats.at(i).button;
        if (m_card->row()->indexOf(button) != i) {
            m_card->row()->removeWidget(button);
            m_card->row()->insertWidget(i, button);
        }
        button->show();
    }
}

// The keys that were at somebody who has gone are at who is there now.
void PeopleBar::leave(const QList<BoardPerson> &people)
{
    const auto stays = [&people](const Seat &seat) {
        return std::any_of(people.begin(), people.end(),
                           [&](const BoardPerson &person) { return person.user == seat.person.user; });
    };
    for (qsizetype i = m_seats.size() - 1; i >= 0; --i) {
        if (stays(m_seats.at(i)))
            continue;
        QToolButton *button = m_seats.takeAt(i).button;
        if (button->hasFocus()) {
            const auto next = std::find_if(m_seats.begin() + i, m_seats.end(), stays);
            const auto before = std::find_if(std::make_reverse_iterator(m_seats.begin() + i), m_seats.rend(), stays);
            if (next != m_seats.end())
                next->button->setFocus(Qt::OtherFocusReason);
            else if (before != m_seats.rend())
                before->button->setFocus(Qt::OtherFocusReason);
        }
        m_card->row()->removeWidget(button);
        button->hide();
        button->deleteLater(); // it may have been what was pressed
    }
}

QToolButton *PeopleBar::makeButton()
{
    auto *button = new QToolButton(m_card);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setIconSize({avatarSide, avatarSide});
    button->setFixedSize(m_stop->sizeHint()); // so that the card is as high as those beside it
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::clicked, this, [this, button] {
        for (const Seat &seat : std::as_const(m_seats))
            if (seat.button == button) {
                button->setChecked(seat.followed); // it shows what is, not what was asked for
                const BoardPerson person = seat.person;
                return emit chosen(person.user, person.name);
            }
    });
    return button;
}

void PeopleBar::show(Seat &seat, const BoardPerson &person)
{
    seat.person = person;
    seat.followed = m_followed == person.user;
    seat.button->setChecked(seat.followed);
    seat.button->setIcon(avatarOf(person, seat.followed, seat.button->font(), m_card->devicePixelRatioF()));
    const QString text = seat.followed ? tr("Stop following %1").arg(person.name) : tr("Follow %1").arg(person.name);
    seat.button->setAccessibleName(text);
    seat.button->setToolTip(plainTip(text)); // whatever the name is, it is shown as it is
}

// An open list keeps where one is in it.
void PeopleBar::list(const QList<BoardPerson> &people)
{
    m_listed.removeIf([&people](const auto &one) {
        if (people.contains(one.first))
            return false;
        one.second->deleteLater();
        one.second->setVisible(false);
        return true;
    });
    for (int i = 0; i < int(people.size()); ++i) {
        const BoardPerson &person = people.at(i);
        const auto at =
            std::find_if(m_listed.begin() + i, m_listed.end(), [&](const auto &one) { return one.first == person; });
        if (at == m_listed.begin() + i && at != m_listed.end())
            continue;
        QAction *action = nullptr;
        if (at == m_listed.end()) {
            action = new QAction(withoutMnemonic(person.name), m_menu);
            connect(action, &QAction::triggered, this, [this, person] { emit chosen(person.user, person.name); });
        } else {
            action = at->second;
            m_listed.erase(at);
            m_menu->removeAction(action);
        }
        m_menu->insertAction(i < int(m_listed.size()) ? m_listed.at(i).second : nullptr, action);
        m_listed.insert(i, {person, action});
    }
    m_more->setText(QStringLiteral("+%1").arg(people.size()));
    if (people.isEmpty())
        m_menu->close();
    m_more->setVisible(!people.isEmpty());
}

void PeopleBar::orderKeys() const
{
    QWidget *before = nullptr;
    const auto add = [&before](QWidget *one) {
        if (before)
            QWidget::setTabOrder(before, one);
        before = one;
    };
    for (const Seat &seat : m_seats)
        add(seat.button);
    for (QWidget *one : std::initializer_list<QWidget *>{m_more, m_stop, m_bring})
        add(one);
}

// ---- the frame

FollowFrame::FollowFrame(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void FollowFrame::setColor(const QColor &color)
{
    m_color = color;
    update();
}

// Only its line lies above the board, so that what changes there is not painted through it.
void FollowFrame::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    setMask(QRegion(rect()) - QRegion(rect().adjusted(frameWidth, frameWidth, -frameWidth, -frameWidth)));
}

void FollowFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_color);
}

} // namespace coterie::ui
