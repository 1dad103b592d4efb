// SPDX-License-Identifier: MIT
#include "tests/bench/board/ownboard.h"

#include "app/session/boardassets.h"
#include "app/session/boardloader.h"
#include "app/ui/board/boardview.h"
#include "tests/bench/board/painted.h"
#include "tests/bench/board/resident.h"
#include "tests/bench/board/samples.h"
#include "tests/support/boardsrig.h"

#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>
#include <cstring>

namespace coterie::bench {
namespace {

using namespace ui;

constexpr QSize viewSize(1920, 1080);
constexpr int strokePoints = 75;
constexpr int sampleMs = 8; // between two samples of a pen
// Repaints are measured for so much longer: sixty of them take 20 ms, which somebody else's work on the machine fills.
constexpr int steadyRounds = 10;

class OwnBoard final
{
public:
    OwnBoard(const BoardRounds &rounds, double emptyMb)
        : m_rounds(rounds)
        , m_emptyMb(emptyMb)
    {
        m_rig.controller.setAssets(&m_assets);
        m_view.setController(&m_rig.controller);
        m_view.setNames([](const UserId &) { return QStringLiteral("Ada Novak"); }); // notes are signed
        m_view.resize(viewSize);
        m_view.show();
        m_ok = Painted::until([&] { return m_view.isSettled() && m_painted.count() > 0; });
    }

    QJsonObject run(BoardFile &&file)
    {
        m_size = file.size;
        load(std::move(file));
        if (!m_ok)
            return {{QStringLiteral("fault"), QStringLiteral("the board was not painted")}};
        const qint64 before = m_painted.count();
        copyPixels();
        warmRepaint();
        grow();
        pan();
        inputToPixel();
        ink();
        hits();
        areas();
        eraseObjects();
        eraseParts();
        moveMany();
        zoom();
        fit();
        m_out.insert(QStringLiteral("memoryEndMb"), residentMb() - m_emptyMb);
        m_out.insert(QStringLiteral("tilesMb"), double(m_view.tiles().bytes()) / 1e6);
        m_out.insert(QStringLiteral("paints"), double(m_painted.count() - before));
        qint64 compared = 0;
        QString wrong = m_view.tiles().verify(&compared);
        m_out.insert(QStringLiteral("tileBytesCompared"), double(compared));
        if (wrong.isEmpty())
            wrong = notMeasured(compared);
        if (!wrong.isEmpty())
            m_out.insert(QStringLiteral("fault"), wrong);
        return m_out;
    }

private:
    // What was to be measured and did not happen: nothing is faster than that.
    [[nodiscard]] QString notMeasured(qint64 compared) const
    {
        if (compared == 0)
            return QStringLiteral("no tile was compared");
        if (!m_ok)
            return QStringLiteral("the board was not painted in time");
        if (m_blind > 0)
            return QStringLiteral("%1 frames were not painted").arg(m_blind);
        for (const char *count :
             {"hitsFound", "marqueeTaken", "erasedObjects", "inkedStrokes", "moveManyObjects", "moveManyCommits"})
            if (m_out.value(QLatin1String(count)).toDouble() <= 0)
                return QStringLiteral("%1 is nothing").arg(QLatin1String(count));
        return {};
    }
    void settle()
    {
        m_ok = Painted::until([&] { return m_view.isSettled(); }) && m_ok;
    }
    void put(const char *name, const Samples &samples) { m_out.insert(QLatin1String(name), samples.toJson()); }
    void put(const char *name, double value) { m_out.insert(QLatin1String(name), value); }

