// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/excalidrawelement.h"

#include "shared/board/boardends.h"
#include "shared/board/boardtext.h"

#include <QColor>
#include <QHash>
#include <QLineF>
#include <QRegularExpression>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numbers>

namespace coterie::ui {
namespace {

constexpr quint32 usualStroke = 0xff1e1e1e;
constexpr double usualWidth = 2;
constexpr double usualFont = 20;
constexpr double usualRoughness = 1;
constexpr double closedWithin = 8; // units between the ends of a line that Excalidraw takes for a closed one
constexpr double inkWidths = 4.25; // Excalidraw's ink is about so many times as wide as its number says

std::optional<quint32> hexColor(const QString &digits)
{
    if (digits.isEmpty() || !std::all_of(digits.cbegin(), digits.cend(),
                                         [](QChar c) { return c.unicode() < 0x80 && std::isxdigit(c.unicode()); }))
        return {};
    QString all = digits;
    if (digits.size() == 3 || digits.size() == 4) {
        all.clear();
        for (const QChar c : digits)
            all += QString(2, c);
    }
    if (all.size() == 6)
        all += QLatin1String("ff");
    if (all.size() != 8)
        return {};
    return QString(all.mid(6) + all.left(6)).toUInt(nullptr, 16); // alpha first
}

// rgb() and hsl(), in the form with commas and in the newer one without.
std::optional<quint32> colorFunction(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(rgb|hsl)a?\\(([^()]*)\\)$"));
    static const QRegularExpression between(QStringLiteral("[\\s,/]+"));
    const QRegularExpressionMatch match = form.match(text);
    const QStringList parts = match.captured(2).split(between, Qt::SkipEmptyParts);
    if (!match.hasMatch() || parts.size() < 3 || parts.size() > 4)
        return {};
    bool good = true;
    // A share of the whole, whatever the number counts in.
    const auto share = [&](const QString &part, double whole) {
        bool number = false;
        const bool percent = part.endsWith(u'%');
        const double v = (percent ? part.chopped(1) : part).toDouble(&number);
        good = good && number && std::isfinite(v);
        return good ? std::clamp(v / (percent ? 100 : whole), 0.0, 1.0) : 0;
    };
    const double alpha = parts.size() == 4 ? share(parts.at(3), 1) : 1;
    QColor color;
    if (match.captured(1) == QLatin1String("rgb")) {
        color = QColor::fromRgbF(float(share(parts.at(0), 255)), float(share(parts.at(1), 255)),
                                 float(share(parts.at(2), 255)));
    } else {
        QString angle = parts.at(0);
        if (angle.endsWith(QLatin1String("deg")))
            angle.chop(3);
        bool number = false;
        double hue = std::fmod(angle.toDouble(&number), 360);
        good = good && number && std::isfinite(hue);
        if (good && hue < 0)
            hue += 360;
        color = QColor::fromHslF(good ? float(hue / 360) : 0.0F, float(share(parts.at(1), 100)),
                                 float(share(parts.at(2), 100)));
    }
    if (!good || !color.isValid())
        return {};
    color.setAlphaF(float(alpha));
    return color.rgba();
}

} // namespace

std::optional<quint32> cssColor(const QString &text)
{
    const QString name = text.trimmed().toLower();
    if (name == QLatin1String("transparent"))
        return 0;
    if (name.startsWith(u'#'))
        return hexColor(name.mid(1));
    if (name.endsWith(u')'))
        return colorFunction(name);
    const QColor known = QColor::fromString(name);
    return known.isValid() ? std::optional(known.rgba()) : std::nullopt;
}

double ExcalidrawElement::number(const char *key, double missing) const
{
    const double v = m_json.value(QLatin1String(key)).toDouble(missing);
    return std::isfinite(v) ? std::clamp(v, -maxBoardCoordinate / 4, maxBoardCoordinate / 4) : missing;
}

QString ExcalidrawElement::word(const char *key) const
{
    return m_json.value(QLatin1String(key)).toVariant().toString();
}

// One that nobody has named is called so there, in every language; one whose name was taken out has none.
QString ExcalidrawElement::title() const
{
    const QJsonValue name = m_json.value(QLatin1String("name"));
    if (!name.isUndefined() && !name.isNull())
        return word("name");
    return word("type") == QLatin1String("magicframe") ? QStringLiteral("AI Frame") : QStringLiteral("Frame");
}

bool ExcalidrawElement::flag(const char *key, bool missing) const
{
    return m_json.value(QLatin1String(key)).toBool(missing);
}

std::optional<BoardKind> ExcalidrawElement::kind() const
{
    static const QHash<QString, BoardKind> known{
        {QStringLiteral("rectangle"), BoardKind::Rectangle}, {QStringLiteral("ellipse"), BoardKind::Ellipse},
        {QStringLiteral("diamond"), BoardKind::Diamond},     {QStringLiteral("line"), BoardKind::Line},
        {QStringLiteral("arrow"), BoardKind::Arrow},         {QStringLiteral("text"), BoardKind::Text},
        {QStringLiteral("image"), BoardKind::Image},         {QStringLiteral("frame"), BoardKind::Frame},
        {QStringLiteral("magicframe"), BoardKind::Frame},    {QStringLiteral("freedraw"), BoardKind::Stroke},
        {QStringLiteral("draw"), BoardKind::Stroke}};
    const auto at = known.constFind(word("type"));
    return at == known.constEnd() ? std::nullopt : std::optional(*at);
}

QPointF ExcalidrawElement::origin() const
{
    return {number("x"), number("y")};
}

QRectF ExcalidrawElement::frame() const
{
    return QRectF(origin(), QSizeF(number("width"), number("height"))).normalized();
}

double ExcalidrawElement::degrees() const
{
    const double turn = std::fmod(number("angle") * 180 / std::numbers::pi, 360);
    return turn < 0 ? turn + 360 : turn;
}

quint32 ExcalidrawElement::stroke() const
{
    return cssColor(word("strokeColor")).value_or(usualStroke);
}

quint32 ExcalidrawElement::fill() const
{
    return cssColor(word("backgroundColor")).value_or(0);
}

double ExcalidrawElement::width() const
{
    const double said = number("strokeWidth");
    const double width = said > 0 ? said : usualWidth;
    return std::clamp(word("type") == QLatin1String("freedraw") ? width * inkWidths : width, minBoardWidth,
                      maxBoardWidth);
}

double ExcalidrawElement::opacity() const
{
    return std::clamp(number("opacity", 100) / 100, 0.0, 1.0);
}

BoardDash ExcalidrawElement::dash() const
{
    const QString style = word("strokeStyle");
    return style == QLatin1String("dashed")   ? BoardDash::Dashed
           : style == QLatin1String("dotted") ? BoardDash::Dotted
                                              : BoardDash::Solid;
}

QString ExcalidrawElement::text() const
{
    const QString unwrapped = word("originalText");
    const QString text = cleanBoardText(unwrapped.isEmpty() ? word("text") : unwrapped);
    return text.trimmed().isEmpty() ? QString() : text;
}

double ExcalidrawElement::fontSize() const
{
    double size = number("fontSize");
    if (size <= 0) { // once it was written as "20px Virgil"
        const QString font = word("font");
        size = font.left(font.indexOf(QLatin1String("px"))).toDouble();
    }
    return std::clamp(size > 0 ? size : usualFont, minBoardFont, maxBoardFont);
}

BoardAlign ExcalidrawElement::align() const
{
    const QString align = word("textAlign");
    return align == QLatin1String("center")  ? BoardAlign::Center
           : align == QLatin1String("right") ? BoardAlign::Right
                                             : BoardAlign::Left;
}

QStringList ExcalidrawElement::groups() const
{
    QStringList all;
    for (const QJsonValue &group : m_json.value(QLatin1String("groupIds")).toArray())
        if (const QString id = group.toVariant().toString(); !id.isEmpty())
            all.append(id);
    return all;
}

QString ExcalidrawElement::boundTo(const char *end) const
{
    return m_json.value(QLatin1String(end)).toObject().value(QLatin1String("elementId")).toVariant().toString();
}

bool ExcalidrawElement::hasHead(const char *end, bool missing) const
{
    const QJsonValue head = m_json.value(QLatin1String(end));
    return head.isUndefined() ? missing : !head.isNull();
}

bool ExcalidrawElement::hasOtherHead(const char *end) const
{
    const QString head = word(end);
    return !head.isEmpty() && head != QLatin1String("arrow");
}

bool ExcalidrawElement::isCurved() const
{
    const bool round = m_json.value(QLatin1String("roundness")).isObject() ||
                       word("strokeSharpness") == QLatin1String("round"); // as it was written once
    return round && !flag("elbowed") && corners().size() > 2;
}

bool ExcalidrawElement::isSketched() const
{
    return number("roughness", usualRoughness) > 0;
}

bool ExcalidrawElement::isHatched() const
{
    const QString style = word("fillStyle");
    return fill() >> 24 && !style.isEmpty() && style != QLatin1String("solid");
}

bool ExcalidrawElement::hasOtherFont() const
{
    constexpr int helvetica = 2, nunito = 6, liberation = 9; // plain, as the font of boards is
    const int family = int(number("fontFamily"));
    if (family == 0) // once it was written as "20px Virgil"
        return !word("font").contains(QLatin1String("Helvetica"));
    return family != helvetica && family != nunito && family != liberation;
}

bool ExcalidrawElement::isAtEdge() const
{
    const QString align = word("verticalAlign");
    return align == QLatin1String("top") || align == QLatin1String("bottom");
}

std::vector<QPointF> ExcalidrawElement::points() const
{
    std::vector<QPointF> all;
    for (const QJsonValue &value : m_json.value(QLatin1String("points")).toArray())
        if (const QPointF p(value[0].toDouble(), value[1].toDouble()); std::isfinite(p.x()) && std::isfinite(p.y()))
            all.push_back(p);
    return all;
}

std::vector<QPointF> ExcalidrawElement::turnedPoints() const
{
    std::vector<QPointF> way = points();
    if (way.empty() || degrees() == 0)
        return way;
    const auto [left, right] =
        std::minmax_element(way.begin(), way.end(), [](auto a, auto b) { return a.x() < b.x(); });
    const auto [top, bottom] =
        std::minmax_element(way.begin(), way.end(), [](auto a, auto b) { return a.y() < b.y(); });
    const QPointF middle((left->x() + right->x()) / 2, (top->y() + bottom->y()) / 2);
    for (QPointF &p : way)
        p = boardTurned(p, degrees(), middle);
    return way;
}

std::vector<QPointF> ExcalidrawElement::corners() const
{
    std::vector<QPointF> way = turnedPoints();
    if (way.size() < 2) // it is as long as it is wide and high
        way = {QPointF(), QPointF(number("width"), number("height"))};
    const QPointF last = way.back();
    way.erase(std::unique(way.begin(), way.end()), way.end());
    if (way.size() == 1)
        way.push_back(last);
    return way;
}

bool ExcalidrawElement::isFilledLine() const
{
    std::vector<QPointF> way = points();
    way.erase(std::unique(way.begin(), way.end()), way.end());
    return way.size() > 2 && fill() >> 24 && QLineF(way.front(), way.back()).length() <= closedWithin;
}

QJsonArray ExcalidrawElement::pressures() const
{
    const QJsonArray all = m_json.value(QLatin1String("pressures")).toArray();
    const bool told =
        !flag("simulatePressure", true) && all.size() >= m_json.value(QLatin1String("points")).toArray().size();
    return told ? all : QJsonArray();
}

PictureCut ExcalidrawElement::cut() const
{
    PictureCut cut;
    const QJsonArray scale = m_json.value(QLatin1String("scale")).toArray();
    cut.mirrored = scale.at(0).toDouble(1) < 0;
    cut.upsideDown = scale.size() > 1 && scale.at(1).toDouble(1) < 0;
    const QJsonObject crop = m_json.value(QLatin1String("crop")).toObject();
    const auto of = [&](const char *key) { return crop.value(QLatin1String(key)).toDouble(); };
    const double width = of("naturalWidth");
    const double height = of("naturalHeight");
    if (width > 0 && height > 0) {
        const QRectF part(of("x") / width, of("y") / height, of("width") / width, of("height") / height);
        if (const QRectF inside = part & QRectF(0, 0, 1, 1); inside.width() > 0 && inside.height() > 0)
            cut.part = inside;
    }
    return cut;
}

size_t middlePiece(const std::vector<QPointF> &way)
{
    double left = 0;
    for (size_t i = 1; i < way.size(); ++i)
        left += QLineF(way[i - 1], way[i]).length();
    left /= 2;
    for (size_t i = 1; i < way.size(); ++i)
        if ((left -= QLineF(way[i - 1], way[i]).length()) <= 0)
            return i;
    return way.size() - 1;
}

void countPlainer(ImportTally &tally, const ExcalidrawElement &e, BoardKind kind, bool isInShape)
{
    const auto count = [](int &number, bool so) { number += so ? 1 : 0; };
    count(tally.links, !e.word("link").isEmpty());
    if (kind == BoardKind::Text) {
        count(tally.fonts, !e.text().isEmpty() && e.hasOtherFont());
        count(tally.heights, isInShape && e.isAtEdge());
    }
    const bool shape = kind == BoardKind::Rectangle || kind == BoardKind::Ellipse || kind == BoardKind::Diamond;
    count(tally.sketches, (shape || isBoardLine(kind)) && e.isSketched());
    count(tally.patterns, shape && e.isHatched());
    if (isBoardLine(kind))
        count(tally.curves, e.isCurved());
    if (kind == BoardKind::Arrow) {
        const bool atEnd = e.hasHead("endArrowhead", true);
        count(tally.forms, atEnd ? e.hasOtherHead("endArrowhead") : e.hasOtherHead("startArrowhead"));
    }
}

} // namespace coterie::ui
