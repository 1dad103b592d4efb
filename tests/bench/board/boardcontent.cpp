// SPDX-License-Identifier: MIT
#include "tests/bench/board/boardcontent.h"

#include "tests/support/boardkit.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QImage>

#include <cmath>

namespace coterie::bench {
namespace {

using test::Dice;

constexpr int differentPictures = 12;
constexpr quint32 inks[] = {0xff1e1e1e, 0xffe03131, 0xff2f9e44, 0xff1971c2};
constexpr quint32 fills[] = {0, 0xffffec99, 0xffa5d8ff, 0xffb2f2bb};

QString someWords(Dice &dice, int most)
{
    static const char *const words[] = {"lens",   "board", "the",   "a",        "beam",    "of",
                                        "before", "see",   "focus", "question", "drawing", "light"};
    QString text;
    for (int left = dice.between(2, most); left > 0; --left)
        text += QLatin1String(words[dice.between(0, int(std::size(words)) - 1)]) + (left > 1 ? u' ' : u'.');
    return text;
}

// A photograph as far as a painter is concerned: no two pixels alike, and too large to be shown as it is.
QByteArray makePng(Dice &dice)
{
    QImage image(800, 600, QImage::Format_RGB32);
    const double tilt = dice.between(0.5, 3.0);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int v = int(127 + 100 * std::sin(x * 0.01 * tilt) * std::cos(y * 0.013));
            line[x] = qRgb(v, (v + x / 4) & 255, int(200 + dice.next() % 8));
        }
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

class Maker final
{
public:
    Maker(BoardContent &content, quint64 seed)
        : m_content(content)
        , m_dice(seed)
    {
    }

