// SPDX-License-Identifier: MIT
#include "tests/gui/galleryboard.h"

#include "app/ui/board/boardpage.h"
#include "app/ui/board/boardtemplates.h"
#include "app/ui/board/boardtextedit.h"
#include "app/ui/board/textediting.h"
#include "tests/support/boardrig.h"

#include <QHash>

#include <cmath>
#include <numbers>

using namespace coterie;
using namespace coterie::ui;
using test::BoardRig;
using test::Dice;

namespace gallery {
namespace {

using Line = QList<QPointF>;

// A hand that trembles a little and presses less at both ends.
void draw(BoardRig &rig, Dice &dice, const Line &line, quint32 color, double width)
{
    StrokePoints points;
    Line dense;
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const QPointF step = line.at(i + 1) - line.at(i);
        const int parts = std::max(1, int(std::hypot(step.x(), step.y()) / 5));
        for (int k = 0; k < parts; ++k)
            dense.append(line.at(i) + step * (double(k) / parts));
    }
    dense.append(line.last());
    const QPointF from = dense.first();
    for (qsizetype i = 0; i < dense.size(); ++i) {
        const QPointF at = dense.at(i) - from + QPointF(dice.between(-0.4, 0.4), dice.between(-0.4, 0.4));
        points.at.push_back({qint16(std::lround(at.x() * 16)), qint16(std::lround(at.y() * 16))});
        const double ramp = std::min(1.0, double(std::min(i, dense.size() - 1 - i)) / 8.0);
        points.pressure.push_back(quint8(std::lround(95 + 60 * ramp + dice.between(-8.0, 8.0))));
    }
    rig.draw(rig.other, BoardOp::createStroke(newId<ObjectId>(), from.x(), from.y(), points.packed(), color, width));
}

Line arc(QPointF centre, double rx, double ry, double from, double to)
{
    Line line;
    for (int i = 0; i <= 40; ++i) {
        const double a = (from + (to - from) * i / 40) * std::numbers::pi / 180;
        line.append(centre + QPointF(rx * std::cos(a), ry * std::sin(a)));
    }
    return line;
}

// Letters of one stroke each, on a field of 10 by 14, the base line at 10.
Line letter(QChar c)
{
    static const QHash<QChar, Line> shapes{
        {u'l', {{2, 0}, {2, 8}, {4, 10}, {6, 9}}},
        {u'e', {{1, 6}, {7, 6}, {6, 4}, {4, 3}, {2, 4}, {1, 7}, {2, 9}, {4, 10}, {7, 9}}},
        {u'n', {{1, 3}, {1, 10}, {1, 6}, {3, 4}, {5, 3}, {6, 5}, {6, 10}}},
        {u's', {{6, 4}, {4, 3}, {2, 4}, {3, 6}, {5, 7}, {6, 9}, {4, 10}, {1, 9}}},
        {u'f', {{7, 1}, {5, 0}, {4, 2}, {4, 6}, {2, 6}, {6, 6}, {4, 6}, {4, 12}, {2, 13}}},
        {u'o', {{4, 3}, {2, 4}, {1, 7}, {2, 9}, {4, 10}, {6, 9}, {7, 6}, {6, 4}, {4, 3}}},
        {u'c', {{6, 4}, {4, 3}, {2, 4}, {1, 7}, {2, 9}, {4, 10}, {6, 9}}},
        {u'u', {{1, 3}, {1, 8}, {3, 10}, {5, 9}, {6, 7}, {6, 3}, {6, 10}}},
        {u'w', {{0, 3}, {2, 10}, {4, 5}, {6, 10}, {8, 3}}},
        {u'r', {{1, 3}, {1, 10}, {1, 6}, {3, 4}, {5, 3}}},
        {u'h', {{1, 0}, {1, 10}, {1, 6}, {3, 4}, {5, 3}, {6, 5}, {6, 10}}},
        {u'y', {{1, 3}, {2, 7}, {4, 8}, {6, 3}, {4, 10}, {2, 13}}},
        {u'?', {{1, 2}, {3, 0}, {5, 0}, {6, 2}, {5, 4}, {4, 5}, {4, 7}}},
    };
    return shapes.value(c);
}

void write(BoardRig &rig, Dice &dice, const QString &words, QPointF at, double size, quint32 color)
{
    for (const QChar c : words) {
        Line line = letter(c);
        for (QPointF &p : line)
            p = at + p * size;
        if (!line.isEmpty())
            draw(rig, dice, line, color, size * 1.5);
        at.rx() += (c == u' ' ? 6 : 8.5) * size;
    }
}

void drawLens(BoardRig &rig)
{
    Dice dice(7);
    constexpr quint32 black = 0xff1e1e1e;
    constexpr quint32 blue = 0xff0072b2;
    constexpr quint32 red = 0xffd55e00;
    draw(rig, dice, {{150, 330}, {900, 330}}, black, 3);
    draw(rig, dice, arc({400, 330}, 46, 150, -90, 90), blue, 6);
    draw(rig, dice, arc({400, 330}, 46, 150, 90, 270), blue, 6);
    for (const double y : {240.0, 330.0, 420.0}) {
        draw(rig, dice, {{170, y}, {400, y}, {690, 330}, {860, 330 + (330 - y) * 0.58}}, red, 4);
        draw(rig, dice, {{292, y - 9}, {310, y}, {292, y + 9}}, red, 4);
    }
    draw(rig, dice, arc({690, 330}, 12, 12, 0, 360), 0xff009e73, 5);
    write(rig, dice, QStringLiteral("lens"), {362, 128}, 3.2, blue);
    write(rig, dice, QStringLiteral("focus"), {640, 372}, 3.2, 0xff009e73);
    draw(rig, dice, arc({740, 150}, 120, 58, 20, 372), 0xffcc79a7, 4);
    write(rig, dice, QStringLiteral("why here ?"), {652, 132}, 2.4, black);
    draw(rig, dice, {{716, 212}, {696, 300}}, 0xffcc79a7, 4);
    draw(rig, dice, {{706, 286}, {695, 302}, {688, 284}}, 0xffcc79a7, 4);
    draw(rig, dice, {{220, 520}, {520, 505}}, 0x80f0e442, 24);
    write(rig, dice, QStringLiteral("focus on one lens"), {222, 500}, 2.2, black);
}

void fillDensely(BoardRig &rig)
{
    Dice dice(3);
    for (int i = 0; i < 900; ++i)
        rig.draw(rig.other, test::randomStroke(dice, newId<ObjectId>(), 2000, 1300));
}

// Shapes that are connected, in a frame, with a note.
QList<ObjectId> drawShapes(BoardRig &rig)
{
    using Kind = coterie::BoardKind;
    QList<ObjectId> made;
    const auto add = [&](Kind kind, double x, double y, double w, double h, quint32 color, quint32 fill) {
        const auto id = newId<ObjectId>();
        BoardOp op = BoardOp::create(id, kind, x, y, w, h);
        op.color = color;
        op.fill = fill;
        rig.draw(rig.other, op);
        made.append(id);
        return id;
    };
    add(Kind::Frame, 200, 120, 700, 420, 0xff7a828e, 0);
    const ObjectId box = add(Kind::Rectangle, 260, 200, 160, 100, 0xff0072b2, 0x380072b2);
    const ObjectId round = add(Kind::Ellipse, 600, 180, 180, 120, 0xff009e73, 0);
    const ObjectId choice = add(Kind::Diamond, 420, 380, 160, 110, 0xffd55e00, 0x38d55e00);
    add(Kind::Sticky, 700, 360, 140, 140, 0xff1e1e1e, 0xfffff2a8);
    const auto arrow = [&](QPointF from, QPointF to, BoardAnchor start, BoardAnchor end) {
        BoardOp op =
            BoardOp::create(newId<ObjectId>(), Kind::Arrow, from.x(), from.y(), to.x() - from.x(), to.y() - from.y());
        op.start = start;
        op.end = end;
        rig.draw(rig.other, op);
    };
    arrow({420, 250}, {600, 240}, {box, 1, 0.5}, {round, 0, 0.5});
    arrow({340, 300}, {420, 435}, {box, 0.5, 1}, {choice, 0, 0.5});
    return made;
}

// Notes, a shape and a text with words in them; the one that is turned is being written in.
ObjectId drawWords(BoardRig &rig)
{
    using Kind = coterie::BoardKind;
    const auto add = [&](Kind kind, const QRectF &box, const QString &text, quint32 fill, double rotation) {
        const auto id = newId<ObjectId>();
        BoardOp op = BoardOp::create(id, kind, box.x(), box.y(), box.width(), box.height());
        op.text = text;
        op.fill = fill;
        op.rotation = rotation;
        op.fontSize = kind == Kind::Sticky ? 24 : kind == Kind::Text ? 32 : 20;
        op.align = kind == Kind::Text ? BoardAlign::Left : BoardAlign::Center;
        rig.draw(rig.other, op);
        return id;
    };
    add(Kind::Text, {150, 90, 600, 40}, QStringLiteral("What we learn next"), 0, 0);
    add(Kind::Sticky, {150, 180, 180, 180}, QStringLiteral("Light bends where glass begins"), 0xfffff2a8, 0);
    add(Kind::Sticky, {360, 180, 180, 180},
        QStringLiteral("A long note becomes smaller so that all of it can be read without opening it, down to half"),
        0xffc3efd3, 0);
    add(Kind::Ellipse, {150, 400, 260, 150}, QStringLiteral("עדשה\nlens"), 0x300072b2, 0);
    return add(Kind::Sticky, {620, 240, 220, 220}, QStringLiteral("Why does the\nfocus move?"), 0xffffc9d6, 12);
}

// Two others look at other parts and have selected what overlaps, a line and a turned object among it.
void showOnlookers(BoardController &board, const QList<ObjectId> &shapes)
{
    const UserId ana{QUuid(u"018f0000-0000-7000-8000-00000000001a")};
    const UserId ben{QUuid(u"018f0000-0000-7000-8000-00000000002c")};
    BoardOp turned = BoardOp::set(shapes.at(4));
    turned.rotation = 12;
    board.receive({{{newId<OpId>(), ana, {turned}}, 1'000}});
    QList<ObjectId> hers{shapes.at(4)};
    for (const BoardObject &object : board.doc().objects())
        if (object.kind == coterie::BoardKind::Arrow)
            hers.append(object.id);
    board.showOnlooker(
        {board.room(), ana, QStringLiteral("Ana Novak"), BoardArea{180, 60, 620, 420}, hers, {}, {}, {}});
    board.showOnlooker({board.room(),
                        ben,
                        QStringLiteral("Ben"),
                        BoardArea{400, 150, 620, 420},
                        QList{shapes.at(2), shapes.at(3), shapes.at(4)},
                        {},
                        {},
                        {}});
    board.showPointer({board.room(), ana, QStringLiteral("Ana Novak"), 560, 520, true});
}

// Owns what the page shows.
class Stage final : public QWidget
{
public:
    explicit Stage(BoardKind kind)
        : m_page(new BoardPage(nullptr, this))
    {
        BoardController &board = m_rig.controller;
        if (kind == BoardKind::Dense)
            fillDensely(m_rig);
        else if (kind == BoardKind::Shapes || kind == BoardKind::Walking || kind == BoardKind::Onlookers)
            m_shapes = drawShapes(m_rig);
        else if (kind == BoardKind::Writing || kind == BoardKind::WritingGone)
            m_shapes = {drawWords(m_rig)};
        else if (kind == BoardKind::Template)
            board.commit(templateOps(BoardTemplate::Retro, {530, 340}));
        else if (kind != BoardKind::Empty && kind != BoardKind::EmptySmall)
            drawLens(m_rig);
        if (kind == BoardKind::Drawn || kind == BoardKind::Narrow || kind == BoardKind::Following) {
            const UserId ana{QUuid(u"018f0000-0000-7000-8000-00000000001a")};
            const UserId ben{QUuid(u"018f0000-0000-7000-8000-00000000002c")};
            board.showPointer({board.room(), ana, QStringLiteral("Ana Novak"), 560, 470, true});
            board.showPointer({board.room(), ben, QStringLiteral("Ben"), 655, 175, true});
            StrokePoints growing;
            for (int i = 0; i < 60; ++i)
                growing.at.push_back({qint16(i * 32), qint16(std::lround(220 * std::sin(i / 5.0)))});
            board.showPreview(
                {board.room(), ana, newId<ObjectId>(), 0, StrokeStyle{0xff0072b2, 5, 440, 470}, growing.packed()});
        }
        if (kind == BoardKind::Onlookers)
            showOnlookers(board, m_shapes);
        m_page->setController(&board);
        m_page->view()->setBackgroundPainting(false);
        if (kind == BoardKind::Offline) { // the line goes while one is there: nothing is waited for first
            m_rig.echo = false;
            board.setOnline(false);
            for (int i = 0; i < 3; ++i) {
                board.beginStroke(0xff1e1e1e, 4, 1, false, {250.0 + i * 30, 180});
                board.extendStroke({280.0 + i * 30, 240});
                board.endStroke();
            }
        }
        if (kind == BoardKind::Dense)
            board.clear();
        if (kind == BoardKind::Dense)
            board.undo();
        if (kind == BoardKind::Selected || kind == BoardKind::Shapes || kind == BoardKind::Onlookers) {
            m_page->view()->setTool(ToolId::Select);
            QList<ObjectId> some = m_shapes.mid(1, 1);
            if (kind == BoardKind::Selected)
                for (const BoardObject &object : board.doc().objects().mid(1, 3))
                    some.append(object.id);
            m_page->view()->selection().set(some);
            m_page->actions()[BoardCommand::Map]->trigger();
        }
        if (kind == BoardKind::Walking) {
            m_page->view()->setTool(ToolId::Select);
            m_page->view()->selection().set(m_shapes.mid(1, 2));
            m_page->view()->selection().goTo(m_shapes.at(3));
        }
        if (kind == BoardKind::Framed || kind == BoardKind::FramedSmall) {
            const auto frame = newId<ObjectId>();
            const bool small = kind == BoardKind::FramedSmall;
            m_rig.draw(m_rig.other, BoardOp::create(frame, coterie::BoardKind::Frame, small ? 20 : 240, small ? 20 : 70,
                                                    small ? 900 : 640, small ? 600 : 480));
            m_page->view()->setTool(ToolId::Select);
            m_page->view()->selection().set({frame});
            m_page->actions()[BoardCommand::Map]->trigger();
        }
        if (kind == BoardKind::Following)
            m_page->actions()[BoardCommand::Follow]->trigger();
        if (kind == BoardKind::Exporting)
            QMetaObject::invokeMethod(
                m_page, [this] { m_page->actions()[BoardCommand::Export]->trigger(); }, Qt::QueuedConnection);
        if (kind == BoardKind::Presenting || kind == BoardKind::PresentingSmall) {
            BoardOp frame = BoardOp::create(newId<ObjectId>(), coterie::BoardKind::Frame, 120, 90, 800, 450);
            frame.text = QStringLiteral("2 Lens: what becomes of parallel light");
            m_rig.draw(m_rig.other, frame);
            for (int i = 1; i < 5; ++i)
                m_rig.draw(m_rig.other,
                           BoardOp::create(newId<ObjectId>(), coterie::BoardKind::Frame, 120 + 1000 * i, 90, 800, 450));
            QMetaObject::invokeMethod(
                m_page, [this] { m_page->actions()[BoardCommand::Present]->trigger(); }, Qt::QueuedConnection);
        }
        if (kind == BoardKind::Template)
            m_page->view()->setTool(ToolId::Sticky);
        if (kind == BoardKind::Writing && m_page->view()->editText(m_shapes.first())) {
            QTextCursor some = m_page->view()->writing().editor()->textCursor();
            some.setPosition(4);
            some.setPosition(8, QTextCursor::KeepAnchor);
            m_page->view()->writing().editor()->setTextCursor(some);
        }
        if (kind == BoardKind::WritingGone && m_page->view()->editText(m_shapes.first()))
            m_rig.draw(m_rig.other, BoardOp::erase(m_shapes.first()));
        resize(kind == BoardKind::Narrow            ? QSize(420, 560)
               : kind == BoardKind::FramedSmall     ? QSize(640, 420)
               : kind == BoardKind::EmptySmall      ? QSize(560, 640)
               : kind == BoardKind::PresentingSmall ? QSize(420, 320)
                                                    : QSize(1060, 660));
    }
    ~Stage() override { delete m_page; }

protected:
    void resizeEvent(QResizeEvent *) override { m_page->setGeometry(rect()); }

private:
    BoardRig m_rig;
    QList<ObjectId> m_shapes;
    BoardPage *m_page;
};

} // namespace

std::unique_ptr<QWidget> boardPage(BoardKind kind)
{
    return std::make_unique<Stage>(kind);
}

} // namespace gallery
