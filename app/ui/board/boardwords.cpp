// SPDX-License-Identifier: MIT
#include "app/ui/board/boardwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace coterie::ui {
namespace {

constexpr int nearlyFull = maxBoardObjects / 20;
constexpr qsizetype longestSaying = 60; // of what is written in an object
constexpr qsizetype mostDescribed = 10; // of more only the number is said

struct BoardWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::BoardWords)
};

// The beginning of what is written in it.
QString sayingOf(const BoardObject &object)
{
    const QString words = object.text.left(4 * longestSaying).simplified();
    if (words.size() <= longestSaying)
        return words;
    const bool splits = words.at(longestSaying - 1).isHighSurrogate();
    return QString(words.left(longestSaying - (splits ? 1 : 0)).trimmed() % u'…');
}

QString targetName(const BoardDoc &doc, const std::optional<BoardAnchor> &anchor)
{
    const auto target = anchor ? doc.object(anchor->object) : std::nullopt;
    if (!target)
        return BoardWords::tr("a free end");
    const QString saying = sayingOf(*target);
    return saying.isEmpty() ? boardKindName(target->kind) : saying;
}

QString withLoss(const QString &words, const BoardObject &object, const UndrawnOf &undrawnOf)
{
    const bool drawn = !undrawnOf || undrawnOf(object) == Undrawn::No;
    //: %1 a description such as "Picture, 200 by 150"
    return drawn ? words : BoardWords::tr("%1, cannot be drawn").arg(words);
}

} // namespace

QString boardKindName(BoardKind kind)
{
    switch (kind) {
    case BoardKind::Stroke:
        return BoardWords::tr("Stroke");
    case BoardKind::Rectangle:
        return BoardWords::tr("Rectangle");
    case BoardKind::Ellipse:
        return BoardWords::tr("Ellipse");
    case BoardKind::Diamond:
        return BoardWords::tr("Diamond");
    case BoardKind::Line:
        return BoardWords::tr("Line");
    case BoardKind::Arrow:
        return BoardWords::tr("Arrow");
    case BoardKind::Text:
        return BoardWords::tr("Text");
    case BoardKind::Sticky:
        return BoardWords::tr("Note");
    case BoardKind::Image:
        return BoardWords::tr("Picture");
    case BoardKind::Frame:
        return BoardWords::tr("Frame");
    case BoardKind::Group:
        return BoardWords::tr("Group");
    }
    return BoardWords::tr("Object of a newer version");
}

QString describe(const BoardDoc &doc, const BoardObject &object, const NameOf &nameOf, const UndrawnOf &undrawnOf)
{
    const QLocale locale;
    const auto number = [&locale](double value) { return locale.toString(qint64(std::llround(value))); };
    QString words = boardKindName(object.kind);
    if (object.kind == BoardKind::Group) {
        words = BoardWords::tr("Group of %Ln object(s)", nullptr, int(doc.children(object.id).size()));
    } else if (isBoardLine(object.kind) && (object.start || object.end)) {
        //: %1 line or arrow; %2 and %3 what its ends are bound to
        words =
            BoardWords::tr("%1 from %2 to %3").arg(words, targetName(doc, object.start), targetName(doc, object.end));
    } else {
        const QRectF box = object.frame();
        //: %1 a kind of object; %2 width; %3 height
        words = BoardWords::tr("%1, %2 by %3").arg(words, number(box.width()), number(box.height()));
    }
    const auto author = object.kind == BoardKind::Sticky && nameOf ? doc.authorOf(object.id) : std::nullopt;
    if (const QString name = author ? nameOf(*author) : QString(); !name.isEmpty())
        //: %1 a description such as "Note, 160 by 160"; %2 who made it
        words = BoardWords::tr("%1, by %2").arg(words, name);
    const qint64 turned = std::llround(object.rotation);
    if (turned % 360 != 0)
        //: %1 a description such as "Rectangle, 120 by 80"; %2 degrees clockwise
        words = BoardWords::tr("%1, turned by %2°").arg(words, locale.toString(turned));
    words = withLoss(words, object, undrawnOf);
    //: %1 a description such as "Rectangle, 120 by 80"
    return object.locked ? BoardWords::tr("%1, locked").arg(words) : words;
}

