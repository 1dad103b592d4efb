// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/refusedsheet.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QCoreApplication>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr int refusedNameWide = 360; // pixels; a longer name loses its middle

struct RefusedWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::BoardFiles)
};

} // namespace

void showRefused(const QList<RefusedFile> &files, QWidget *over)
{
    if (Sheet::openIn(over->window()))
        return;
    auto *sheet = new Sheet(RefusedWords::tr("Files that could not be added"), over);
    auto *list = new QWidget;
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, space::s, 0);
    rows->setSpacing(space::xs);
    for (const RefusedFile &file : files) {
        auto *name = new TextLabel(QString(), Type::SmallStrong, TextLabel::Tone::Normal, list);
        name->setText(name->fontMetrics().elidedText(file.name, Qt::ElideMiddle, refusedNameWide));
        name->setToolTip(plainTip(file.name));
        auto *why = new TextLabel(file.why, Type::Body, TextLabel::Tone::Muted, list);
        why->setWordWrap(true);
        why->setContentsMargins(0, 0, 0, space::s);
        rows->addWidget(name);
        rows->addWidget(why);
    }
    rows->addStretch();
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(list);
    area->setAccessibleName(RefusedWords::tr("Files that could not be added"));
    area->viewport()->setAutoFillBackground(false);
    list->setAutoFillBackground(false);
    const int room = over->window()->height() - 200;
    area->setMinimumHeight(std::clamp(list->sizeHint().height(), 80, std::max(80, std::min(room, 360))));
    sheet->column()->addWidget(area);
    auto *close = new Button(RefusedWords::tr("Close"), Button::Kind::Secondary, sheet);
    QObject::connect(close, &QPushButton::clicked, sheet, &Sheet::dismiss);
    sheet->column()->addWidget(close, 0, Qt::AlignTrailing);
    sheet->open(close);
}

} // namespace coterie::ui