    void pictures()
    {
        for (int i = 0; i < differentPictures; ++i) {
            const QByteArray png = makePng(m_dice);
            const QByteArray hash = QCryptographicHash::hash(png, QCryptographicHash::Sha256);
            m_content.assets.insert(hash, png);
            m_hashes.append(hash);
        }
    }
    void stroke()
    {
        BoardOp op = test::randomStroke(m_dice, newObject(), m_content.size.width(), m_content.size.height());
        for (std::optional<double> *value : {&op.x, &op.y, &op.width})
            *value = std::round(value->value_or(0) * 256) / 256; // as a pen leaves it; other numbers take more bytes
        const auto extent = StrokeExtent::of(*op.points);
        ++m_content.strokes;
        m_content.points += extent ? extent->count : 0;
        m_content.strokeBytes += op.points->size();
        m_content.ops.append(op);
        if (m_content.strokes % 200 == 0)
            m_content.ops.append(BoardOp::erasePart(*op.object, {{4 * 256, 6 * 256}}));
    }
    // Some of the handwriting is marked: a broad stroke that what lies below is seen through.
    void highlight()
    {
        BoardOp op = BoardOp::createStroke(newObject(), m_dice.between(0.0, m_content.size.width()),
                                           m_dice.between(0.0, m_content.size.height()), {}, 0x66ffd43b, 18);
        const StrokePoints points = test::scribble(m_dice, test::Hand::Line, 12, false);
        op.points = points.packed();
        m_content.ops.append(op);
    }
    // Of ten: three shapes, an arrow, by turns another one or a line, two notes, two texts, and by turns a frame, a
    // picture or a group of what came before.
    void other(int number)
    {
        if (number % 8 == 0)
            highlight();
        switch (number % 10) {
        case 0:
        case 3:
        case 6:
            return shape();
        case 1:
            return arrow();
        case 4:
            return number % 20 == 4 ? arrow() : line();
        case 2:
        case 5:
            return written(BoardKind::Sticky, 160, 160, 14);
        case 7:
        case 8:
            return written(BoardKind::Text, 260, 60, 12);
        default:
            switch (number / 10 % 3) {
            case 0:
                return frame();
            case 1:
                return picture();
            default:
                return group();
            }
        }
    }

private:
    [[nodiscard]] ObjectId newObject() { return m_dice.id<ObjectId>(); }
    BoardOp at(BoardKind kind, double w, double h)
    {
        return BoardOp::create(newObject(), kind, m_dice.between(0.0, m_content.size.width()),
                               m_dice.between(0.0, m_content.size.height()), w, h);
    }
    void shape()
    {
        static constexpr BoardKind kinds[] = {BoardKind::Rectangle, BoardKind::Ellipse, BoardKind::Diamond};
        BoardOp op = at(kinds[m_dice.between(0, 2)], m_dice.between(60.0, 260.0), m_dice.between(40.0, 180.0));
        op.color = inks[m_dice.between(0, 3)];
        op.fill = fills[m_dice.between(0, 3)];
        op.dash = m_dice.chance(0.2) ? BoardDash::Dashed : BoardDash::Solid;
        if (m_dice.chance(0.5))
            op.text = someWords(m_dice, 4);
        if (m_dice.chance(0.1))
            op.rotation = m_dice.between(1, 359);
        if (m_dice.chance(0.1))
            op.opacity = 0.5;
        m_last = {*op.object, QPointF(*op.x, *op.y)};
        m_latest = {m_latest.second, *op.object};
        m_content.ops.append(op);
    }
    void line()
    {
        BoardOp op = at(BoardKind::Line, m_dice.between(-220.0, 220.0), m_dice.between(-160.0, 160.0));
        op.color = inks[m_dice.between(0, 3)];
        op.dash = m_dice.chance(0.3) ? BoardDash::Dotted : BoardDash::Solid;
        m_content.ops.append(op);
    }
    // The two shapes that were drawn last, wherever they lie.
    void group()
    {
        if (m_latest.first.isNull())
            return;
        const BoardOp group = BoardOp::createGroup(newObject());
        m_content.ops.append(group);
        for (const ObjectId &one : {m_latest.first, m_latest.second})
            m_content.ops.append(BoardOp::setParent(one, group.object));
        m_latest = {};
    }
    // From the shape that was drawn last to somewhere near it.
    void arrow()
    {
        BoardOp op = at(BoardKind::Arrow, m_dice.between(-220.0, 220.0), m_dice.between(-160.0, 160.0));
        op.x = m_last.second.x();
        op.y = m_last.second.y();
        op.start = BoardAnchor{m_last.first, 0.5, 0.5};
        op.color = inks[m_dice.between(0, 3)];
        m_content.ops.append(op);
    }
    void written(BoardKind kind, double w, double h, int words)
    {
        BoardOp op = at(kind, w, h);
        if (kind == BoardKind::Sticky)
            op.fill = fills[m_dice.between(1, 3)];
        op.text = someWords(m_dice, words);
        m_content.ops.append(op);
    }
    void frame()
    {
        BoardOp op = at(BoardKind::Frame, 900, 600);
        op.text = someWords(m_dice, 3);
        m_content.ops.append(op);
        BoardOp inside = BoardOp::create(newObject(), BoardKind::Sticky, *op.x + 40, *op.y + 40, 160, 160);
        inside.fill = fills[m_dice.between(1, 3)];
        inside.text = someWords(m_dice, 6);
        inside.parent = op.object;
        m_content.ops.append(inside);
    }
    void picture()
    {
        BoardOp op = at(BoardKind::Image, 400, 300);
        op.asset = m_hashes.at(m_dice.between(0, int(m_hashes.size()) - 1));
        m_content.ops.append(op);
    }

    BoardContent &m_content;
    Dice m_dice;
    QList<QByteArray> m_hashes;
    std::pair<ObjectId, QPointF> m_last;
    std::pair<ObjectId, ObjectId> m_latest; // shapes that are in no group
};

} // namespace

BoardContent makeBoardContent(int strokes, BoardMix mix, quint64 seed)
{
    BoardContent content;
    const double screens = std::max(1.0, double(strokes) / strokesAScreen);
    content.size = QSizeF(1920, 1080) * std::sqrt(screens);
    Maker maker(content, seed);
    if (mix == BoardMix::Everything)
        maker.pictures();
    for (int i = 0; i < strokes; ++i) {
        if (mix == BoardMix::Everything && i % 10 == 0)
            maker.other(i / 10);
        maker.stroke();
    }
    return content;
}

} // namespace coterie::bench
