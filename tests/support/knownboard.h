// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/boardexport.h"
#include "app/ui/board/exchange/pngwriter.h"
#include "tests/support/figurekit.h"

#include <QBuffer>

// A board of every kind of thing that is painted otherwise, with the places where each is to be seen.
namespace coterie::test {

// What is above, so much of it, upon what is below.
inline QRgb mixed(QRgb above, double opacity, QRgb below)
{
    const auto channel = [&](int a, int b) { return int(std::lround(a * opacity + b * (1 - opacity))); };
    return qRgb(channel(qRed(above), qRed(below)), channel(qGreen(above), qGreen(below)),
                channel(qBlue(above), qBlue(below)));
}

// Four even quarters, of which the last may let half through.
inline QImage quarters(QSize size, const QRgb (&of)[4], int lastAlpha)
{
    QImage image(size, QImage::Format_ARGB32);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x) {
            const int at = 2 * (2 * y >= size.height()) + (2 * x >= size.width());
            image.setPixel(x, y, at == 3 ? (of[3] & 0xffffff) | QRgb(lastAlpha) << 24 : of[at]);
        }
    return image;
}

inline constexpr QRgb red = 0xffe03131;
inline constexpr QRgb green = 0xff2f9e44;
inline constexpr QRgb blue = 0xff1971c2;
inline constexpr QRgb yellow = 0xffffd43b;
inline constexpr QRgb dark = 0xff1e1e1e;
inline constexpr QRgb white = 0xffffffff;
inline constexpr QRgb pictureColors[] = {red, green, blue, dark};

struct KnownBoard {
    struct Inked {
        const char *what;
        QRectF box;
    };
    struct Even {
        const char *what;
        QPointF at; // and around it
        QRgb color;
    };
    ui::ExportSource source;
    QList<Inked> inked;
    QList<Even> even;

    KnownBoard()
    {
        source.name = QStringLiteral("Known <board>");
        strokes();
        shapes();
        notes();
        seeThrough();
        images();
        frame({20, 20, 420, 300}).text = QStringLiteral("First things");
        frame({460, 20, 400, 460}).text = QStringLiteral("Second");
        inked.append({"the title of a frame", {20, -6, 130, 24}});
        inked.append({"the outline of a frame", {12, 60, 16, 220}});
        ui::setStoredPictures(source, m_stored);
    }

private:
    BoardObject &add(BoardObject object)
    {
        object.order = BoardOrderKey(source.objects.size() + 1);
        source.objects.append(object);
        return source.objects.last();
    }
    BoardObject &add(BoardKind kind, const QRectF &box)
    {
        BoardObject object;
        object.id = m_dice.id<ObjectId>();
        object.kind = kind;
        std::tie(object.x, object.y, object.w, object.h) = std::tuple(box.x(), box.y(), box.width(), box.height());
        object.color = dark;
        object.width = 3;
        return add(object);
    }
    BoardObject &frame(const QRectF &box)
    {
        BoardObject &object = add(BoardKind::Frame, box);
        object.width = 4;
        return object;
    }
    BoardObject &addStroke(const QPointF &at, const StrokePoints &points, quint32 argb, double width)
    {
        const ObjectId id = m_dice.id<ObjectId>();
        return add(objectOf(BoardOp::createStroke(id, at.x(), at.y(), points.packed(), argb, width), 1));
    }
    QByteArray stored(const QByteArray &bytes)
    {
        const QByteArray asset = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        m_stored.insert(asset, bytes);
        return asset;
    }

