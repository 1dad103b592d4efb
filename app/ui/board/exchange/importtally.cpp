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
          &ImportTally::groups, &ImportTally::splitStrokes, &ImportTally::splitTexts})
        this->*count += other.*count;
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