QString outlineWords(const BoardDoc &doc, const BoardObject &object, const NameOf &nameOf, const UndrawnOf &undrawnOf)
{
    const QString saying = sayingOf(object);
    if (saying.isEmpty() || (isBoardLine(object.kind) && (object.start || object.end)))
        return describe(doc, object, nameOf, undrawnOf);
    //: %1 a kind of object, such as "Note"; %2 what is written in it
    QString words = BoardWords::tr("%1: %2").arg(boardKindName(object.kind), saying);
    const auto author = nameOf ? doc.authorOf(object.id) : std::nullopt;
    if (const QString name = author ? nameOf(*author) : QString(); !name.isEmpty())
        words = BoardWords::tr("%1, by %2").arg(words, name);
    words = withLoss(words, object, undrawnOf);
    return object.locked ? BoardWords::tr("%1, locked").arg(words) : words;
}

QString describe(const BoardDoc &doc, const QList<ObjectId> &selection, const NameOf &nameOf,
                 const UndrawnOf &undrawnOf)
{
    if (selection.isEmpty())
        return BoardWords::tr("Nothing is selected");
    QStringList words;
    for (const ObjectId &id : selection)
        if (const auto object = words.size() < mostDescribed ? doc.object(id) : std::nullopt)
            words.append(describe(doc, *object, nameOf, undrawnOf));
    if (selection.size() == 1)
        return words.value(0);
    const QString count = BoardWords::tr("%Ln objects are selected", nullptr, int(selection.size()));
    return selection.size() > mostDescribed ? count : QString(count % u": " % words.join(QStringLiteral("; ")));
}

QString describeWalk(const BoardDoc &doc, const ObjectId &at, bool selected, const QString &selection,
                     const NameOf &nameOf, const UndrawnOf &undrawnOf)
{
    const auto object = doc.object(at);
    if (!object)
        return selection;
    const QString words = describe(doc, *object, nameOf, undrawnOf);
    //: %1 a description such as "Rectangle, 120 by 80"
    const QString walked =
        selected ? BoardWords::tr("%1, selected").arg(words) : BoardWords::tr("%1, not selected").arg(words);
    return walked % QStringLiteral(". ") % selection;
}

QString undrawnWords(Undrawn why)
{
    switch (why) {
    case Undrawn::No:
        break;
    case Undrawn::Broken:
        return BoardWords::tr("This picture cannot be drawn");
    case Undrawn::Missing:
    case Undrawn::Damaged:
        return BoardWords::tr("This picture is not here yet");
    case Undrawn::Newer:
        return BoardWords::tr("This object cannot be drawn here");
    }
    return {};
}

// What happened, what still works, what to do.
QString undrawnTip(Undrawn why)
{
    switch (why) {
    case Undrawn::No:
        break;
    case Undrawn::Broken:
        return BoardWords::tr("This picture cannot be drawn: it is damaged, or of a kind that cannot be read here. "
                              "The rest of the board works. Insert the picture again, or delete this one.");
    case Undrawn::Missing:
        return BoardWords::tr(
            "This picture is not here yet: it could not be had from the host. The rest of the board works. "
            "It is asked for again by itself.");
    case Undrawn::Damaged:
        return BoardWords::tr("This picture is not here yet: it did not arrive as it was sent. The rest of the board "
                              "works. It is asked for again by itself with the next connection.");
    case Undrawn::Newer:
        return BoardWords::tr("This object cannot be drawn here: somebody made it with a newer version. The rest of "
                              "the board works. Update Coterie to see it.");
    }
    return {};
}

QString describeRoom(int objects, std::optional<int> logLeft, bool mayAdd)
{
    const int left = maxBoardObjects - objects;
    if (left <= 0)
        return BoardWords::tr("This board is full: erase something, or go on on another one");
    // What is erased makes room for objects, but none in the log: before what may yet come of objects.
    if (logLeft == 0 && !mayAdd)
        return BoardWords::tr("Nearly full: ask a moderator to duplicate it (less than 1 % left)");
    if (logLeft && !mayAdd)
        return BoardWords::tr("Nearly full: ask a moderator to duplicate it (%L1 % left)").arg(*logLeft);
    if (logLeft == 0)
        return BoardWords::tr("Nearly full: duplicate it and go on there (less than 1 % left)");
    if (logLeft)
        return BoardWords::tr("Nearly full: duplicate it soon and go on there (%L1 % left)").arg(*logLeft);
    return left <= nearlyFull ? BoardWords::tr("Nearly full: room for %Ln more object(s)", nullptr, left) : QString();
}

} // namespace coterie::ui
