// SPDX-License-Identifier: MIT
#include "app/ui/shell/preferences.h"

#include "app/session/settings.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/namefield.h"
#include "app/ui/shell/segments.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/textlabel.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace coterie::ui {

namespace {

struct PreferenceWords {
    Q_DECLARE_TR_FUNCTIONS(Preferences)
};

const std::array themes{QLatin1String("system"), QLatin1String("light"), QLatin1String("dark")};
constexpr std::array textScales{0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0};

void addHeading(Sheet *sheet, const QString &text)
{
    auto *label = new TextLabel(text, Type::SmallStrong);
    label->setContentsMargins(0, space::xs, 0, 0);
    sheet->column()->addWidget(label);
}

void addName(Sheet *sheet, Settings &settings)
{
    addHeading(sheet, PreferenceWords::tr("Your name"));
    auto *name = new NameField(sheet);
    name->setName(settings.displayName());
    QObject::connect(name, &NameField::accepted, sheet,
                     [&settings](const QString &good) { settings.setDisplayName(good); });
    sheet->column()->addWidget(name);
}

QWidget *addTheme(Sheet *sheet, Settings &settings)
{
    addHeading(sheet, PreferenceWords::tr("Theme"));
    auto *theme = new Segments(PreferenceWords::tr("Theme"), sheet);
    theme->add(PreferenceWords::tr("As the system", "theme"));
    theme->add(PreferenceWords::tr("Light", "theme"), u"sun");
    theme->add(PreferenceWords::tr("Dark", "theme"), u"moon");
    const auto now = std::find(themes.begin(), themes.end(), settings.theme());
    theme->setCurrent(now == themes.end() ? 0 : int(now - themes.begin()));
    QObject::connect(theme, &Segments::chosen, sheet,
                     [&settings](int index) { settings.setTheme(themes.at(size_t(index))); });
    sheet->column()->addWidget(theme, 0, Qt::AlignLeading);
    return theme;
}

void addTextSize(Sheet *sheet, Settings &settings)
{
    addHeading(sheet, PreferenceWords::tr("Size of text"));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    auto *smaller = new IconButton(u"zoom-out", PreferenceWords::tr("Smaller text"), sheet);
    auto *percent = new TextLabel;
    auto *larger = new IconButton(u"zoom-in", PreferenceWords::tr("Larger text"), sheet);
    percent->setAlignment(Qt::AlignCenter);
    percent->setMinimumWidth(56);
    row->addWidget(smaller);
    row->addWidget(percent);
    row->addWidget(larger);
    row->addStretch();
    sheet->column()->addLayout(row);
    const auto place = [&settings] {
        const double now = settings.fontScale();
        return int(std::min_element(textScales.begin(), textScales.end(),
                                    [now](double a, double b) { return std::abs(a - now) < std::abs(b - now); }) -
                   textScales.begin());
    };
    const auto show = [=, &settings] {
        percent->setText(PreferenceWords::tr("%1 %").arg(int(std::lround(settings.fontScale() * 100))));
        smaller->setEnabled(place() > 0);
        larger->setEnabled(place() + 1 < int(textScales.size()));
    };
    const auto step = [=, &settings](int by) {
        settings.setFontScale(textScales.at(size_t(std::clamp(place() + by, 0, int(textScales.size()) - 1))));
        show();
    };
    QObject::connect(smaller, &QToolButton::clicked, sheet, [step] { step(-1); });
    QObject::connect(larger, &QToolButton::clicked, sheet, [step] { step(1); });
    show();
}

void addFlag(Sheet *sheet, Settings &settings, Settings::Key key, const QString &text)
{
    auto *box = new QCheckBox(text, sheet);
    box->setChecked(settings.flag(key));
    QObject::connect(box, &QCheckBox::toggled, sheet, [&settings, key](bool on) { settings.setValue(key, on); });
    sheet->column()->addWidget(box);
}

} // namespace

void showPreferences(QWidget *over, Settings &settings, std::function<void()> showKept)
{
    auto *sheet = new Sheet(PreferenceWords::tr("Preferences"), over);
    sheet->setObjectName(QStringLiteral("preferences"));
    addName(sheet, settings);
    QWidget *theme = addTheme(sheet, settings);
    addTextSize(sheet, settings);
    addHeading(sheet, PreferenceWords::tr("Writing and drawing"));
    addFlag(sheet, settings, Settings::Key::EnterSends,
            PreferenceWords::tr("Enter sends, Shift+Enter makes a new line"));
    addFlag(sheet, settings, Settings::Key::BoardGrid, PreferenceWords::tr("Grid on the board"));
    addHeading(sheet, PreferenceWords::tr("On this computer"));
    auto *kept = new Button(PreferenceWords::tr("Kept sessions…", "button: what is kept of them here"),
                            Button::Kind::Secondary, sheet);
    QObject::connect(kept, &QPushButton::clicked, sheet, [sheet, showKept = std::move(showKept)] {
        sheet->dismiss();
        showKept();
    });
    sheet->column()->addWidget(kept, 0, Qt::AlignLeading);
    const QList<QToolButton *> choices = theme->findChildren<QToolButton *>();
    const auto chosen = std::find_if(choices.begin(), choices.end(), [](auto *one) { return one->isChecked(); });
    sheet->open(chosen == choices.end() ? theme : static_cast<QWidget *>(*chosen));
}

} // namespace coterie::ui
