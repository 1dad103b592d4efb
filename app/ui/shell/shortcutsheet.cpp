// SPDX-License-Identifier: MIT
#include "app/ui/shell/shortcutsheet.h"

#include "app/ui/actions.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/textlabel.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

namespace coterie::ui {

namespace {

constexpr int cardWidth = 840;

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

QWidget *makePage(const QList<Actions::Key> &keys, size_t columnCount)
{
    auto *page = new QWidget;
    auto *columns = new QHBoxLayout(page);
    columns->setContentsMargins(0, 0, space::m, 0);
    columns->setSpacing(space::xl + space::s);
    std::vector<QGridLayout *> grids(columnCount);
    std::vector<int> rows(columnCount);
    for (QGridLayout *&grid : grids) {
        grid = new QGridLayout;
        grid->setHorizontalSpacing(space::m);
        grid->setVerticalSpacing(space::xs);
        grid->setColumnStretch(0, 1);
        columns->addLayout(grid, 1);
    }
    QStringList groups;
    for (const Actions::Key &key : keys) {
        if (!groups.contains(key.group))
            groups += key.group;
    }
    for (const QString &group : std::as_const(groups)) {
        const auto side = size_t(std::min_element(rows.begin(), rows.end()) - rows.begin());
        QGridLayout *grid = grids.at(side);
        int &row = rows.at(side);
        auto *head = new TextLabel(group, Type::SmallStrong, TextLabel::Tone::Muted);
        head->setContentsMargins(0, row == 0 ? 0 : space::m, 0, 0);
        grid->addWidget(head, row++, 0, 1, 2);
        for (const Actions::Key &key : keys) {
            if (key.group != group)
                continue;
            auto *what = new TextLabel(key.what);
            what->setWordWrap(true);
            grid->addWidget(what, row, 0);
            grid->addWidget(new KeyCap(key.keys), row++, 1, Qt::AlignRight | Qt::AlignVCenter);
        }
    }
    for (size_t side = 0; side < grids.size(); ++side)
        grids.at(side)->setRowStretch(rows.at(side), 1);
    return page;
}

} // namespace

void showShortcuts(QWidget *over, const Actions &actions, bool letterKeys)
{
    const QList<Actions::Key> keys = actions.keys(letterKeys);
    auto *sheet = new Sheet(QCoreApplication::translate("Actions", "Keyboard shortcuts"), over);
    sheet->setCardWidth(cardWidth);
    // Two columns, unless the text is too large for the window.
    const int room = std::min(cardWidth, over->window()->width() - 2 * space::xl) - 2 * space::xl;
    QWidget *page = makePage(keys, 2);
    if (page->minimumSizeHint().width() > room) {
        delete page;
        page = makePage(keys, 1);
    }
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
