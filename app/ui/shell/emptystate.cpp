// SPDX-License-Identifier: MIT
#include "app/ui/shell/emptystate.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QTextBoundaryFinder>
#include <QVBoxLayout>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int discSide = 64;
constexpr int textWidth = 360;
constexpr int narrowest = 160; // in a side column

// A word that is longer than a line may be broken anywhere.
QString brokenAnywhere(const QString &text)
{
    constexpr qsizetype longest = 20;
    QString out;
    qsizetype run = 0;
    QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, text);
    for (qsizetype from = 0, to = letters.toNextBoundary(); to > from; from = to, to = letters.toNextBoundary()) {
        run = text.at(from).isSpace() ? 0 : run + 1;
        if (run > longest)
            out += QChar(0x200b);
        out += QStringView(text).mid(from, to - from);
    }
    return out;
}

// A widget of its own, so that it is moved with the words and leaves nothing behind.
class Disc final : public QWidget
{
public:
    Disc(QStringView iconName, QWidget *parent)
        : QWidget(parent)
        , m_icon(iconName.toString())
    {
        setFixedSize(discSide, discSide);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = colors(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF disc(rect());
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.accentSoft);
        painter.drawEllipse(disc);
        paintIcon(painter, disc.adjusted(18, 18, -18, -18), m_icon, c.link);
    }

private:
    QString m_icon;
};

} // namespace

EmptyState::EmptyState(QStringView iconName, QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_disc(new Disc(iconName, this))
    , m_title(new TextLabel(Type::Title))
    , m_text(new TextLabel(Type::Body, TextLabel::Tone::Muted))
{
    m_column->setContentsMargins(space::l, space::xl, space::l, space::xl);
    m_column->setSpacing(space::s);
    m_column->addStretch();
    m_column->addWidget(m_disc, 0, Qt::AlignHCenter);
    m_column->addSpacing(space::l - space::s);
    for (TextLabel *label : {m_title, m_text}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        m_column->addWidget(label, 0, Qt::AlignHCenter);
    }
    m_column->addStretch();
}

void EmptyState::setWords(const QString &title, const QString &text)
{
    m_title->setText(brokenAnywhere(title));
    m_text->setText(text);
    setAccessibleName(title);
    measure(width());
}

int EmptyState::heightFor(int width, bool picture)
{
    measure(width);
    m_column->invalidate();
    return roomForAll() - (picture ? 0 : discSide + m_column->spacing());
}

// A box layout does not ask a centred label how high it is at its real width.
void EmptyState::measure(int width)
{
    for (TextLabel *label : {m_title, m_text}) {
        const int room = std::clamp(width - 2 * space::l, narrowest, textWidth);
        const QRect words = label->fontMetrics().boundingRect(QRect(0, 0, room, QWIDGETSIZE_MAX),
                                                              Qt::AlignCenter | Qt::TextWordWrap, label->text());
        label->setFixedSize(room, words.height());
    }
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        QMetaObject::invokeMethod(
            this, [this] { measure(width()); }, Qt::QueuedConnection); // after the labels have theirs
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        measure(width());
    m_disc->setVisible(roomForAll() <= event->size().height());
}

// How high all of it is: what does not fit lies over each other.
int EmptyState::roomForAll() const
{
    const QMargins margins = m_column->contentsMargins();
    int height = margins.top() + margins.bottom();
    for (int i = 0; i < m_column->count(); ++i) {
        QLayoutItem *item = m_column->itemAt(i);
        if (const QWidget *widget = item->widget())
            height += std::max(widget->minimumHeight(), widget->minimumSizeHint().height()) + m_column->spacing();
        else if (item->spacerItem() && item->spacerItem()->sizePolicy().verticalPolicy() == QSizePolicy::Fixed)
            height += item->sizeHint().height() + m_column->spacing();
    }
    return height;
}

Button *EmptyState::addButton(const QString &text, bool primary)
{
    auto *button = new Button(text, primary ? Button::Kind::Primary : Button::Kind::Secondary, this);
    m_column->insertSpacing(m_column->count() - 1, space::xs);
    m_column->insertWidget(m_column->count() - 1, button, 0, Qt::AlignHCenter);
    return button;
}

} // namespace coterie::ui
