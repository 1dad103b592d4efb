// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/figure.h"
#include "app/ui/board/picture.h"
#include "tests/support/boardkit.h"

#include <QCryptographicHash>
#include <QHash>

// Seeded objects of every kind, and pictures for them.
namespace coterie::test {

inline constexpr quint32 testInks[] = {0xff1e1e1e, 0xffe03131, 0xff2f9e44, 0xff1971c2, 0xfff08c00, 0x809c36b5};

inline BoardObject objectOf(const BoardOp &op, qint64 order)
{
    BoardDoc doc;
    doc.apply({newId<OpId>(), newId<UserId>(), {op}}, 1);
    BoardObject object = *doc.object(*op.object);
    object.order = BoardOrderKey(order);
    return object;
}

inline BoardObject shape(BoardKind kind, QRectF frame)
{
    BoardObject o;
    o.id = newId<ObjectId>();
    o.kind = kind;
    o.x = frame.x();
    o.y = frame.y();
    o.w = frame.width();
    o.h = frame.height();
    o.order = BoardOrderKey(1);
    return o;
}

inline QString randomWords(Dice &dice, int most)
{
    static const QString words[] = {QStringLiteral("board"),  QStringLiteral("Überschrift"), QStringLiteral("ink"),
                                    QStringLiteral("(a+b)²"), QStringLiteral("שלום"),        QStringLiteral("مرحبا"),
                                    QStringLiteral("\n"),     QStringLiteral("rendezvous"),  QStringLiteral("Łódź"),
                                    QStringLiteral("42 %"),   QStringLiteral("😀"),           QStringLiteral("…")};
    QString text;
    const int count = dice.between(0, most);
    for (int i = 0; i < count; ++i)
        text += words[dice.between(0, int(std::size(words)) - 1)] + QLatin1Char(' ');
    return text;
}

// A few pictures by the SHA-256 of their number.
class Pictures
{
public:
    Pictures()
    {
        for (int n = 0; n < 4; ++n) {
            QImage image(40 + 60 * n, 50 + 40 * n, n % 2 ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x) {
                    const int a = n % 2 ? 255 : (x + y) % 256;
                    image.setPixel(x, y, qPremultiply(qRgba(x * 5 & 255, y * 3 & 255, (x ^ y) & 255, a)));
                }
            m_all.insert(assetOf(n), ui::Picture::of(image, {}, assetOf(n)));
        }
    }
    [[nodiscard]] static QByteArray assetOf(int n)
    {
        return QCryptographicHash::hash(QByteArray::number(n), QCryptographicHash::Sha256);
    }
    [[nodiscard]] ui::PictureState state(const QByteArray &asset) const
    {
        if (const auto picture = m_all.value(asset))
            return {picture, 1, false};
        return {{}, asset.isEmpty() ? -1 : double(quint8(asset[0])) / 255, asset.size() > 1 && asset[1] % 2};
    }

private:
    QHash<QByteArray, ui::PicturePtr> m_all;
};

inline BoardObject randomObject(Dice &dice, double width, double height, const QList<ObjectId> &targets = {})
{
    const auto kind = BoardKind(dice.between(0, int(BoardKind::Frame)));
    BoardObject o;
    if (kind == BoardKind::Stroke) {
        o = objectOf(randomStroke(dice, dice.id<ObjectId>(), width, height), 1);
        if (dice.chance(0.3)) {
            o.w = dice.between(-2.0, 2.0);
            o.h = dice.between(0.3, 2.0);
        }
        if (dice.chance(0.2)) { // a highlighter
            o.opacity = 0.4;
            o.width = 18;
        }
    } else {
        o.id = dice.id<ObjectId>();
        o.kind = kind;
        o.x = dice.between(0.0, width);
        o.y = dice.between(0.0, height);
        o.w = dice.between(0.0, 1.0) * dice.between(0.0, 600.0);
        o.h = dice.between(0.0, 1.0) * dice.between(0.0, 400.0);
        o.color = testInks[dice.between(0, 5)];
        o.fill = dice.chance(0.5)
                     ? (testInks[dice.between(0, 5)] & 0xffffff) | (dice.chance(0.5) ? 0x60000000 : 0xff000000)
                     : 0;
        o.width = dice.between(0.5, 12.0);
        o.dash = BoardDash(dice.between(0, 2));
        o.align = BoardAlign(dice.between(0, 2));
        o.fontSize = dice.between(6.0, 60.0);
        o.opacity = dice.chance(0.3) ? dice.between(0.1, 1.0) : 1;
        if (kind == BoardKind::Image)
            o.asset = Pictures::assetOf(dice.between(0, 5));
        if (isBoardLine(kind)) {
            o.w *= dice.chance(0.5) ? 1 : -1;
            const auto anchor = [&]() -> std::optional<BoardAnchor> {
                if (targets.isEmpty() || dice.chance(0.5))
                    return {};
                return BoardAnchor{targets.at(dice.between(0, int(targets.size()) - 1)), dice.unit(), dice.unit()};
            };
            o.start = anchor();
            o.end = anchor();
        }
    }
    if (dice.chance(0.4))
        o.rotation = dice.between(0.0, 359.9);
    o.order = BoardOrderKey(dice.between(1, 1'000'000));
    return o;
}

} // namespace coterie::test
