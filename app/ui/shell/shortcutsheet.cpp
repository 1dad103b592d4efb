// SPDX-License-Identifier: MIT
#include "app/ui/shell/shortcutsheet.h"

#include "app/ui/actions.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/textlabel.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {

// A key as it looks on a keyboard.
class KeyCap final : public QLabel
{
public:
    explicit KeyCap(const QString &text)
    {
        setTextFormat(Qt::PlainText);
        setText(text);
        setContentsMargins(space::s, 2, space::s, 3);
        setAlignment(Qt::AlignCenter);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        const Colors &c = colors(palette());
        QPainter painter(this);
        stylepaint::rounded(painter, rect(), 4, c.sunken, c.border);
        QLabel::paintEvent(event);
    }
};

} // namespace

void showShortcuts(QWidget *over, const Actions &actions)
{
    auto *sheet = new Sheet(QCoreApplication::translate("Actions", "Keyboard shortcuts"), over);
    sheet->setCardWidth(800);
    auto *page = new QWidget;
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, space::m, 0);
    grid->setHorizontalSpacing(space::xl);
    grid->setVerticalSpacing(space::xs);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(2, 1);
    const QList<Actions::Key> keys = actions.keys();
    QStringList groups;
    for (const Actions::Key &key : keys) {
        if (!groups.contains(key.group))
            groups += key.group;
    }
    int rows[2] = {0, 0};
    for (const QString &group : std::as_const(groups)) {
        const int side = rows[0] <= rows[1] ? 0 : 1;
        int &row = rows[side];
        auto *head = new TextLabel(group, Type::SmallStrong, TextLabel::Tone::Muted);
        head->setContentsMargins(0, row == 0 ? 0 : space::m, 0, 0);
        grid->addWidget(head, row++, side * 2, 1, 2);
        for (const Actions::Key &key : keys) {
            if (key.group != group)
                continue;
            grid->addWidget(new TextLabel(key.what), row, side * 2);
            grid->addWidget(new KeyCap(key.keys), row++, side * 2 + 1, Qt::AlignRight | Qt::AlignVCenter);
        }
    }
    grid->setRowStretch(std::max(rows[0], rows[1]), 1);
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(page);
    area->setAccessibleName(QCoreApplication::translate("Actions", "Keyboard shortcuts"));
    area->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    area->setMinimumHeight(std::min(page->sizeHint().height() + 4, over->window()->height() - 140));
    sheet->column()->addWidget(area);
    sheet->open(area);
}

} // namespace coterie::ui
