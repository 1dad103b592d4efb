// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/boardjson.h"

#include "app/ui/board/exchange/boardjsonnames.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace coterie::ui {
namespace {

constexpr qsizetype stepsOfProgress = 64; // objects

QString idText(ObjectId id)
{
    return id.value.toString(QUuid::WithoutBraces);
}

QString hex(quint32 argb)
{
    return QString::number(argb, 16).rightJustified(8, u'0');
}

QJsonObject anchorJson(const BoardAnchor &anchor)
{
    return {{QStringLiteral("object"), idText(anchor.object)},
            {QStringLiteral("x"), anchor.x},
            {QStringLiteral("y"), anchor.y}};
}

} // namespace

QByteArray boardToJson(const QString &name, const QList<BoardObject> &objects,
                       const std::function<QByteArray(const QByteArray &asset)> &bytes,
                       const std::function<bool(double)> &progress)
{
    QJsonArray list;
    QJsonObject assets;
    for (qsizetype i = 0; i < objects.size(); ++i) {
        if (progress && i % stepsOfProgress == 0 && !progress(double(i) / double(objects.size())))
            return {};
        const BoardObject &o = objects.at(i);
        if (!isKnownBoardKind(o.kind))
            continue; // nobody could read it again
        QJsonObject json{{QStringLiteral("id"), idText(o.id)},
                         {QStringLiteral("kind"), QLatin1String(boardKindNames[int(o.kind)])},
                         {QStringLiteral("color"), hex(o.color)},
                         {QStringLiteral("width"), o.width}};
        if (o.kind != BoardKind::Group) {
            json.insert(QStringLiteral("x"), o.x);
            json.insert(QStringLiteral("y"), o.y);
            json.insert(QStringLiteral("w"), o.w);
            json.insert(QStringLiteral("h"), o.h);
        }
        if (!o.points.isEmpty())
            json.insert(QStringLiteral("points"), QString::fromLatin1(o.points.toBase64()));
        if (o.rotation != 0)
            json.insert(QStringLiteral("rotation"), o.rotation);
        if (o.fill)
            json.insert(QStringLiteral("fill"), hex(o.fill));
        if (o.opacity != 1)
            json.insert(QStringLiteral("opacity"), o.opacity);
        if (o.dash != BoardDash::Solid)
            json.insert(QStringLiteral("dash"), QLatin1String(boardDashNames[int(o.dash)]));
        if (o.align != BoardAlign::Left)
            json.insert(QStringLiteral("align"), QLatin1String(boardAlignNames[int(o.align)]));
        if (o.kind != BoardKind::Stroke && o.kind != BoardKind::Group)
            json.insert(QStringLiteral("fontSize"), o.fontSize);
        if (!o.text.isEmpty())
            json.insert(QStringLiteral("text"), o.text);
        if (!o.erased.isEmpty()) {
            QJsonArray parts;
            for (const BoardInterval &part : o.erased)
                parts.append(QJsonArray{part.from, part.to});
            json.insert(QStringLiteral("erased"), parts);
        }
        if (o.parent)
            json.insert(QStringLiteral("parent"), idText(*o.parent));
        if (o.locked)
            json.insert(QStringLiteral("locked"), true);
        if (o.start)
            json.insert(QStringLiteral("start"), anchorJson(*o.start));
        if (o.end)
            json.insert(QStringLiteral("end"), anchorJson(*o.end));
        if (!o.asset.isEmpty()) {
            const QString key = QString::fromLatin1(o.asset.toHex());
            json.insert(QStringLiteral("asset"), key);
            if (const QByteArray data = bytes ? bytes(o.asset) : QByteArray(); !data.isEmpty())
                assets.insert(key, QString::fromLatin1(data.toBase64()));
        }
        list.append(json);
    }
    QJsonObject board{{QStringLiteral("format"), QStringLiteral("coterie-board")},
                      {QStringLiteral("version"), boardJsonVersion},
                      {QStringLiteral("name"), name},
                      {QStringLiteral("objects"), list}};
    if (!assets.isEmpty())
        board.insert(QStringLiteral("assets"), assets);
    return QJsonDocument(board).toJson(QJsonDocument::Indented);
}

} // namespace coterie::ui
