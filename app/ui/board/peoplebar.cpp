// SPDX-License-Identifier: MIT
#include "app/ui/board/peoplebar.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardcommands.h"
#include "app/ui/shell/avatar.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QToolButton>

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
    , m_label(new TextLabel(Type::Strong, TextLabel::Tone::Normal, card))
    , m_stop(new IconButton(u"x", tr("Stop following (Esc)"), card))
    , m_bring(new IconButton(actions[BoardCommand::BringEveryone], card))
{
    m_label->setTextFormat(Qt::PlainText);
    m_stop->setFocusPolicy(Qt::TabFocus);
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
    m_card->adjustSize();
    emit changed();
}

void PeopleBar::show(const QList<BoardPerson> &people, const std::optional<UserId> &followed, const QString &name)
{
    if (people == m_shown && followed == m_followed)
        return;
    m_shown = people;
    m_followed = followed;
    for (QToolButton *button : std::as_const(m_buttons)) {
        button->hide();
        button->deleteLater(); // one of them may have been what was pressed
    }
    m_buttons.clear();
    for (qsizetype i = 0; i < people.size() && i < mostAvatars; ++i)
        addPerson(people.at(i), followed == people.at(i).user);
    if (people.size() > mostAvatars)
        addMore(people.mid(mostAvatars));
    const QString shownName = m_label->fontMetrics().elidedText(name, Qt::ElideRight, longestFollowedName);
    m_label->setText(tr("Following %1 · Esc to stop").arg(shownName));
    m_label->setVisible(followed.has_value());
    m_stop->setVisible(followed.has_value());
    m_card->setVisible(!people.isEmpty() || followed); // who is followed may not have been heard of here yet
    m_card->adjustSize();
    emit changed();
}

void PeopleBar::addPerson(const BoardPerson &person, bool followed)
{
    auto *button = new QToolButton(m_card);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setChecked(followed);
    button->setIconSize({avatarSide, avatarSide});
    button->setFixedSize(m_stop->sizeHint()); // so that the card is as high as those beside it
    button->setIcon(avatarOf(person, followed, button->font(), m_card->devicePixelRatioF()));
    button->setFocusPolicy(Qt::TabFocus);
    const QString text = followed ? tr("Stop following %1").arg(person.name) : tr("Follow %1").arg(person.name);
    button->setAccessibleName(text);
    button->setToolTip(text.toHtmlEscaped()); // whatever the name is, it is shown as it is
    connect(button, &QToolButton::clicked, this, [this, person] { emit chosen(person.user, person.name); });
    m_card->row()->insertWidget(int(m_buttons.size()), button);
    button->show();
    m_buttons.append(button);
}

void PeopleBar::addMore(const QList<BoardPerson> &people)
{
    auto *more = new QToolButton(m_card);
    more->setAutoRaise(true);
    more->setFixedHeight(m_stop->sizeHint().height());
    more->setText(QStringLiteral("+%1").arg(people.size()));
    more->setAccessibleName(tr("Follow somebody else"));
    more->setToolTip(more->accessibleName());
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu(more);
    for (const BoardPerson &person : people)
        connect(menu->addAction(withoutMnemonic(person.name)), &QAction::triggered, this,
                [this, person] { emit chosen(person.user, person.name); });
    more->setMenu(menu);
    m_card->row()->insertWidget(int(m_buttons.size()), more);
    more->show();
    m_buttons.append(more);
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