    // As a snapshot comes that is all there: read, made ready to be painted, and painted.
    void load(BoardFile &&file)
    {
        for (const QByteArray &png : std::as_const(file.assets))
            (void)m_assets.put(png);
        BoardLoader loader;
        double decoded = -1;
        double decodedWall = -1;
        double shown = -1;
        QElapsedTimer clock;
        double before = 0;
        // A look that shows nothing new is the bench's own, and no time of the board's.
        double looks = 0;
        double looksWall = 0;
        const auto spent = [&] { return threadMs() - before - looks; };
        const auto spentWall = [&] { return double(clock.nsecsElapsed()) / 1e6 - looksWall; };
        QObject::connect(&loader, &BoardLoader::grew, &m_rig.controller, &BoardController::showIncoming);
        QObject::connect(&loader, &BoardLoader::done, &m_view, [&](BoardDoc &doc) {
            decoded = spent();
            decodedWall = spentWall();
            m_rig.head = doc.seq();
            m_rig.controller.load(std::move(doc));
        });
        QObject::connect(&m_view, &BoardView::contentChanged, &loader, [&] { shown = shown < 0 ? spent() : shown; });
        m_view.showFrom(QPointF(m_size.width() / 2, m_size.height() / 2), 1);
        settle();
        const QImage empty = m_view.grab().toImage();
        double firstPixels = -1;
        double firstPixelsWall = -1;
        QObject::connect(&m_view.tiles(), &TileLayer::arrived, &loader, [&] {
            if (firstPixels >= 0)
                return;
            const double begun = spent();
            const double begunWall = spentWall();
            if (m_view.grab().toImage() == empty) {
                looks += spent() - begun;
                looksWall += spentWall() - begunWall;
                return;
            }
            firstPixels = spent();
            firstPixelsWall = spentWall();
        });
        clock.start();
        before = threadMs();
        loader.begin();
        for (const QByteArray &part : std::as_const(file.parts))
            loader.add(part);
        loader.finish();
        file = {};
        double screen = -1;
        double screenWall = -1;
        m_ok = m_ok && Painted::until([&] {
                   if (screen < 0 && decoded >= 0 && m_view.tiles().isSettled()) {
                       screen = spent();
                       screenWall = spentWall();
                   }
                   return shown >= 0 && m_view.isSettled();
               });
        put("loadDecodedMs", decoded);
        put("loadDecodedWallMs", decodedWall);
        put("loadFirstPixelsMs", firstPixels);
        put("loadFirstPixelsWallMs", firstPixelsWall);
        put("loadScreenMs", screen);
        put("loadScreenWallMs", screenWall);
        put("loadAllMs", spent());
        put("loadAllWallMs", spentWall());
        put("objects", m_rig.controller.doc().visibleCount());
        put("memoryLoadedMb", residentMb() - m_emptyMb);
    }

    void mouse(QEvent::Type type, const QPointF &at)
    {
        const bool moves = type == QEvent::MouseMove;
        if (!moves)
            m_held = type == QEvent::MouseButtonPress;
        QMouseEvent event(type, at, m_view.mapToGlobal(at), moves ? Qt::NoButton : Qt::LeftButton,
                          m_held ? Qt::LeftButton : Qt::NoButton, {});
        m_rig.clock.ms += sampleMs;
        QCoreApplication::sendEvent(&m_view, &event);
    }
    void frame() { m_painted.flush(); }
    void changingFrame() // something is to be seen anew
    {
        const qint64 before = m_painted.count();
        frame();
        m_blind += m_painted.count() == before;
    }
    // The middle of the board again, as it is at 100 %.
    void goTo(double x, double y)
    {
        m_view.showFrom({m_size.width() * x, m_size.height() * y}, 1);
        settle();
        frame();
    }

    // What moving so many pixels costs on this machine, whoever does it.
    void copyPixels()
    {
        const QImage from(viewSize, QImage::Format_RGB32);
        QImage to(viewSize, QImage::Format_RGB32);
        Samples samples;
        for (int i = 0; i < m_rounds.repaints; ++i)
            samples.time([&] { std::memcpy(to.bits(), from.constBits(), size_t(from.sizeInBytes())); });
        put("copyPixels", samples);
    }

    void warmRepaint()
    {
        Samples samples;
        for (int i = 0; i < steadyRounds * m_rounds.repaints; ++i)
            samples.time([&] {
                m_view.update();
                changingFrame();
            });
        put("warmRepaint", samples);
    }

    void grow()
    {
        Samples growing;
        Samples commit;
        m_view.setToolKept(true);
        m_view.setTool(ToolId::Pen);
        for (int s = 0; s < m_rounds.strokes; ++s) {
            const QPointF from(200 + (s * 131) % 1400, 150 + (s * 89) % 700);
            mouse(QEvent::MouseButtonPress, from);
            frame();
            QPointF at = from;
            for (int i = 1; i < strokePoints; ++i) {
                at = from + QPointF(i * 2.2 + 9 * std::cos(i * 0.5), 26 * std::sin(i * 0.5));
                growing.time([&] {
                    mouse(QEvent::MouseMove, at);
                    changingFrame();
                });
            }
            commit.time([&] {
                mouse(QEvent::MouseButtonRelease, at);
                frame();
            });
        }
        put("growingStroke", growing);
        put("commitStroke", commit);
    }

    void pan()
    {
        m_view.setTool(ToolId::Select);
        goTo(0.3, 0.4);
        Samples samples;
        Samples arriving;
        for (int i = 0; i < m_rounds.pans; ++i) {
            samples.time([&] {
                m_view.panBy(QPointF(-18, i % 3 == 0 ? -6 : 0));
                changingFrame();
            });
            // What was missing comes meanwhile, from the other thread.
            arriving.time([&] { settle(); });
        }
        put("pan", samples);
        put("panTilesArriving", arriving);
    }

