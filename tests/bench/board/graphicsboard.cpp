// SPDX-License-Identifier: MIT
#include "app/ui/board/geometry.h"
#include "shared/board/boardsnapshot.h"
#include "tests/bench/board/ownboard.h"
#include "tests/bench/board/painted.h"
#include "tests/bench/board/resident.h"
#include "tests/bench/board/samples.h"

#include <QGraphicsItem>
#include <QGraphicsScene>
#include <QGraphicsView>
#include <QScrollBar>

#include <cmath>
#include <memory>

namespace coterie::bench {
namespace {

constexpr QSize windowSize(1920, 1080);
constexpr double sideways = 18; // of a step of a pan

QPainterPath curveOf(const BoardObject &stroke)
{
    QPainterPath path;
    const auto points = StrokePoints::unpack(stroke.points);
    if (!points || points->at.empty())
        return path;
    const double quantum = strokeQuantum(points->exponent);
    const auto at = [&](size_t i) {
        return QPointF(stroke.x + points->at[i].x * quantum, stroke.y + points->at[i].y * quantum);
    };
    path.moveTo(at(0));
    for (size_t i = 1; i + 1 < points->at.size(); ++i)
        path.quadTo(at(i), (at(i) + at(i + 1)) / 2);
    path.lineTo(at(points->at.size() - 1));
    return path;
}

class GraphicsBoard final
{
public:
    GraphicsBoard(const BoardRounds &rounds, double emptyMb)
        : m_rounds(rounds)
        , m_emptyMb(emptyMb)
    {
        m_view.setScene(&m_scene);
        m_view.setRenderHint(QPainter::Antialiasing);
        m_view.setFrameShape(QFrame::NoFrame);
        m_view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_view.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_view.setViewportUpdateMode(QGraphicsView::MinimalViewportUpdate);
        m_view.setTransformationAnchor(QGraphicsView::AnchorViewCenter);
        m_view.resize(windowSize);
        m_view.show();
        m_view.viewport()->update();
        m_ok = Painted::until([&] { return m_painted.count() > 0; });
    }

    QJsonObject run(BoardFile &&file)
    {
        m_size = file.size;
        if (!m_ok || !load(std::move(file)))
            return {{QStringLiteral("fault"), QStringLiteral("the view was not painted")}};
        const qint64 before = m_painted.count();
        repaint();
        grow();
        pan();
        hits();
        areas();
        erase();
        moveMany();
        zoom();
        fit();
        m_out.insert(QStringLiteral("memoryEndMb"), residentMb() - m_emptyMb);
        const auto paints = double(m_painted.count() - before);
        m_out.insert(QStringLiteral("paints"), paints);
        for (const char *count : {"paints", "hitsFound", "marqueeTaken", "erasedItems", "moveManyObjects"})
            if (m_out.value(QLatin1String(count)).toDouble() <= 0)
                m_out.insert(QStringLiteral("fault"), QStringLiteral("%1 is nothing").arg(QLatin1String(count)));
        return m_out;
    }

private:
    void put(const char *name, const Samples &samples) { m_out.insert(QLatin1String(name), samples.toJson()); }
    void put(const char *name, double value) { m_out.insert(QLatin1String(name), value); }
    void frame() { m_painted.flush(); }

    bool load(BoardFile &&file)
    {
        BoardSnapshotReader reader;
        for (const QByteArray &part : std::as_const(file.parts))
            if (!reader.add(part))
                return false;
        if (!reader.isComplete())
            return false;
        const double before = threadMs();
        {
            const BoardDoc doc = reader.take();
            for (const BoardObject &object : doc.objects())
                add(object, file.assets);
        }
        file = {};
        m_scene.setSceneRect(QRectF(QPointF(), m_size));
        goTo(0.5, 0.5);
        put("loadAllMs", threadMs() - before);
        put("objects", double(m_scene.items().size()));
        put("memoryLoadedMb", residentMb() - m_emptyMb);
        return true;
    }

