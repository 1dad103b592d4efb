// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardcanvas.h"
#include "app/ui/board/exchange/pdfwords.h"

#include <QHash>
#include <QIODevice>

#include <map>

namespace coterie::ui {

// A PDF 1.4 of lines, letters as outlines with their words unseen above them, and pictures. Nothing in it depends on
// the time, the machine or a font that the reader has: same figures, same bytes. One thread; all is in memory until
// write().
class PdfWriter final : public BoardCanvas
{
public:
    explicit PdfWriter(std::function<QByteArray(const QByteArray &asset)> bytes)
        : m_bytes(std::move(bytes))
    {
    }

    // What comes is painted on a page that shows this part of the board, and cut at its edges.
    void beginPage(const QRectF &area);
    void endPage();
    [[nodiscard]] bool write(QIODevice &out, const QString &title);

    void ink(const InkStroke &stroke, quint32 argb) override;
    void line(const QPainterPath &path, double width, quint32 argb) override;
    void fill(const QPainterPath &path, quint32 argb) override;
    void text(const LaidText &block, const QTransform &toBoard, quint32 argb) override;
    void picture(const PicturePtr &picture, const QTransform &toBoard) override;
    void beginGroup(double opacity, const QRectF &box) override;
    void endGroup() override;

private:
    struct Page {
        int content = 0;
        QSizeF size;
    };
    int add(const QByteArray &object);
    int addStream(const QByteArray &dictionary, const QByteArray &data, int level); // 0: as it is
    int addPicture(const Picture &picture);
    void setAlpha(quint32 argb);
    [[nodiscard]] QByteArray resources();

    std::function<QByteArray(const QByteArray &)> m_bytes;
    std::vector<QByteArray> m_objects; // the first is number 1
    std::vector<Page> m_pages;
    QByteArray m_content;
    QByteArray m_outer; // of the page while a group is painted
    QSizeF m_size;
    double m_opacity = 1;
    QRectF m_groupBox;
    std::map<int, int> m_alphas;            // 0 to 255: object
    std::vector<int> m_forms;               // of groups
    QHash<const Picture *, int> m_pictures; // object
    std::vector<PicturePtr> m_kept;         // so that no address is used twice
    std::vector<int> m_pictureObjects;
    PdfWords m_words;
};

} // namespace coterie::ui
