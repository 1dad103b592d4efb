// SPDX-License-Identifier: MIT
#include "app/ui/shell/segments.h"

#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
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
        const int height = std::max(26, fontMetrics().height() + 8);
        return {QToolButton::sizeHint().width() + (toolButtonStyle() == Qt::ToolButtonIconOnly ? 0 : space::s), height};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
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
}

void Segments::add(QAction *action)
{
    QToolButton *segment = append();
    segment->setAutoExclusive(false);
    segment->setDefaultAction(action);
    segment->setAccessibleName(action->text());
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
    if (index >= 0 && index < layout()->count())
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
