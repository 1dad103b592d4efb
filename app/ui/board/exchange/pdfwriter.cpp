// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/pdfwriter.h"

#include "app/ui/board/exchange/decimals.h"
#include "app/ui/board/exchange/inkoutline.h"
#include "app/ui/board/exchange/pngwriter.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QImageReader>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

constexpr double pointsPerUnit = 0.75; // 96 board units are an inch
constexpr double longestPage = 14'400; // points; readers take no longer ones
constexpr int places = 2;              // of what has a place: as in an SVG
constexpr int colorPlaces = 3;         // tells 256 apart
constexpr int numberLevel = 4;         // of zlib: at 6 numbers take four times as long, for a tenth less

void append(QByteArray &out, std::initializer_list<double> values, const char *op, int decimals = places)
{
    for (const double v : values) {
        appendNumber(out, v, decimals);
        out += ' ';
    }
    out += op;
    out += '\n';
}

void appendConcat(QByteArray &out, const QTransform &t)
{
    for (const double v : {t.m11(), t.m12(), t.m21(), t.m22()}) {
        appendNumber(out, v, 7);
        out += ' ';
    }
    append(out, {t.dx(), t.dy()}, "cm");
}

void appendPdfColor(QByteArray &out, quint32 argb, const char *op)
{
    append(out, {(argb >> 16 & 0xff) / 255.0, (argb >> 8 & 0xff) / 255.0, (argb & 0xff) / 255.0}, op, colorPlaces);
}

void appendPath(QByteArray &out, const QPainterPath &path)
{
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element e = path.elementAt(i);
        if (e.isMoveTo()) {
            append(out, {e.x, e.y}, "m");
        } else if (e.isLineTo()) {
            append(out, {e.x, e.y}, "l");
        } else if (e.isCurveTo() && i + 2 < path.elementCount()) {
            const QPainterPath::Element b = path.elementAt(i + 1);
            const QPainterPath::Element c = path.elementAt(i + 2);
            append(out, {e.x, e.y, b.x, b.y, c.x, c.y}, "c");
            i += 2;
        }
    }
}

QByteArray reference(int object)
{
    return QByteArray::number(object) + " 0 R";
}

// A text as UTF-16, which every reader shows.
QByteArray hexText(const QString &text)
{
    QByteArray bytes = "feff";
    for (const QChar c : text)
        bytes += QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    return '<' + bytes + '>';
}

} // namespace

int PdfWriter::add(const QByteArray &object)
{
    m_objects.push_back(object);
    return int(m_objects.size());
}

int PdfWriter::addStream(const QByteArray &dictionary, const QByteArray &data, int level)
{
    const QByteArray body = level > 0 ? deflated(data, level) : data;
    return add("<<" + dictionary + (level > 0 ? "/Filter/FlateDecode" : "") + "/Length " +
               QByteArray::number(body.size()) + ">>\nstream\n" + body + "\nendstream");
}

void PdfWriter::beginPage(const QRectF &area)
{
    const double longest = std::max(area.width(), area.height()) * pointsPerUnit;
    const double scale = pointsPerUnit * std::min(1.0, longestPage / std::max(longest, 1.0));
    m_size = area.size() * scale;
    m_content.clear();
    append(m_content, {0, 0, m_size.width(), m_size.height()}, "re W n");
    // The board's y goes down, a page's up.
    appendConcat(m_content,
                 QTransform(scale, 0, 0, -scale, -area.left() * scale, m_size.height() + area.top() * scale));
    m_content += "1 J 1 j\n";
}

void PdfWriter::endPage()
{
    m_pages.push_back({addStream({}, m_content, numberLevel), m_size});
    m_content.clear();
}

void PdfWriter::setAlpha(quint32 argb)
{
    const int alpha = int(argb >> 24);
    if (!m_alphas.contains(alpha)) {
        QByteArray state = "<</Type/ExtGState/ca ";
        appendNumber(state, alpha / 255.0, 4);
        state += "/CA ";
        appendNumber(state, alpha / 255.0, 4);
        m_alphas[alpha] = add(state + ">>");
    }
    m_content += "/A" + QByteArray::number(alpha) + " gs\n";
}

