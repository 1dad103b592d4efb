// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardcanvas.h"

#include <QHash>

namespace coterie::ui {

// Writes figures as SVG: lines stay lines, glyphs are outlines that are written once. No reference leads out of it.
class SvgCanvas final : public BoardCanvas
{
public:
    // bytes: of a picture as it is stored.
    explicit SvgCanvas(std::function<QByteArray(const QByteArray &asset)> bytes)
        : m_bytes(std::move(bytes))
    {
    }

    void ink(const InkStroke &stroke, quint32 argb) override;
    void line(const QPainterPath &path, double width, quint32 argb) override;
    void fill(const QPainterPath &path, quint32 argb) override;
    void text(const LaidText &block, const QTransform &toBoard, quint32 argb) override;
    void picture(const PicturePtr &picture, const QTransform &toBoard) override;
    void beginGroup(double opacity, const QRectF &box) override;
    void endGroup() override;

    [[nodiscard]] const QByteArray &body() const { return m_body; }
    [[nodiscard]] const QByteArray &definitions() const { return m_definitions; } // the content of <defs>

private:
    std::function<QByteArray(const QByteArray &)> m_bytes;
    QByteArray m_body;
    QByteArray m_definitions;
    QHash<const GlyphOutline *, int> m_glyphs;
    QHash<const Picture *, int> m_pictures;
    std::vector<PicturePtr> m_kept; // so that no address is used twice
    std::vector<std::shared_ptr<const GlyphOutline>> m_keptGlyphs;
};

// Escaped, and without what no XML may hold, be it ever so well escaped (XML 1.0, 2.2): a file may call its board
// anything.
[[nodiscard]] QByteArray xmlText(QString text);
// The data of a path with two decimals, each point relative to the one before.
void appendPathData(QByteArray &out, const QPainterPath &path);
// PNG or JPEG of a picture: as stored when it is one of these, else encoded anew.
[[nodiscard]] QByteArray portableBytes(const Picture &picture, const QByteArray &stored);

} // namespace coterie::ui
