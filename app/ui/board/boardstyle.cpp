// SPDX-License-Identifier: MIT
#include "app/ui/board/boardstyle.h"

#include "app/ui/board/boardcommands.h"
#include "app/ui/board/textfit.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace coterie::ui {
namespace {

double within(const QJsonValue &value, double low, double high, double fallback)
{
    const double number = value.toDouble(fallback);
    return number >= low && number <= high ? number : fallback;
}

quint32 colorFrom(const QJsonValue &value, quint32 fallback)
{
    return quint32(within(value, 0, 0xffffffff, fallback));
}

// What is chosen is the colour. How much shows through is the object's own, or the tool's; what cannot be seen is seen.
quint32 recolored(quint32 argb, quint32 color)
{
    const quint32 alpha = argb >> 24 ? argb & 0xff000000 : 0xff000000;
    return alpha | (color & 0xffffff);
}

} // namespace

StyleParts stylePartsOf(BoardKind kind)
{
    using P = StylePart;
    switch (kind) {
    case BoardKind::Stroke:
        return P::Color | P::Width | P::Opacity;
    case BoardKind::Line:
    case BoardKind::Arrow:
        return P::Color | P::Width | P::Dash | P::Opacity;
    case BoardKind::Text:
        return P::Color | P::Font | P::Align | P::Opacity;
    case BoardKind::Sticky:
        return P::Note | P::Align | P::Opacity;
    case BoardKind::Image:
        return P::Opacity;
    case BoardKind::Frame:
        return P::Color;
    case BoardKind::Group:
        return {};
    default:
        return P::Color | P::Width | P::Fill | P::Dash | P::Opacity | P::Font | P::Align;
    }
}

StyleParts stylePartsOf(ToolId tool)
{
    using P = StylePart;
    switch (tool) {
    case ToolId::Pen:
    case ToolId::Highlighter:
        return P::Color | P::Width;
    case ToolId::Rectangle:
    case ToolId::Ellipse:
    case ToolId::Diamond:
        return P::Color | P::Width | P::Fill | P::Dash | P::Opacity;
    case ToolId::Line:
        return stylePartsOf(BoardKind::Line);
    case ToolId::Arrow:
        return stylePartsOf(BoardKind::Arrow);
    case ToolId::Text:
        return stylePartsOf(BoardKind::Text);
    case ToolId::Sticky:
        return P::Note;
    default:
        return {};
    }
}

ToolId toolOf(const BoardObject &object)
{
    switch (object.kind) {
    case BoardKind::Stroke:
        return object.color >> 24 == 0xff ? ToolId::Pen : ToolId::Highlighter;
    case BoardKind::Rectangle:
        return ToolId::Rectangle;
    case BoardKind::Ellipse:
        return ToolId::Ellipse;
    case BoardKind::Diamond:
        return ToolId::Diamond;
    case BoardKind::Line:
        return ToolId::Line;
    case BoardKind::Arrow:
        return ToolId::Arrow;
    case BoardKind::Text:
        return ToolId::Text;
    case BoardKind::Sticky:
        return ToolId::Sticky;
    case BoardKind::Image:
        return ToolId::Image;
    case BoardKind::Frame:
        return ToolId::Frame;
    case BoardKind::Group:
        break;
    }
    return ToolId::Select;
}

BoardStyle styleOf(const BoardObject &o)
{
    return {o.color, o.width, o.fill, o.opacity, o.dash, o.fontSize, o.align};
}

BoardStyle withPart(BoardStyle style, const BoardStyle &from, StylePart part)
{
    switch (part) {
    case StylePart::Color:
        if (style.fill && (style.fill & 0xffffff) == (style.color & 0xffffff)) // a fill goes with its outline
            style.fill = (style.fill & 0xff000000) | (from.color & 0xffffff);
        style.color = recolored(style.color, from.color);
        break;
    case StylePart::Note:
    case StylePart::Fill:
        style.fill = from.fill;
        break;
    case StylePart::Width:
        style.width = from.width;
        break;
    case StylePart::Dash:
        style.dash = from.dash;
        break;
    case StylePart::Opacity:
        style.opacity = from.opacity;
        break;
    case StylePart::Font:
        style.fontSize = from.fontSize;
        break;
    case StylePart::Align:
        style.align = from.align;
        break;
    }
    return style;
}

