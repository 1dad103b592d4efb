// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/svgcanvas.h"

#include "app/ui/board/exchange/decimals.h"
#include "app/ui/board/exchange/inkoutline.h"
#include "app/ui/board/exchange/pngwriter.h"

#include <QBuffer>

namespace coterie::ui {
namespace {

void appendSvgColor(QByteArray &out, const char *name, quint32 argb)
{
    out += ' ';
    out += name;
    out += "=\"#" + QByteArray::number(argb & 0xffffff, 16).rightJustified(6, '0') + '"';
    if (const quint32 alpha = argb >> 24; alpha < 255) {
        out += ' ';
        out += name;
        out += "-opacity=\"";
        appendNumber(out, alpha / 255.0, 3);
        out += '"';
    }
}

void appendTransform(QByteArray &out, const QTransform &t)
{
    out += " transform=\"matrix(";
    for (const double v : {t.m11(), t.m12(), t.m21(), t.m22()}) {
        appendNumber(out, v, 6);
        out += ' ';
    }
    appendNumber(out, t.dx(), 3);
    out += ' ';
    appendNumber(out, t.dy(), 3);
    out += ")\"";
}

// Rounding relative steps adds up unless each step starts at the rounded point.
class PathData
{
public:
    explicit PathData(QByteArray &out)
        : m_out(out)
    {
    }
    void command(char letter)
    {
        m_out += letter;
        m_first = true;
    }
    void point(const QPointF &p, bool moves)
    {
        const qint64 x = std::llround(p.x() * 100);
        const qint64 y = std::llround(p.y() * 100);
        pair(x - m_x, y - m_y);
        if (moves) {
            m_x = x;
            m_y = y;
        }
    }

private:
    void pair(qint64 x, qint64 y)
    {
        if (!m_first && x >= 0)
            m_out += ' ';
        appendNumber(m_out, double(x) / 100);
        if (y >= 0)
            m_out += ' ';
        appendNumber(m_out, double(y) / 100);
        m_first = false;
    }
    QByteArray &m_out;
    qint64 m_x = 0;
    qint64 m_y = 0;
    bool m_first = true;
};

} // namespace

QByteArray xmlText(QString text)
{
    const auto isForbidden = [](QChar c) {
        return (c < u' ' && c != u'\t' && c != u'\n' && c != u'\r') || c >= QChar(0xfffe);
    };
    text.removeIf(isForbidden);
    return text.toHtmlEscaped().toUtf8();
}

void appendPathData(QByteArray &out, const QPainterPath &path)
{
    PathData data(out);
    char last = 0;
    const auto begin = [&](char letter) {
        if (letter != last)
            data.command(letter);
        last = letter;
    };
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element e = path.elementAt(i);
        if (e.isMoveTo()) {
            last = 0;
            begin('m');
            data.point(e, true);
        } else if (e.isLineTo()) {
            begin('l');
            data.point(e, true);
        } else if (e.isCurveTo() && i + 2 < path.elementCount()) {
            begin('c');
            data.point(e, false);
            data.point(path.elementAt(i + 1), false);
            data.point(path.elementAt(i + 2), true);
            i += 2;
        }
    }
}

QByteArray portableBytes(const Picture &picture, const QByteArray &stored)
{
    if (stored.startsWith("\x89PNG") || stored.startsWith("\xff\xd8\xff"))
        return stored;
    return pngOf(picture.levels.front());
}

void SvgCanvas::ink(const InkStroke &stroke, quint32 argb)
{
    const InkPath shape = inkPath(stroke);
    if (shape.filled)
        fill(shape.path, argb);
    else
        line(shape.path, double(stroke.width), argb);
}

void SvgCanvas::line(const QPainterPath &path, double width, quint32 argb)
{
    m_body += "<path fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\" stroke-width=\"";
    appendNumber(m_body, width, 3);
    m_body += '"';
    appendSvgColor(m_body, "stroke", argb);
    m_body += " d=\"";
    appendPathData(m_body, penPath(path));
    m_body += "\"/>\n";
}

void SvgCanvas::fill(const QPainterPath &path, quint32 argb)
{
    m_body += "<path";
    appendSvgColor(m_body, "fill", argb);
    m_body += " d=\"";
    appendPathData(m_body, path);
    m_body += "\"/>\n";
}

void SvgCanvas::text(const LaidText &block, const QTransform &toBoard, quint32 argb)
{
    m_body += "<g role=\"img\" aria-label=\"" + xmlText(block.words) + '"'; // the letters themselves are lines
    appendSvgColor(m_body, "fill", argb);
    appendTransform(m_body, toBoard);
    m_body += ">\n";
    for (const LaidText::Glyph &glyph : block.glyphs) {
        if (glyph.outline->picture) {
            const QRectF &frame = glyph.outline->frame;
            picture(glyph.outline->picture, QTransform(frame.width(), 0, 0, frame.height(), frame.x() + glyph.at.x(),
                                                       frame.y() + glyph.at.y()));
            continue;
        }
        auto known = m_glyphs.constFind(glyph.outline.get());
        if (known == m_glyphs.constEnd()) {
            const int number = int(m_glyphs.size());
            m_definitions += "<path id=\"g" + QByteArray::number(number) + "\" d=\"";
            appendPathData(m_definitions, glyph.outline->path);
            m_definitions += "\"/>\n";
            m_keptGlyphs.push_back(glyph.outline);
            known = m_glyphs.insert(glyph.outline.get(), number);
        }
        m_body += "<use xlink:href=\"#g" + QByteArray::number(*known) + "\" x=\"";
        appendNumber(m_body, glyph.at.x());
        m_body += "\" y=\"";
        appendNumber(m_body, glyph.at.y());
        m_body += "\"/>\n";
    }
    m_body += "</g>\n";
}

void SvgCanvas::picture(const PicturePtr &picture, const QTransform &toBoard)
{
    auto known = m_pictures.constFind(picture.get());
    if (known == m_pictures.constEnd()) {
        const int number = int(m_pictures.size());
        const QByteArray bytes =
            portableBytes(*picture, picture->asset.isEmpty() || !m_bytes ? QByteArray() : m_bytes(picture->asset));
        const QByteArray data =
            "data:image/" + QByteArray(bytes.startsWith("\x89PNG") ? "png" : "jpeg") + ";base64," + bytes.toBase64();
        m_definitions += "<image id=\"p" + QByteArray::number(number) +
                         "\" width=\"1\" height=\"1\" preserveAspectRatio=\"none\" xlink:href=\"" + data + "\"/>\n";
        m_kept.push_back(picture);
        known = m_pictures.insert(picture.get(), number);
    }
    m_body += "<use xlink:href=\"#p" + QByteArray::number(*known) + '"';
    appendTransform(m_body, toBoard);
    m_body += "/>\n";
}

void SvgCanvas::beginGroup(double opacity, const QRectF &)
{
    m_body += "<g opacity=\"";
    appendNumber(m_body, opacity, 3);
    m_body += "\">\n";
}

void SvgCanvas::endGroup()
{
    m_body += "</g>\n";
}

} // namespace coterie::ui