void PdfWriter::ink(const InkStroke &stroke, quint32 argb)
{
    const InkPath shape = inkPath(stroke);
    if (shape.filled)
        fill(shape.path, argb);
    else
        line(shape.path, double(stroke.width), argb);
}

void PdfWriter::line(const QPainterPath &path, double width, quint32 argb)
{
    setAlpha(argb);
    appendPdfColor(m_content, argb, "RG");
    append(m_content, {width}, "w");
    appendPath(m_content, penPath(path));
    m_content += "S\n";
}

void PdfWriter::fill(const QPainterPath &path, quint32 argb)
{
    setAlpha(argb);
    appendPdfColor(m_content, argb, "rg");
    appendPath(m_content, path);
    m_content += "f\n";
}

void PdfWriter::text(const LaidText &block, const QTransform &toBoard, quint32 argb)
{
    for (const LaidText::Glyph &glyph : block.glyphs) {
        const QTransform here = QTransform::fromTranslate(glyph.at.x(), glyph.at.y()) * toBoard;
        if (glyph.outline->picture) {
            const QRectF &frame = glyph.outline->frame;
            picture(glyph.outline->picture,
                    QTransform(frame.width(), 0, 0, frame.height(), frame.x(), frame.y()) * here);
        } else {
            fill(here.map(glyph.outline->path), argb);
        }
    }
    m_words.append(m_content, block, toBoard);
}

// The picture's own bytes where a reader understands them, else its pixels.
int PdfWriter::addPicture(const Picture &picture)
{
    const auto dictionary = [](QSize size, const char *space, const QByteArray &more) -> QByteArray {
        return "/Type/XObject/Subtype/Image/BitsPerComponent 8/Interpolate true/Width " +
               QByteArray::number(size.width()) + "/Height " + QByteArray::number(size.height()) + "/ColorSpace/" +
               space + more;
    };
    QByteArray stored = picture.asset.isEmpty() || !m_bytes ? QByteArray() : m_bytes(picture.asset);
    if (stored.startsWith("\xff\xd8\xff")) {
        QBuffer buffer(&stored);
        buffer.open(QIODevice::ReadOnly);
        QImageReader reader(&buffer, "jpeg");
        // Turned ones and those of other colours are written as pixels.
        if (reader.transformation() == QImageIOHandler::TransformationNone &&
            reader.imageFormat() == QImage::Format_RGB32)
            return addStream(dictionary(reader.size(), "DeviceRGB", "/Filter/DCTDecode"), stored, 0);
    }
    const QImage image = picture.levels.front();
    QByteArray rgb;
    QByteArray alpha;
    rgb.reserve(image.width() * image.height() * 3);
    for (int y = 0; y < image.height(); ++y) {
        const auto *row = reinterpret_cast<const quint32 *>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const quint32 p = image.hasAlphaChannel() ? qUnpremultiply(row[x]) : row[x];
            rgb += char(qRed(p));
            rgb += char(qGreen(p));
            rgb += char(qBlue(p));
            if (image.hasAlphaChannel())
                alpha += char(qAlpha(p));
        }
    }
    QByteArray mask;
    if (!alpha.isEmpty())
        mask = "/SMask " + reference(addStream(dictionary(image.size(), "DeviceGray", {}), alpha, pixelLevel));
    return addStream(dictionary(image.size(), "DeviceRGB", mask), rgb, pixelLevel);
}

void PdfWriter::picture(const PicturePtr &picture, const QTransform &toBoard)
{
    auto known = m_pictures.constFind(picture.get());
    if (known == m_pictures.constEnd()) {
        m_pictureObjects.push_back(addPicture(*picture));
        m_kept.push_back(picture);
        known = m_pictures.insert(picture.get(), int(m_pictureObjects.size()) - 1);
    }
    setAlpha(0xff000000);
    m_content += "q\n";
    appendConcat(m_content, QTransform(1, 0, 0, -1, 0, 1) * toBoard); // a PDF's unit square stands upright
    m_content += "/P" + QByteArray::number(*known) + " Do\nQ\n";
}

void PdfWriter::beginGroup(double opacity, const QRectF &box)
{
    m_outer = std::exchange(m_content, "1 J 1 j\n");
    m_opacity = opacity;
    m_groupBox = box;
}

