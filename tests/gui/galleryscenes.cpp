// SPDX-License-Identifier: MIT
#include "tests/gui/galleryscenes.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/timelineview.h"
#include "tests/gui/gallerydata.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace coterie;
using namespace coterie::ui;

namespace {

std::unique_ptr<QWidget> timeline()
{
    auto view = std::make_unique<TimelineView>();
    auto *model = new TimelineModel(view.get());
    gallery::fill(*model);
    view->setModel(model);
    view->resize(760, 820);
    return view;
}

std::unique_ptr<QWidget> controls()
{
    auto page = std::make_unique<QWidget>();
    auto *column = new QVBoxLayout(page.get());
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    using Kind = Button::Kind;
    for (const auto kind : {Kind::Primary, Kind::Secondary, Kind::Ghost, Kind::Danger}) {
        auto *button = new Button(QStringLiteral("Start hosting"), kind);
        button->setIconName(u"host");
        row->addWidget(button);
    }
    auto *off = new Button(QStringLiteral("Join"), Kind::Primary);
    off->setEnabled(false);
    row->addWidget(off);
    for (const auto *name : {u"plus", u"search", u"settings", u"users", u"board"}) {
        auto *button = new IconButton(QStringView(name), QStringLiteral("x"));
        button->setCheckable(true);
        button->setChecked(QStringView(name) == u"users");
        row->addWidget(button);
    }
    row->addStretch();
    column->addLayout(row);
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(QStringLiteral("192.168.1.20:47600 or coterie://…"));
    column->addWidget(edit);
    auto *bad = new QLineEdit(QStringLiteral("not an address"));
    bad->setProperty("invalid", true);
    column->addWidget(bad);
    auto *combo = new QComboBox;
    combo->addItems({QStringLiteral("System"), QStringLiteral("Light")});
    column->addWidget(combo);
    auto *check = new QCheckBox(QStringLiteral("Keep history in a file"));
    check->setChecked(true);
    column->addWidget(check);
    column->addWidget(new QCheckBox(QStringLiteral("Only this computer")));
    auto *radio = new QRadioButton(QStringLiteral("This run only"));
    radio->setChecked(true);
    column->addWidget(radio);
    column->addWidget(new QRadioButton(QStringLiteral("A file")));
    column->addStretch();
    page->resize(900, 420);
    return page;
}

} // namespace

const QList<Scene> &scenes()
{
    static const QList<Scene> all{
        {QStringLiteral("controls"), controls},
        {QStringLiteral("timeline"), timeline},
    };
    return all;
}