    void inputToPixel()
    {
        goTo(0.6, 0.3);
        m_view.setTool(ToolId::Pen);
        Samples wall;
        QElapsedTimer clock;
        mouse(QEvent::MouseButtonPress, {400, 400});
        frame();
        for (int i = 1; i < m_rounds.inputs; ++i) {
            const qint64 paints = m_painted.count();
            QCoreApplication::processEvents();
            const QPointF at(400 + i * 3 % 1100, 400 + 60 * std::sin(i * 0.2));
            clock.start();
            QCoreApplication::postEvent(&m_view, new QMouseEvent(QEvent::MouseMove, at, m_view.mapToGlobal(at),
                                                                 Qt::NoButton, Qt::LeftButton, {}));
            m_rig.clock.ms += sampleMs;
            m_ok = Painted::until([&] { return m_painted.count() > paints; }, 5000) && m_ok;
            wall.add(double(clock.nsecsElapsed()) / 1e6);
        }
        mouse(QEvent::MouseButtonRelease, {900, 400});
        frame();
        put("inputToPixelWall", wall);
    }

    // Each stroke that is in sight by itself, at 100 %.
    void ink()
    {
        goTo(0.5, 0.5);
        const QRect device = m_view.camera().toDevice(QRectF(m_view.rect()));
        QImage image(device.size(), QImage::Format_RGB32);
        image.fill(Qt::white);
        const PixelField field{reinterpret_cast<quint32 *>(image.bits()), image.bytesPerLine() / 4, image.size(),
                               device.topLeft()};
        RasterCanvas canvas;
        canvas.begin(field, device, m_view.camera().scale());
        std::vector<FigurePtr> strokes = m_view.scene().collect(m_view.visibleBoard());
        std::erase_if(strokes, [](const FigurePtr &figure) { return figure->kind != BoardKind::Stroke; });
        double best = 0;
        for (int round = 0; round < 3; ++round) {
            const double begun = threadMs();
            for (const FigurePtr &stroke : strokes)
                canvas.paint(*stroke, m_view.paper());
            const double us = (threadMs() - begun) * 1000 / double(std::max<size_t>(1, strokes.size()));
            best = round ? std::min(best, us) : us;
        }
        put("inkStrokeUs", best);
        put("inkedStrokes", double(strokes.size()));
    }

    void hits()
    {
        m_view.setTool(ToolId::Select);
        goTo(0.5, 0.5);
        Samples samples;
        int found = 0;
        for (int i = 0; i < m_rounds.hits; ++i) {
            const QPointF at(m_size.width() / 2 + (i * 37) % 1920, m_size.height() / 2 + (i * 53) % 1080);
            samples.time([&] { found += m_view.scene().hit(at, 4).has_value(); });
        }
        put("hitTest", samples);
        put("hitsFound", found);
    }

    void areas()
    {
        Samples asked;
        Samples dragged;
        qsizetype taken = 0;
        for (int i = 0; i < m_rounds.areas; ++i) {
            const QRectF area(m_size.width() / 2 + (i * 37) % 1200, m_size.height() / 2 + (i * 53) % 600, 600, 400);
            asked.time([&] { taken += m_view.scene().within(area, BoardScene::Take::Inside).size(); });
        }
        put("marquee", asked);
        put("marqueeTaken", double(taken));
        const QPointF corner = emptyPlace();
        mouse(QEvent::MouseButtonPress, corner);
        for (int i = 1; i <= m_rounds.areas; ++i)
            dragged.time([&] {
                mouse(QEvent::MouseMove, corner + QPointF(600, 400) * i / m_rounds.areas);
                frame();
            });
        mouse(QEvent::MouseButtonRelease, corner + QPointF(600, 400));
        put("marqueeDrag", dragged);
    }
    // Where a press takes hold of nothing.
    [[nodiscard]] QPointF emptyPlace() const
    {
        for (int y = 20; y < 500; y += 7)
            for (int x = 20; x < 900; x += 7)
                if (!m_view.objectAt(m_view.camera().toBoard(QPointF(x, y))))
                    return QPointF(x, y);
        return {20, 20};
    }

    void eraseObjects()
    {
        goTo(0.25, 0.7);
        m_view.setTool(ToolId::Eraser);
        Samples samples;
        const int before = m_rig.controller.doc().visibleCount();
        for (int i = 0; i < m_rounds.erasures; ++i) {
            const QPointF at(40 + (i * 97) % 1800, 40 + (i * 61) % 1000);
            samples.time([&] {
                mouse(QEvent::MouseButtonPress, at);
                mouse(QEvent::MouseButtonRelease, at + QPointF(3, 3));
                frame();
            });
            settle();
        }
        put("eraseObject", samples);
        put("erasedObjects", before - m_rig.controller.doc().visibleCount());
    }

