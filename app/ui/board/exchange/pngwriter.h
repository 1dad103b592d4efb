// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QImage>

#include <memory>

namespace coterie::ui {

inline constexpr int pixelLevel = 6; // of zlib

// A PNG that is written row by row, so that a picture of any size takes little memory. 8 bits a channel, always the
// same filter and level: same pixels, same bytes. One thread.
class PngWriter final
{
    Q_DISABLE_COPY_MOVE(PngWriter)
public:
    PngWriter(QIODevice &out, QSize size, bool withAlpha, double pixelsPerInch = 96);
    ~PngWriter();

    // One row of ARGB32_Premultiplied (or RGB32) pixels. False when the device takes no more.
    bool addRow(const quint32 *pixels);
    bool finish(); // after the last row

private:
    struct Deflate;
    bool pump(bool last);
    void chunk(const char *type, const QByteArray &data);

    QIODevice &m_out;
    const QSize m_size;
    const bool m_alpha;
    std::unique_ptr<Deflate> m_deflate;
    QByteArray m_row;    // filter byte and samples
    QByteArray m_before; // the row before, unfiltered
    bool m_good = true;
};

[[nodiscard]] QByteArray pngOf(const QImage &image);
[[nodiscard]] QByteArray deflated(const QByteArray &data, int level = pixelLevel); // zlib's format

} // namespace coterie::ui