BoardObject styled(BoardObject object, const BoardStyle &style, StylePart part)
{
    if (!(stylePartsOf(object.kind) & part))
        return object;
    switch (part) {
    case StylePart::Color:
        // A light fill goes with its outline.
        if (object.fill && (object.fill & 0xffffff) == (object.color & 0xffffff))
            object.fill = (object.fill & 0xff000000) | (style.color & 0xffffff);
        object.color = recolored(object.color, style.color);
        break;
    case StylePart::Note:
        object.fill = style.fill;
        break;
    case StylePart::Width:
        object.width = style.width;
        break;
    case StylePart::Fill:
        object.fill = style.fill;
        break;
    case StylePart::Dash:
        object.dash = style.dash;
        break;
    case StylePart::Opacity:
        object.opacity = style.opacity;
        break;
    case StylePart::Font:
        if (object.kind == BoardKind::Text && object.fontSize != style.fontSize) {
            const bool keepWidth = hasOwnWidth(object);
            object.fontSize = style.fontSize;
            return fittedText(object, keepWidth);
        }
        object.fontSize = style.fontSize;
        break;
    case StylePart::Align:
        object.align = style.align;
        break;
    }
    return object;
}

BoardStyles defaultStyles()
{
    BoardStyles styles;
    for (const ToolId id : {ToolId::Rectangle, ToolId::Ellipse, ToolId::Diamond, ToolId::Line, ToolId::Arrow})
        styles[size_t(id)].width = 2;
    for (const ToolId id : {ToolId::Rectangle, ToolId::Ellipse, ToolId::Diamond})
        styles[size_t(id)].align = BoardAlign::Center;
    styles[size_t(ToolId::Highlighter)].color = 0x80f0e442;
    styles[size_t(ToolId::Highlighter)].width = 20;
    styles[size_t(ToolId::Sticky)].fill = noteColors.front();
    styles[size_t(ToolId::Sticky)].align = BoardAlign::Center;
    styles[size_t(ToolId::Sticky)].fontSize = 24;
    styles[size_t(ToolId::Frame)].width = 1;
    styles[size_t(ToolId::Frame)].color = 0xff7a828e;
    styles[size_t(ToolId::Frame)].fontSize = 14;
    return styles;
}

BoardStyles stylesFrom(const QByteArray &stored)
{
    BoardStyles styles = defaultStyles();
    const QJsonObject all = QJsonDocument::fromJson(stored).object();
    for (const ToolSpec &spec : toolSpecs()) {
        const QJsonObject o = all.value(QLatin1String(spec.name)).toObject();
        BoardStyle &style = styles[size_t(spec.id)];
        style.color = recolored(style.color, colorFrom(o.value(u"color"), style.color));
        style.width = within(o.value(u"width"), minBoardWidth, maxBoardWidth, style.width);
        style.fill = colorFrom(o.value(u"fill"), style.fill);
        style.opacity = within(o.value(u"opacity"), 0.05, 1, style.opacity);
        style.dash = BoardDash(int(within(o.value(u"dash"), 0, 2, double(style.dash))));
        style.fontSize = within(o.value(u"fontSize"), minBoardFont, maxBoardFont, style.fontSize);
        style.align = BoardAlign(int(within(o.value(u"align"), 0, 2, double(style.align))));
    }
    return styles;
}

QByteArray stored(const BoardStyles &styles)
{
    const BoardStyles usual = defaultStyles();
    QJsonObject all;
    for (const ToolSpec &spec : toolSpecs()) {
        const BoardStyle &style = styles[size_t(spec.id)];
        if (style == usual[size_t(spec.id)])
            continue;
        all.insert(QLatin1String(spec.name), QJsonObject{{QStringLiteral("color"), qint64(style.color)},
                                                         {QStringLiteral("width"), style.width},
                                                         {QStringLiteral("fill"), qint64(style.fill)},
                                                         {QStringLiteral("opacity"), style.opacity},
                                                         {QStringLiteral("dash"), int(style.dash)},
                                                         {QStringLiteral("fontSize"), style.fontSize},
                                                         {QStringLiteral("align"), int(style.align)}});
    }
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

} // namespace coterie::ui
