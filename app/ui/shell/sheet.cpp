// SPDX-License-Identifier: MIT
#include "app/ui/shell/sheet.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr char worksOverSheets[] = "worksOverSheets";
constexpr int sheetRadius = 10;
constexpr int topGap = 72;

class Card final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void mousePressEvent(QMouseEvent *event) override { event->accept(); }
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = colors(palette());
        QPainter painter(this);
        stylepaint::rounded(painter, rect(), sheetRadius, c.raised, c.border);
    }
};

} // namespace

Sheet::Sheet(const QString &title, QWidget *over, Place place)
    : QWidget(over->window())
    , m_card(new Card(this))
    , m_title(new QWidget(m_card))
    , m_column(new QVBoxLayout)
    , m_place(place)
{
    setObjectName(QStringLiteral("sheet"));
    setAccessibleName(title);
    hide();
    auto *outer = new QVBoxLayout(m_card);
    outer->setContentsMargins(space::xl, space::l, space::xl, space::xl);
    outer->setSpacing(space::m);
    auto *head = new QHBoxLayout(m_title);
    head->setContentsMargins(0, 0, 0, 0);
    head->addWidget(new TextLabel(title, Type::Title), 1);
    auto *closer = new IconButton(u"x", tr("Close", "button of a sheet"), m_title);
    connect(closer, &QToolButton::clicked, this, &Sheet::dismiss);
    head->addWidget(closer);
    outer->addWidget(m_title);
    m_column->setSpacing(space::m);
    outer->addLayout(m_column);
    over->window()->installEventFilter(this);
    if (!over->isWindow())
        connect(over, &QObject::destroyed, this, &Sheet::drop);
}

void Sheet::setCardWidth(int width)
{
    m_cardWidth = width;
    arrange();
}

void Sheet::setTitleShown(bool on)
{
    m_title->setVisible(on);
    if (!on)
        m_card->layout()->setContentsMargins(space::s, space::s, space::s, space::s);
}

void Sheet::open(QWidget *first)
{
    m_before = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    show();
    raise();
    arrange();
    window()->setAttribute(Qt::WA_KeyboardFocusChange); // where the keys go is to be seen at once
    first->setFocus(Qt::TabFocusReason);
}

Sheet *Sheet::openIn(const QWidget *window)
{
    const auto sheets = window->window()->findChildren<Sheet *>(QString(), Qt::FindDirectChildrenOnly);
    for (auto it = sheets.crbegin(); it != sheets.crend(); ++it) {
        if ((*it)->isVisible())
            return *it;
    }
    return nullptr;
}

void Sheet::dismiss()
{
    if (!isVisible())
        return;
    hide();
    parentWidget()->removeEventFilter(this);
    if (m_before && m_before->isVisible())
        m_before->setFocus(Qt::OtherFocusReason);
    emit dismissed();
    deleteLater();
}

// Nobody is asked any more, and what it spoke of is gone.
void Sheet::drop()
{
    hide();
    parentWidget()->removeEventFilter(this);
    deleteLater();
}

void Sheet::setWorksOverSheets(QAction *action)
{
    action->setProperty(worksOverSheets, true);
}

bool Sheet::isOfTheWindow(const QKeyEvent &key) const
{
    const QList<QAction *> actions = parentWidget()->actions();
    return std::any_of(actions.cbegin(), actions.cend(), [&](const QAction *action) {
        return action->shortcuts().contains(QKeySequence(key.keyCombination())) &&
               !action->property(worksOverSheets).toBool();
    });
}

void Sheet::arrange()
{
    const int room = std::max(280, width() - 2 * space::xl);
    m_card->layout()->activate();
    // Some languages need more for what cannot wrap: buttons beside each other, the words of a check box.
    const int cardWidth = std::min(std::max(m_cardWidth, m_card->minimumSizeHint().width()), room);
    const int wanted = m_card->hasHeightForWidth() ? m_card->heightForWidth(cardWidth) : m_card->sizeHint().height();
    const int cardHeight = std::min(std::max(wanted, m_card->minimumSizeHint().height()), height() - 2 * space::l);
    const int top = m_place == Place::Top ? std::min(topGap, (height() - cardHeight) / 2) : (height() - cardHeight) / 2;
    m_card->setGeometry((width() - cardWidth) / 2, std::max(space::s, top), cardWidth, cardHeight);
    update(); // the shadow and what the card covered before
}

bool Sheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void Sheet::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool Sheet::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    if (event->type() == QEvent::ShortcutOverride && isOfTheWindow(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

// Tab goes round inside the card.
bool Sheet::focusNextPrevChild(bool next)
{
    QWidget *from = focusWidget();
    QWidget *candidate = from ? from : m_card;
    for (int steps = 0; steps < 1000; ++steps) {
        candidate = next ? candidate->nextInFocusChain() : candidate->previousInFocusChain();
        if (candidate == from)
            return true;
        if (m_card->isAncestorOf(candidate) && candidate->isVisible() && candidate->isEnabled() &&
            (candidate->focusPolicy() & Qt::TabFocus) && !candidate->focusProxy()) {
            candidate->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return true;
}

void Sheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        pressDefault();
    else
        QWidget::keyPressEvent(event);
    event->accept();
}

// Return on what has no use for it, a box to tick say, does what the sheet is for.
void Sheet::pressDefault()
{
    for (auto *button : m_card->findChildren<QPushButton *>())
        if (button->isDefault() && button->isVisible() && button->isEnabled())
            return button->click();
}

void Sheet::mousePressEvent(QMouseEvent *event)
{
    event->accept();
    dismiss();
}

void Sheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool dark = &colors(palette()) == &colors(Scheme::Dark);
    painter.fillRect(rect(), dark ? QColor(0, 0, 0, 140) : QColor(20, 24, 40, 90));
    // A soft shadow, cheap enough to paint each time.
    const QColor shadow(0, 0, 0, dark ? 8 : 3);
    for (int grow = 2; grow <= 20; grow += 2)
        stylepaint::rounded(painter, QRectF(m_card->geometry()).adjusted(-grow, -grow + 6, grow, grow + 6),
                            sheetRadius + grow, shadow);
}

} // namespace coterie::ui