    void eraseParts()
    {
        goTo(0.7, 0.7);
        m_view.setTool(ToolId::PartEraser);
        Samples step;
        Samples done;
        for (int i = 0; i < m_rounds.erasures / 4; ++i) {
            const QPointF at(60 + (i * 197) % 1600, 60 + (i * 61) % 900);
            mouse(QEvent::MouseButtonPress, at);
            for (int k = 1; k <= 6; ++k)
                step.time([&] {
                    mouse(QEvent::MouseMove, at + QPointF(k * 9, k * 5));
                    frame();
                });
            done.time([&] {
                mouse(QEvent::MouseButtonRelease, at + QPointF(60, 30));
                frame();
            });
            settle();
        }
        put("erasePartStep", step);
        put("erasePartDone", done);
    }

    // All that lies on the screen, taken at once and dragged.
    void moveMany()
    {
        goTo(0.45, 0.15);
        m_view.setTool(ToolId::Select);
        const QList<ObjectId> all = m_view.scene().within(m_view.visibleBoard(), BoardScene::Take::Inside);
        m_view.selection().set(all);
        frame();
        QPointF grip(960, 540);
        for (const ObjectId &id : all)
            if (const FigurePtr figure = m_view.scene().figure(id);
                figure && m_view.rect().contains(m_view.camera().toWidget(figure->box.center()).toPoint())) {
                const QPointF at = m_view.camera().toWidget(figure->box.center());
                const auto under = m_view.objectAt(m_view.camera().toBoard(at));
                if (under && m_view.selection().contains(*under)) {
                    grip = at;
                    break;
                }
            }
        Samples begin;
        Samples moves;
        Samples end;
        const int commits = m_rig.commits;
        begin.time([&] {
            mouse(QEvent::MouseButtonPress, grip);
            mouse(QEvent::MouseMove, grip + QPointF(12, 0));
            frame();
        });
        settle();
        for (int i = 0; i < m_rounds.moves; ++i)
            moves.time([&] {
                mouse(QEvent::MouseMove, grip + QPointF(12 + i, i / 2));
                frame();
            });
        end.time([&] {
            mouse(QEvent::MouseButtonRelease, grip + QPointF(80, 40));
            frame();
        });
        settle();
        put("moveManyObjects", double(all.size()));
        put("moveManyCommits", m_rig.commits - commits);
        put("moveManyBegin", begin);
        put("moveManyStep", moves);
        put("moveManyEnd", end);
        m_view.selection().clear();
    }

    void zoom()
    {
        goTo(0.5, 0.5);
        Samples steps;
        for (int i = 0; i < m_rounds.zooms; ++i) {
            const QPointF at(960, 540);
            QWheelEvent event(at, m_view.mapToGlobal(at), {}, {0, i % 20 < 10 ? 120 : -120}, Qt::NoButton,
                              Qt::ControlModifier, Qt::NoScrollPhase, false);
            steps.time([&] {
                QCoreApplication::sendEvent(&m_view, &event);
                frame();
            });
        }
        settle();
        put("zoomStep", steps);
    }

    void fit()
    {
        Samples first;
        first.time([&] {
            m_view.zoomToFit();
            frame();
        });
        QElapsedTimer clock;
        clock.start();
        settle();
        put("fitWholeWallMs", double(clock.nsecsElapsed()) / 1e6);
        // The pointer with a tool that looks for what it could bind to, over all there is.
        Samples hovers;
        m_view.setTool(ToolId::Arrow);
        for (int i = 0; i < m_rounds.areas; ++i)
            hovers.time([&] {
                mouse(QEvent::MouseMove, {300.0 + i * 20 % 1300, 200.0 + i * 13 % 700});
                frame();
            });
        put("hoverAll", hovers);
        m_view.setTool(ToolId::Select);
        Samples again;
        for (int i = 0; i < steadyRounds * m_rounds.repaints; ++i)
            again.time([&] {
                m_view.update();
                changingFrame();
            });
        put("fitFirst", first);
        put("fitRepaint", again);
    }

    test::BoardsRig m_session;
    BoardAssets m_assets{m_session.room, m_session.requests, m_session.store};
    test::BoardRig m_rig;
    BoardView m_view;
    Painted m_painted{&m_view};
    BoardRounds m_rounds;
    QSizeF m_size;
    QJsonObject m_out;
    const double m_emptyMb;
    qint64 m_blind = 0; // frames that showed something new and were not painted
    bool m_held = false;
    bool m_ok = true;
};

} // namespace

QJsonObject measureOwnBoard(BoardFile &&file, const BoardRounds &rounds, double emptyMb)
{
    return OwnBoard(rounds, emptyMb).run(std::move(file));
}

} // namespace coterie::bench
