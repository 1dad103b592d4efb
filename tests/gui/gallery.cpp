// SPDX-License-Identifier: MIT
// Paints every screen of the window with made-up data into PNG files, light and dark, at several pixel ratios:
//   coterie_gallery FOLDER [--only NAME] [--ratio 1,1.5,2] [--language de]
#include "tests/gui/galleryscenes.h"

#include "app/ui/shell/background.h"
#include "app/ui/shell/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QTextStream>
#include <QTranslator>

using namespace coterie::ui;

namespace {

QImage grab(QWidget &widget, double ratio)
{
    QImage image((QSizeF(widget.size()) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(widget.palette().color(QPalette::Window));
    widget.render(&image);
    return image;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("Where the pictures go."));
    parser.addOption(
        {QStringLiteral("only"), QStringLiteral("Only the scenes whose name has this."), QStringLiteral("text")});
    parser.addOption(
        {QStringLiteral("ratio"), QStringLiteral("Pixel ratios."), QStringLiteral("list"), QStringLiteral("1")});
    parser.addOption(
        {QStringLiteral("language"), QStringLiteral("Language."), QStringLiteral("code"), QStringLiteral("en")});
    parser.process(application);
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(1);
    const QDir folder(parser.positionalArguments().constFirst());
    folder.mkpath(QStringLiteral("."));

    QTranslator plurals; // "2 hours", not "2 hour(s)"
    const QString language = parser.value(QStringLiteral("language"));
    if (plurals.load(QStringLiteral(":/i18n/coterie_%1.qm").arg(language)))
        QCoreApplication::installTranslator(&plurals);
    else
        qWarning("no translation to %s", qPrintable(language));
    Theme theme(application);
    QTextStream out(stdout);
    for (const Scene &scene : scenes()) {
        if (!scene.name.contains(parser.value(QStringLiteral("only"))))
            continue;
        for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            theme.setChoice(choice);
            const std::unique_ptr<QWidget> widget = scene.make();
            widget->setAttribute(Qt::WA_DontShowOnScreen, false);
            widget->show();
            for (int i = 0; i < 10; ++i) {
                QApplication::processEvents();
                backgroundThreads().waitForDone(); // previews
            }
            const QStringList ratios = parser.value(QStringLiteral("ratio")).split(u',');
            for (const QString &ratio : ratios) {
                const QString name =
                    scene.name % (choice == ThemeChoice::Light ? u"-light" : u"-dark") % u"-" % ratio % u".png";
                grab(*widget, ratio.toDouble()).save(folder.filePath(name));
                out << folder.filePath(name) << '\n';
            }
        }
    }
    return 0;
}
