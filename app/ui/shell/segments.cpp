// SPDX-License-Identifier: MIT
#include "app/ui/shell/segments.h"

#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyleOption>
#include <QToolButton>

#include <algorithm>

namespace coterie::ui {

namespace {

class Segment final : public QToolButton
{
public:
    explicit Segment(QWidget *parent)
        : QToolButton(parent)
    {
        setCheckable(true);
        setAutoExclusive(true);
        setAutoRaise(true);
        setFocusPolicy(Qt::StrongFocus);
        setIconSize(QSize(16, 16));
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        return {contentWidth() + 2 * (hasText() ? space::m : space::s), std::max(26, fontMetrics().height() + 8)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = colors(palette());
        QPainter painter(this);
        QStyleOption option;
        option.initFrom(this);
        if (isChecked())
            stylepaint::rounded(painter, rect(), cornerRadius, c.raised, c.border);
        else if (underMouse() && isEnabled())
            stylepaint::rounded(painter, rect(), cornerRadius, c.hover);
        if (hasFocus() && option.state.testFlag(QStyle::State_KeyboardFocusChange))
            stylepaint::focusRing(painter, rect(), cornerRadius, c.focus);
        int x = (width() - contentWidth()) / 2;
        const auto placed = [&](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
        if (!icon().isNull()) {
            const QRect mark(x, (height() - iconSize().height()) / 2, iconSize().width(), iconSize().height());
            icon().paint(&painter, placed(mark), Qt::AlignCenter,
                         !isEnabled()  ? QIcon::Disabled
                         : isChecked() ? QIcon::Active
                                       : QIcon::Normal);
            x = mark.right() + 1 + space::s - 2;
        }
        if (hasText()) {
            painter.setPen(!isEnabled() ? c.fieldBorder : isChecked() ? c.text : c.muted);
            painter.drawText(placed({x, 0, width() - x, height()}),
                             int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)), text());
        }
    }

private:
    [[nodiscard]] bool hasText() const { return toolButtonStyle() != Qt::ToolButtonIconOnly; }
    [[nodiscard]] int contentWidth() const
    {
        const int mark = icon().isNull() ? 0 : iconSize().width();
        const int words = hasText() ? fontMetrics().horizontalAdvance(text()) : 0;
        return mark + words + (mark > 0 && words > 0 ? space::s - 2 : 0);
    }
};

} // namespace

Segments::Segments(const QString &name, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(name);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(3, 3, 3, 3);
    row->setSpacing(2);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

QToolButton *Segments::append()
{
    auto *segment = new Segment(this);
    segment->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const int index = layout()->count();
    layout()->addWidget(segment);
    connect(segment, &QToolButton::clicked, this, [this, index] { emit chosen(index); });
    return segment;
}

void Segments::add(const QString &text, QStringView iconName)
{
    QToolButton *segment = append();
    segment->setText(text);
    segment->setAccessibleName(text);
    if (!iconName.isEmpty())
        segment->setIcon(lineIcon(iconName, Tint::Muted));
    else
        segment->setToolButtonStyle(Qt::ToolButtonTextOnly);
    segment->setChecked(layout()->count() == 1);
    if (!segment->isChecked())
        segment->setFocusPolicy(Qt::ClickFocus);
}

void Segments::add(QAction *action)
{
    QToolButton *segment = append();
    segment->setAutoExclusive(false);
    segment->setDefaultAction(action);
    segment->setAccessibleName(action->text());
    segment->setFocusPolicy(Qt::TabFocus);
}

int Segments::current() const
{
    for (int i = 0; i < layout()->count(); ++i) {
        if (static_cast<QToolButton *>(layout()->itemAt(i)->widget())->isChecked())
            return i;
    }
    return -1;
}

void Segments::setCurrent(int index)
{
    if (index < 0 || index >= layout()->count())
        return;
    for (int i = 0; i < layout()->count(); ++i)
        if (auto *segment = static_cast<QToolButton *>(layout()->itemAt(i)->widget()); segment->autoExclusive())
            segment->setFocusPolicy(i == index ? Qt::StrongFocus : Qt::ClickFocus); // Tab leads to what is on
    static_cast<QToolButton *>(layout()->itemAt(index)->widget())->setChecked(true);
}

void Segments::setCompact(bool iconsOnly)
{
    for (int i = 0; i < layout()->count(); ++i)
        static_cast<QToolButton *>(layout()->itemAt(i)->widget())
            ->setToolButtonStyle(iconsOnly ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    updateGeometry();
}

void Segments::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &c = colors(palette());
    stylepaint::rounded(painter, rect(), cornerRadius + 2, c.sunken, c.border);
}

} // namespace coterie::ui