void PdfWriter::endGroup()
{
    QByteArray box;
    for (const double v : {m_groupBox.left(), m_groupBox.top(), m_groupBox.right(), m_groupBox.bottom()}) {
        appendNumber(box, v, places);
        box += ' ';
    }
    box.chop(1);
    // Its resources are the document's, which are written last: they are in an object with a number known by now.
    const int form = addStream("/Type/XObject/Subtype/Form/Group<</S/Transparency>>/BBox[" + box + "]/Resources @R@",
                               m_content, numberLevel);
    m_content = std::exchange(m_outer, {});
    m_forms.push_back(form);
    setAlpha(quint32(std::lround(m_opacity * 255)) << 24);
    m_content += "/F" + QByteArray::number(m_forms.size() - 1) + " Do\n";
}

QByteArray PdfWriter::resources()
{
    const QByteArray fonts = m_words.fonts([this](const QByteArray &object) { return add(object); },
                                           [this](const QByteArray &data) { return addStream({}, data, numberLevel); });
    QByteArray all = "<<";
    if (!fonts.isEmpty())
        all += "/Font<<" + fonts + ">>";
    all += "/ExtGState<<";
    for (const auto &[alpha, object] : m_alphas)
        all += "/A" + QByteArray::number(alpha) + ' ' + reference(object);
    all += ">>/XObject<<";
    for (size_t i = 0; i < m_pictureObjects.size(); ++i)
        all += "/P" + QByteArray::number(i) + ' ' + reference(m_pictureObjects[i]);
    for (size_t i = 0; i < m_forms.size(); ++i)
        all += "/F" + QByteArray::number(i) + ' ' + reference(m_forms[i]);
    return all + ">>>>";
}

bool PdfWriter::write(QIODevice &out, const QString &title)
{
    const int shared = add(resources());
    for (const int form : m_forms) { // only the dictionary, before the stream
        QByteArray &object = m_objects[size_t(form) - 1];
        const qsizetype at = object.indexOf("@R@");
        object.replace(at, 3, reference(shared));
    }
    const int tree = int(m_objects.size() + m_pages.size()) + 1;
    QByteArray kids;
    for (const Page &page : m_pages) {
        QByteArray box;
        appendNumber(box, page.size.width(), places);
        box += ' ';
        appendNumber(box, page.size.height(), places);
        kids += reference(add("<</Type/Page/Parent " + reference(tree) + "/MediaBox[0 0 " + box + "]/Resources " +
                              reference(shared) + "/Group<</S/Transparency/CS/DeviceRGB>>/Contents " +
                              reference(page.content) + ">>")) +
                ' ';
    }
    add("<</Type/Pages/Count " + QByteArray::number(m_pages.size()) + "/Kids[" + kids.trimmed() + "]>>");
    const int root = add("<</Type/Catalog/Pages " + reference(tree) + ">>");
    const int info = add("<</Title " + hexText(title) +
                         "/Producer(Coterie)/CreationDate(D:20000101000000Z)/ModDate(D:20000101000000Z)>>");

    QByteArray bytes = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
    std::vector<qsizetype> offsets;
    for (size_t i = 0; i < m_objects.size(); ++i) {
        offsets.push_back(bytes.size());
        bytes += QByteArray::number(i + 1) + " 0 obj\n" + m_objects[i] + "\nendobj\n";
    }
    const QByteArray id = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).left(16).toHex();
    const qsizetype table = bytes.size();
    bytes += "xref\n0 " + QByteArray::number(m_objects.size() + 1) + "\n0000000000 65535 f \n";
    for (const qsizetype offset : offsets)
        bytes += QByteArray::number(offset).rightJustified(10, '0') + " 00000 n \n";
    bytes += "trailer\n<</Size " + QByteArray::number(m_objects.size() + 1) + "/Root " + reference(root) + "/Info " +
             reference(info) + "/ID[<" + id + "><" + id + ">]>>\nstartxref\n" + QByteArray::number(table) + "\n%%EOF\n";
    return out.write(bytes) == bytes.size();
}

} // namespace coterie::ui
