// SPDX-License-Identifier: MIT
#include "app/ui/shell/preferences.h"

#include "app/session/settings.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/namefield.h"
#include "app/ui/shell/segments.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/sheetarea.h"
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

constexpr std::array textScales{0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0};

void addHeading(QVBoxLayout *column, const QString &text)
{
    auto *label = new TextLabel(text, Type::SmallStrong);
    label->setContentsMargins(0, space::xs, 0, 0);
    column->addWidget(label);
}

void addName(QVBoxLayout *column, Settings &settings)
{
    addHeading(column, PreferenceWords::tr("Your name"));
    auto *name = new NameField;
    name->setName(settings.displayName());
    QObject::connect(name, &NameField::accepted, name,
                     [&settings](const QString &good) { settings.setDisplayName(good); });
    column->addWidget(name);
}

// One of a few: the words, and the value of the setting that they stand for.
struct Choice {
    QString words;
    QLatin1String value;
    QStringView icon = {};
};

QWidget *addChoice(QVBoxLayout *column, Settings &settings, Settings::Key key, const QString &heading,
                   const QList<Choice> &choices)
{
    addHeading(column, heading);
    auto *segments = new Segments(heading);
    int now = 0;
    for (const Choice &choice : choices) {
        segments->add(choice.words, choice.icon);
        if (settings.text(key) == choice.value)
            now = int(&choice - choices.constData());
    }
    segments->setCurrent(now);
    QObject::connect(segments, &Segments::chosen, segments, [&settings, key, choices](int index) {
        settings.setValue(key, QString(choices.at(index).value));
    });
    column->addWidget(segments, 0, Qt::AlignLeading);
    return segments;
}

QWidget *addTheme(QVBoxLayout *column, Settings &settings)
{
    return addChoice(column, settings, Settings::Key::Theme, PreferenceWords::tr("Theme"),
                     {{PreferenceWords::tr("As the system", "theme"), QLatin1String("system")},
                      {PreferenceWords::tr("Light", "theme"), QLatin1String("light"), u"sun"},
                      {PreferenceWords::tr("Dark", "theme"), QLatin1String("dark"), u"moon"}});
}

void addTextSize(QVBoxLayout *column, Settings &settings)
{
    addHeading(column, PreferenceWords::tr("Size of text"));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    auto *smaller = new IconButton(u"zoom-out", PreferenceWords::tr("Smaller text"));
    auto *percent = new TextLabel;
    auto *larger = new IconButton(u"zoom-in", PreferenceWords::tr("Larger text"));
    percent->setAlignment(Qt::AlignCenter);
    percent->setMinimumWidth(56);
    row->addWidget(smaller);
    row->addWidget(percent);
    row->addWidget(larger);
    row->addStretch();
    column->addLayout(row);
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
    QObject::connect(smaller, &QToolButton::clicked, percent, [step] { step(-1); });
    QObject::connect(larger, &QToolButton::clicked, percent, [step] { step(1); });
    show();
}

void addFlag(QVBoxLayout *column, Settings &settings, Settings::Key key, const QString &text)
{
    auto *box = new QCheckBox(text);
    box->setChecked(settings.flag(key));
    QObject::connect(box, &QCheckBox::toggled, box, [&settings, key](bool on) { settings.setValue(key, on); });
    column->addWidget(box);
}

// How the board takes pens, fingers and wheels (W-13, W-14).
void addHands(QVBoxLayout *column, Settings &settings)
{
    addFlag(column, settings, Settings::Key::BoardPressure,
            PreferenceWords::tr("Pressing a pen harder makes its stroke thicker"));
    addChoice(column, settings, Settings::Key::BoardFinger, PreferenceWords::tr("One finger on a board"),
              {{PreferenceWords::tr("Draws until a pen does", "one finger on a board"), QLatin1String("pen")},
               {PreferenceWords::tr("Draws", "one finger on a board"), QLatin1String("draw")},
               {PreferenceWords::tr("Only moves it", "one finger on a board"), QLatin1String("move")}});
    addChoice(column, settings, Settings::Key::BoardWheel, PreferenceWords::tr("The wheel on a board"),
              {{PreferenceWords::tr("Scrolls, zooms with Ctrl", "the wheel on a board"), QLatin1String("scroll")},
               {PreferenceWords::tr("Zooms, scrolls with Ctrl", "the wheel on a board"), QLatin1String("zoom")}});
}

} // namespace

void showPreferences(QWidget *over, Settings &settings, std::function<void()> showKept)
{
    auto *sheet = new Sheet(PreferenceWords::tr("Preferences"), over);
    sheet->setObjectName(QStringLiteral("preferences"));
    auto *area = new SheetArea;
    area->setAccessibleName(PreferenceWords::tr("Preferences"));
    QVBoxLayout *column = area->column();
    addName(column, settings);
    QWidget *theme = addTheme(column, settings);
    addTextSize(column, settings);
    addHeading(column, PreferenceWords::tr("Writing and drawing"));
    addFlag(column, settings, Settings::Key::EnterSends,
            PreferenceWords::tr("Enter sends, Shift+Enter makes a new line"));
    addFlag(column, settings, Settings::Key::LetterKeys,
            PreferenceWords::tr("Single letters choose tools and actions"));
    addFlag(column, settings, Settings::Key::BoardGrid, PreferenceWords::tr("Grid on the board"));
    addHands(column, settings);
    addHeading(column, PreferenceWords::tr("On this computer"));
    auto *kept =
        new Button(PreferenceWords::tr("Kept sessions…", "button: what is kept of them here"), Button::Kind::Secondary);
    QObject::connect(kept, &QPushButton::clicked, sheet, [sheet, showKept = std::move(showKept)] {
        sheet->dismiss();
        showKept();
    });
    column->addWidget(kept, 0, Qt::AlignLeading);
    column->addStretch();
    sheet->column()->addWidget(area);
    const QList<QToolButton *> choices = theme->findChildren<QToolButton *>();
    const auto chosen = std::find_if(choices.begin(), choices.end(), [](auto *one) { return one->isChecked(); });
    sheet->open(chosen == choices.end() ? theme : static_cast<QWidget *>(*chosen));
}

} // namespace coterie::ui
