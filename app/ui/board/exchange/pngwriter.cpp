// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/pngwriter.h"

#include <QBuffer>
#include <QtEndian>

#include <zlib.h>

#include <cmath>

namespace coterie::ui {
namespace {

constexpr qsizetype chunkBytes = 64 * 1024;
constexpr char upFilter = 2; // each byte less the one above it

QByteArray number(quint32 value)
{
    QByteArray bytes(4, 0);
    qToBigEndian(value, bytes.data());
    return bytes;
}

} // namespace

struct PngWriter::Deflate {
    z_stream stream{};
    QByteArray out = QByteArray(chunkBytes, 0);
    bool good = false;
    Deflate()
    {
        good = deflateInit(&stream, pixelLevel) == Z_OK;
        rewind();
    }
    ~Deflate() { deflateEnd(&stream); }
    Q_DISABLE_COPY_MOVE(Deflate)
    void rewind()
    {
        stream.next_out = reinterpret_cast<Bytef *>(out.data());
        stream.avail_out = uInt(out.size());
    }
};

PngWriter::PngWriter(QIODevice &out, QSize size, bool withAlpha, double pixelsPerInch)
    : m_out(out)
    , m_size(size)
    , m_alpha(withAlpha)
    , m_deflate(std::make_unique<Deflate>())
{
    const qsizetype samples = qsizetype(size.width()) * (withAlpha ? 4 : 3);
    m_row.fill(0, samples + 1);
    m_row[0] = upFilter;
    m_before.fill(0, samples);
    m_good = m_deflate->good && m_out.write("\x89PNG\r\n\x1a\n", 8) == 8;
    QByteArray head = number(quint32(size.width())) + number(quint32(size.height()));
    head += QByteArray("\x08", 1) + (withAlpha ? '\x06' : '\x02') + QByteArray(3, 0);
    chunk("IHDR", head);
    chunk("sRGB", QByteArray(1, 0));
    const auto perMetre = quint32(std::lround(pixelsPerInch / 0.0254));
    chunk("pHYs", number(perMetre) + number(perMetre) + '\x01');
}

PngWriter::~PngWriter() = default;

void PngWriter::chunk(const char *type, const QByteArray &data)
{
    const QByteArray body = QByteArray(type, 4) + data;
    const auto sum = quint32(crc32(0, reinterpret_cast<const Bytef *>(body.constData()), uInt(body.size())));
    const QByteArray all = number(quint32(data.size())) + body + number(sum);
    m_good = m_good && m_out.write(all) == all.size();
}

bool PngWriter::pump(bool last)
{
    z_stream &stream = m_deflate->stream;
    for (;;) {
        const int state = deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH);
        if (state == Z_STREAM_ERROR)
            return m_good = false;
        const bool full = stream.avail_out == 0;
        if (full || (last && state == Z_STREAM_END)) {
            chunk("IDAT", m_deflate->out.left(m_deflate->out.size() - qsizetype(stream.avail_out)));
            m_deflate->rewind();
        }
        if (last ? state == Z_STREAM_END : !full)
            return m_good;
    }
}

bool PngWriter::addRow(const quint32 *pixels)
{
    auto *out = reinterpret_cast<quint8 *>(m_row.data()) + 1;
    auto *before = reinterpret_cast<quint8 *>(m_before.data());
    qsizetype at = 0;
    const auto sample = [&](int value) {
        out[at] = quint8(value - before[at]);
        before[at] = quint8(value);
        ++at;
    };
    for (int x = 0; x < m_size.width(); ++x) {
        const quint32 pixel = m_alpha ? qUnpremultiply(pixels[x]) : pixels[x];
        sample(qRed(pixel));
        sample(qGreen(pixel));
        sample(qBlue(pixel));
        if (m_alpha)
            sample(qAlpha(pixel));
    }
    m_deflate->stream.next_in = reinterpret_cast<Bytef *>(m_row.data());
    m_deflate->stream.avail_in = uInt(m_row.size());
    return pump(false);
}

bool PngWriter::finish()
{
    m_deflate->stream.avail_in = 0;
    pump(true);
    chunk("IEND", {});
    return m_good;
}

QByteArray pngOf(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const bool alpha = image.hasAlphaChannel();
    const QImage plain = image.convertToFormat(alpha ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    PngWriter writer(buffer, plain.size(), alpha);
    for (int y = 0; y < plain.height(); ++y)
        writer.addRow(reinterpret_cast<const quint32 *>(plain.constScanLine(y)));
    writer.finish();
    return bytes;
}

QByteArray deflated(const QByteArray &data, int level)
{
    uLongf size = compressBound(uLong(data.size()));
    QByteArray out(qsizetype(size), 0);
    compress2(reinterpret_cast<Bytef *>(out.data()), &size, reinterpret_cast<const Bytef *>(data.constData()),
              uLong(data.size()), level);
    out.truncate(qsizetype(size));
    return out;
}

} // namespace coterie::ui
