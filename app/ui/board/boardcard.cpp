// SPDX-License-Identifier: MIT
#include "app/ui/board/boardcard.h"

#include "app/ui/shell/theme.h"

#include <QAbstractButton>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QFocusEvent>
#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr int shadowWidth = 3;
constexpr int narrowestWords = 80;

class Separator final : public QWidget
{
public:
    Separator(Qt::Orientation card, QWidget *parent)
        : QWidget(parent)
        , m_card(card)
    {
        const int extent = space::s + 1;
        if (card == Qt::Vertical)
            setFixedHeight(extent);
        else
            setFixedWidth(extent);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QColor line = colors(palette()).border;
        if (m_card == Qt::Vertical)
            painter.fillRect(QRect(space::xs, height() / 2, width() - 2 * space::xs, 1), line);
        else
            painter.fillRect(QRect(width() / 2, space::xs, 1, height() - 2 * space::xs), line);
    }

private:
    Qt::Orientation m_card;
};

} // namespace

BoardCard::BoardCard(Qt::Orientation orientation, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_row(new QBoxLayout(orientation == Qt::Vertical ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, this))
    , m_orientation(orientation)
{
    setAccessibleName(name);
    setCursor(Qt::ArrowCursor);
    const int margin = shadowWidth + space::xs;
    m_row->setContentsMargins(margin, margin, margin, margin);
    m_row->setSpacing(2);
    m_row->setSizeConstraint(QLayout::SetNoConstraint); // it has the size that it is given
}

void BoardCard::setVisible(bool visible)
{
    m_wanted = visible;
    QWidget::setVisible(visible && m_hasRoom);
}

void BoardCard::setHasRoom(bool has)
{
    m_hasRoom = has;
    if (isHidden() == (m_wanted && has))
        QWidget::setVisible(m_wanted && has);
}

QWidget *BoardCard::addSeparator()
{
    auto *line = new Separator(m_orientation, this);
    m_row->addWidget(line);
    return line;
}

void BoardCard::fitWords(QLabel &words, int width)
{
    words.setWordWrap(false);
    words.setMinimumWidth(0);
    words.setMaximumWidth(QWIDGETSIZE_MAX);
    m_row->invalidate();
    const int over = sizeHint().width() - width;
    if (over <= 0)
        return;
    words.setFixedWidth(std::max(narrowestWords, words.sizeHint().width() - over));
    words.setWordWrap(true);
    m_row->invalidate();
}

QWidget *BoardCard::firstControl() const
{
    for (QWidget *one = nextInFocusChain(); one != this; one = one->nextInFocusChain()) {
        if (!isAncestorOf(one) || !one->isVisible() || !one->isEnabled() || !(one->focusPolicy() & Qt::TabFocus))
            continue;
        const auto *button = qobject_cast<QAbstractButton *>(one);
        QAbstractButton *chosen = button && button->group() ? button->group()->checkedButton() : nullptr;
        return chosen && chosen->isVisible() ? chosen : one;
    }
    return nullptr;
}

void BoardCard::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (QWidget *first = firstControl())
        first->setFocus(event->reason());
}

void BoardCard::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor shadow = c.shadow;
    shadow.setAlpha(shadow.alpha() / 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shadow);
    const QRectF card = QRectF(rect()).adjusted(shadowWidth, shadowWidth, -shadowWidth, -shadowWidth);
    for (int i = 1; i <= shadowWidth; ++i)
        painter.drawRoundedRect(card.adjusted(-i, 1 - i, i, i), boardCardRadius + i, boardCardRadius + i);
    painter.setBrush(c.raised);
    painter.setPen(c.border);
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), boardCardRadius, boardCardRadius);
}

} // namespace coterie::ui
