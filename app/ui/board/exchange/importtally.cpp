// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/importtally.h"

#include <QCoreApplication>

namespace coterie::ui {
namespace {

struct TallyWords {
    Q_DECLARE_TR_FUNCTIONS(ImportTally)
};

} // namespace

void ImportTally::add(const ImportTally &other)
{
    for (int ImportTally::*count :
         {&ImportTally::skipped, &ImportTally::unfit, &ImportTally::pictures, &ImportTally::fills, &ImportTally::heads,
          &ImportTally::groups, &ImportTally::links, &ImportTally::curves, &ImportTally::forms, &ImportTally::fonts,
          &ImportTally::patterns, &ImportTally::sketches, &ImportTally::heights, &ImportTally::splitStrokes,
          &ImportTally::splitTexts})
        this->*count += other.*count;
}

// Of looks there may be much: all of it is one sentence.
QStringList ImportTally::plainer() const
{
    QStringList all;
    if (curves > 0)
        all += TallyWords::tr("%Ln curved line(s) with corners", "in a list of what comes plainer", curves);
    if (forms > 0)
        all += TallyWords::tr("%Ln arrow head(s) of another form", "in a list of what comes plainer", forms);
    if (fonts > 0)
        all += TallyWords::tr("%Ln text(s) in another font", "in a list of what comes plainer", fonts);
    if (heights > 0)
        all += TallyWords::tr("%Ln text(s) in the middle of their shape", "in a list of what comes plainer", heights);
    if (patterns > 0)
        all += TallyWords::tr("%Ln fill(s) without their pattern", "in a list of what comes plainer", patterns);
    if (sketches > 0)
        all +=
            TallyWords::tr("%Ln outline(s) straight instead of sketched", "in a list of what comes plainer", sketches);
    return all;
}

QStringList ImportTally::sentences() const
{
    QStringList all;
    if (splitStrokes > 0)
        all += TallyWords::tr("%Ln stroke(s) were longer than one may be and are several now, grouped.", nullptr,
                              splitStrokes);
    if (splitTexts > 0)
        all += TallyWords::tr("%Ln text(s) were longer than one may be and go on in texts below.", nullptr, splitTexts);
    if (fills > 0)
        all += TallyWords::tr("%Ln closed line(s) came without their fill: boards here have only the outline.", nullptr,
                              fills);
    if (groups > 0)
        all += TallyWords::tr("%Ln group(s) were nested deeper than groups can be here: each is one with the group "
                              "around it.",
                              nullptr, groups);
    if (heads > 0)
        all += TallyWords::tr("%Ln arrow(s) with two heads have one only at the end.", nullptr, heads);
    if (const QStringList looks = plainer(); !looks.isEmpty())
        //: %1 is a list, such as "2 curved lines with corners, 3 texts in another font"
        all += TallyWords::tr("Plainer here than there: %1.")
                   .arg(looks.join(TallyWords::tr(", ", "between the parts of a list")));
    if (links > 0)
        all += TallyWords::tr("%Ln object(s) came without the link that they lead to.", nullptr, links);
    if (skipped > 0)
        all += TallyWords::tr("%Ln object(s) are of a kind that boards here do not have and are left out.", nullptr,
                              skipped);
    if (pictures > 0)
        all += TallyWords::tr("%Ln image(s) are left out: the picture is not in the file, or cannot be read.", nullptr,
                              pictures);
    if (unfit > 0)
        all += TallyWords::tr("%Ln object(s) are beyond what a board can have and are left out.", nullptr, unfit);
    return all;
}

} // namespace coterie::ui