    void add(const BoardObject &object, const QHash<QByteArray, QByteArray> &assets)
    {
        const QColor ink = QColor::fromRgba(object.color);
        const QPen pen(ink, object.width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        QPainterPath path;
        switch (object.kind) {
        case BoardKind::Stroke:
            m_scene.addPath(curveOf(object), pen);
            return;
        case BoardKind::Text:
            addText(object);
            return;
        case BoardKind::Image: {
            QPixmap &pixmap = m_pixmaps[object.asset];
            if (pixmap.isNull())
                pixmap.loadFromData(assets.value(object.asset));
            auto *item = m_scene.addPixmap(pixmap);
            item->setPos(object.x, object.y);
            item->setScale(object.w / std::max(1, pixmap.width()));
            return;
        }
        case BoardKind::Ellipse:
            path.addEllipse(object.frame());
            break;
        case BoardKind::Diamond: {
            const QRectF box = object.frame();
            path.addPolygon(
                QPolygonF({QPointF(box.center().x(), box.top()), QPointF(box.right(), box.center().y()),
                           QPointF(box.center().x(), box.bottom()), QPointF(box.left(), box.center().y())}));
            path.closeSubpath();
            break;
        }
        case BoardKind::Line:
        case BoardKind::Arrow:
            path.moveTo(object.x, object.y);
            path.lineTo(object.x + object.w, object.y + object.h);
            break;
        default:
            path.addRoundedRect(object.frame(), 6, 6);
        }
        m_scene.addPath(path, pen, object.fill ? QBrush(QColor::fromRgba(object.fill)) : QBrush());
        if (!object.text.isEmpty())
            addText(object);
    }
    void addText(const BoardObject &object)
    {
        auto *item = m_scene.addSimpleText(object.text);
        QFont font;
        font.setPixelSize(int(object.fontSize));
        item->setFont(font);
        item->setPos(object.x, object.y);
    }

    void goTo(double x, double y)
    {
        m_view.resetTransform();
        m_view.horizontalScrollBar()->setValue(int(m_size.width() * x));
        m_view.verticalScrollBar()->setValue(int(m_size.height() * y));
        frame();
    }
    [[nodiscard]] QRectF visible() const { return m_view.mapToScene(m_view.viewport()->rect()).boundingRect(); }

    void repaint()
    {
        Samples samples;
        for (int i = 0; i < std::max(5, m_rounds.repaints / 4); ++i)
            samples.time([&] {
                m_view.viewport()->update();
                frame();
            });
        put("warmRepaint", samples);
    }
    void grow()
    {
        Samples samples;
        const QPen pen(Qt::black, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        for (int s = 0; s < std::max(1, m_rounds.strokes / 3); ++s) {
            const QPointF from = visible().topLeft() + QPointF(200 + (s * 131) % 1400, 150 + (s * 89) % 700);
            QPainterPath path(from);
            auto *item = m_scene.addPath(path, pen);
            for (int i = 1; i < 75; ++i)
                samples.time([&] {
                    path.lineTo(from + QPointF(i * 2.2 + 9 * std::cos(i * 0.5), 26 * std::sin(i * 0.5)));
                    item->setPath(path);
                    QCoreApplication::sendPostedEvents(&m_scene);
                    frame();
                });
        }
        put("growingStroke", samples);
    }
    void pan()
    {
        goTo(0.3, 0.4);
        Samples samples;
        for (int i = 0; i < m_rounds.pans; ++i)
            samples.time([&] {
                m_view.horizontalScrollBar()->setValue(m_view.horizontalScrollBar()->value() + int(sideways));
                if (i % 3 == 0)
                    m_view.verticalScrollBar()->setValue(m_view.verticalScrollBar()->value() + 6);
                frame();
            });
        put("pan", samples);
    }
    void hits()
    {
        goTo(0.5, 0.5);
        Samples samples;
        int found = 0;
        for (int i = 0; i < m_rounds.hits; ++i) {
            const QPointF at(m_size.width() / 2 + (i * 37) % 1920, m_size.height() / 2 + (i * 53) % 1080);
            samples.time([&] {
                found +=
                    !m_scene
                         .items(QRectF(at - QPointF(4, 4), QSizeF(8, 8)), Qt::IntersectsItemShape, Qt::DescendingOrder)
                         .isEmpty();
            });
        }
        put("hitTest", samples);
        put("hitsFound", found);
    }
    void areas()
    {
        Samples samples;
        qsizetype taken = 0;
        for (int i = 0; i < m_rounds.areas; ++i) {
            const QRectF area(m_size.width() / 2 + (i * 37) % 1200, m_size.height() / 2 + (i * 53) % 600, 600, 400);
            samples.time([&] { taken += m_scene.items(area, Qt::ContainsItemShape).size(); });
        }
        put("marquee", samples);
        put("marqueeTaken", double(taken));
    }
    void erase()
    {
        goTo(0.25, 0.7);
        Samples samples;
        const QPointF corner = visible().topLeft();
        const qsizetype before = m_scene.items().size();
        for (int i = 0; i < m_rounds.erasures; ++i) {
            const QPointF at = corner + QPointF(40 + (i * 97) % 1800, 40 + (i * 61) % 1000);
            samples.time([&] {
                for (QGraphicsItem *item : m_scene.items(QRectF(at - QPointF(8, 8), QSizeF(16, 16)))) {
                    m_scene.removeItem(item);
                    delete item;
                }
                QCoreApplication::sendPostedEvents(&m_scene);
                frame();
            });
        }
        put("eraseObject", samples);
        put("erasedItems", double(before - m_scene.items().size()));
    }
    void moveMany()
    {
        goTo(0.45, 0.15);
        const QList<QGraphicsItem *> all = m_scene.items(visible(), Qt::ContainsItemShape);
        Samples samples;
        for (int i = 0; i < std::max(3, m_rounds.moves / 6); ++i)
            samples.time([&] {
                for (QGraphicsItem *item : all)
                    item->moveBy(1, i % 2);
                QCoreApplication::sendPostedEvents(&m_scene);
                frame();
            });
        put("moveManyObjects", double(all.size()));
        put("moveManyStep", samples);
    }
    void zoom()
    {
        goTo(0.5, 0.5);
        Samples samples;
        for (int i = 0; i < std::max(4, m_rounds.zooms / 3); ++i)
            samples.time([&] {
                const double factor = i % 20 < 10 ? 1.1 : 1 / 1.1;
                m_view.scale(factor, factor);
                frame();
            });
        put("zoomStep", samples);
    }
    void fit()
    {
        Samples samples;
        m_view.fitInView(QRectF(QPointF(), m_size), Qt::KeepAspectRatio);
        for (int i = 0; i < 3; ++i)
            samples.time([&] {
                m_view.viewport()->update();
                frame();
            });
        put("fitRepaint", samples);
    }

    QGraphicsScene m_scene;
    QGraphicsView m_view;
    Painted m_painted{m_view.viewport()};
    QHash<QByteArray, QPixmap> m_pixmaps;
    BoardRounds m_rounds;
    QSizeF m_size;
    QJsonObject m_out;
    const double m_emptyMb;
    bool m_ok = true;
};

} // namespace

QJsonObject measureGraphicsView(BoardFile &&file, const BoardRounds &rounds, double emptyMb)
{
    return GraphicsBoard(rounds, emptyMb).run(std::move(file));
}

} // namespace coterie::bench