    void strokes()
    {
        StrokePoints pressed;
        StrokePoints level;
        for (int i = 0; i < 160; ++i) {
            const auto quanta = [](double v) { return qint16(std::lround(16 * v)); };
            pressed.at.push_back({quanta(i), quanta(14 * std::sin(i / 7.0))});
            pressed.pressure.push_back(quint8(60 + 195 * i / 160));
            level.at.push_back({quanta(i), quanta(10 * std::cos(i / 9.0))});
        }
        addStroke({40, 60}, pressed, dark, 6);
        inked.append({"a stroke that is pressed harder and harder", {36, 38, 168, 44}});
        addStroke({240, 60}, level, red, 4);
        inked.append({"a stroke of an even width", {236, 42, 168, 36}});
        StrokePoints dot;
        dot.at = {{0, 0}};
        addStroke({390, 220}, dot, dark, 16);
        inked.append({"a dot of a pen", {374, 204, 32, 32}});
        add(BoardKind::Line, {390, 260, 0, 0}).width = 16;
        inked.append({"a line without a length", {374, 244, 32, 32}});
    }
    void shapes()
    {
        BoardObject &filled = add(BoardKind::Rectangle, {40, 100, 170, 80});
        filled.fill = 0xffa5d8ff;
        filled.text = QStringLiteral("Written inside");
        filled.align = BoardAlign::Center;
        inked.append({"the text in a shape", {50, 110, 150, 60}});
        even.append({"the fill of a shape", {50, 110}, 0xffa5d8ff});
        BoardObject &round = add(BoardKind::Ellipse, {240, 100, 170, 80});
        round.dash = BoardDash::Dashed;
        round.text = QStringLiteral("Around");
        round.align = BoardAlign::Center;
        inked.append({"a dashed outline", {236, 96, 30, 88}});
        inked.append({"the text in an ellipse", {280, 120, 90, 40}});
        BoardObject &arrow = add(BoardKind::Arrow, {60, 230, 130, 60});
        arrow.color = blue;
        arrow.width = 4;
        inked.append({"an arrow", {140, 252, 56, 46}});
    }
    void notes()
    {
        BoardObject &note = add(BoardKind::Sticky, {240, 200, 110, 100});
        note.fill = yellow;
        note.text = QStringLiteral("Buy new pens");
        inked.append({"the text of a note", {250, 210, 90, 80}});
        even.append({"the paper of a note", {247, 207}, yellow});
        BoardObject &text = add(BoardKind::Text, {480, 40, 200, 60});
        text.text = QStringLiteral("A text by itself, turned a little");
        text.rotation = 8;
        inked.append({"a text", {476, 26, 208, 88}});
    }
    void seeThrough()
    {
        // Fill and outline are one layer: under the inner half of the outline the fill is not seen.
        BoardObject &below = add(BoardKind::Rectangle, {480, 130, 160, 60});
        below.fill = blue;
        below.color = blue;
        BoardObject &group = add(BoardKind::Rectangle, {520, 150, 80, 90});
        group.fill = red;
        group.color = green;
        group.width = 24;
        group.opacity = 0.5;
        even.append({"a layer that lets half through", {560, 215}, mixed(red, 0.5, white)});
        even.append({"that layer above a shape", {560, 176}, mixed(red, 0.5, blue)});
        even.append({"the inner half of its outline", {526, 215}, mixed(green, 0.5, white)});
        even.append({"its outline above a shape", {526, 176}, mixed(green, 0.5, blue)});
        // A highlighter that crosses its own line.
        StrokePoints loop;
        for (const QPointF &at : {QPointF(0, 0), QPointF(160, 0), QPointF(160, 60), QPointF(80, 60), QPointF(80, -50)})
            loop.at.push_back({qint16(16 * at.x()), qint16(16 * at.y())});
        addStroke({660, 170}, loop, yellow, 18).opacity = 0.4;
        even.append({"a highlighter", {690, 170}, mixed(yellow, 0.4, white)});
        even.append({"where it crosses itself", {740, 170}, mixed(yellow, 0.4, white)});
        inked.append({"the highlighter", {650, 110, 190, 135}});
    }
    void images()
    {
        QByteArray jpeg;
        QBuffer buffer(&jpeg);
        buffer.open(QIODevice::WriteOnly);
        quarters({160, 120}, pictureColors, 255).convertToFormat(QImage::Format_RGB32).save(&buffer, "JPG", 95);
        const QByteArray clear = stored(ui::pngOf(quarters({64, 64}, pictureColors, 128)));
        const auto at = [](const QRectF &box, double x, double y) {
            return box.topLeft() + QPointF(x * box.width(), y * box.height());
        };
        const QRectF first(480, 270, 120, 90);
        add(BoardKind::Image, first).asset = stored(jpeg);
        even.append({"a JPEG, upper left", at(first, 0.25, 0.25), red});
        even.append({"a JPEG, upper right", at(first, 0.75, 0.25), green});
        even.append({"a JPEG, lower left", at(first, 0.25, 0.75), blue});
        even.append({"a JPEG, lower right", at(first, 0.75, 0.75), dark});
        const QRectF second(640, 270, 90, 90);
        add(BoardKind::Image, second).asset = clear;
        even.append({"a PNG, upper left", at(second, 0.25, 0.25), red});
        even.append({"a PNG, upper right", at(second, 0.75, 0.25), green});
        even.append({"a PNG, what lets half through", at(second, 0.75, 0.75), mixed(dark, 128 / 255.0, white)});
        // Turned by a quarter, and half of it.
        const QRectF third(480, 380, 80, 80);
        BoardObject &turned = add(BoardKind::Image, third);
        turned.asset = clear;
        turned.rotation = 90;
        turned.opacity = 0.6;
        even.append({"a faint picture, upper left", at(third, 0.25, 0.25), mixed(blue, 0.6, white)});
        even.append({"a faint picture, upper right", at(third, 0.75, 0.25), mixed(red, 0.6, white)});
        even.append({"a faint picture, lower left", at(third, 0.25, 0.75), mixed(dark, 0.6 * 128 / 255.0, white)});
    }

    Dice m_dice{48};
    QHash<QByteArray, QByteArray> m_stored;
};

} // namespace coterie::test
