// SPDX-License-Identifier: MIT
#include "app/ui/board/boardtemplates.h"

#include "app/ui/board/boardstyle.h"

#include <QCoreApplication>
#include <QSizeF>

namespace coterie::ui {
namespace {

struct TemplateWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::BoardTemplates)
};

constexpr quint32 lineColor = 0xff7a828e;
constexpr QSizeF noteSize(160, 120);

class TemplateMaker final
{
public:
    explicit TemplateMaker(QList<BoardOp> &ops)
        : m_ops(ops)
    {
    }
    BoardOp &add(BoardKind kind, const QRectF &box, const QString &text = {})
    {
        const auto id = newId<ObjectId>();
        BoardOp op = BoardOp::create(id, kind, box.x(), box.y(), box.width(), box.height());
        if (!text.isEmpty())
            op.text = text;
        if (m_parent)
            op.parent = m_parent;
        m_ops.append(op);
        return m_ops.last();
    }
    void frame(const QRectF &box, const QString &title)
    {
        m_parent.reset();
        BoardOp &op = add(BoardKind::Frame, box, title);
        op.color = lineColor;
        op.width = 1;
        op.fontSize = 14;
        m_parent = op.object;
    }
    void note(const QPointF &at, quint32 color, const QString &text)
    {
        BoardOp &op = add(BoardKind::Sticky, QRectF(at, noteSize), text);
        op.fill = color;
        op.align = BoardAlign::Center;
        op.fontSize = 20;
    }
    void group()
    {
        BoardOp op = BoardOp::createGroup(newId<ObjectId>());
        if (m_parent)
            op.parent = m_parent;
        m_parent = op.object;
        m_ops.append(op);
    }
    ObjectId node(const QRectF &box, quint32 color, const QString &text)
    {
        BoardOp &op = add(BoardKind::Ellipse, box, text);
        op.color = color;
        op.fill = (color & 0xffffff) | 0x30000000;
        op.align = BoardAlign::Center;
        return *op.object;
    }
    void link(const QPointF &from, const QPointF &to, const BoardAnchor &start, const BoardAnchor &end)
    {
        BoardOp &op = add(BoardKind::Line, QRectF(from, QSizeF(to.x() - from.x(), to.y() - from.y())));
        op.color = lineColor;
        op.start = start;
        op.end = end;
    }

private:
    QList<BoardOp> &m_ops;
    std::optional<ObjectId> m_parent;
};

void columns(TemplateMaker &make, const QPointF &middle, const QStringList &titles, const QStringList &firstNotes)
{
    constexpr double width = 240;
    constexpr double height = 560;
    constexpr double gap = 20;
    const double all = double(titles.size()) * (width + gap) - gap;
    for (int i = 0; i < int(titles.size()); ++i) {
        const QPointF at(middle.x() - all / 2 + i * (width + gap), middle.y() - height / 2);
        make.frame(QRectF(at, QSizeF(width, height)), titles.at(i));
        make.note(at + QPointF(40, 40), noteColors.at(size_t(i) % noteColors.size()), firstNotes.value(i));
    }
}

void mindMap(TemplateMaker &make, const QPointF &middle)
{
    const QRectF center(middle.x() - 110, middle.y() - 50, 220, 100);
    const ObjectId root = make.node(center, 0xff0072b2, TemplateWords::tr("Our subject"));
    struct Branch {
        QPointF off;
        quint32 color;
        double fromX, fromY, toX, toY;
    };
    constexpr Branch branches[] = {{{-340, -190}, 0xff009e73, 0, 0.5, 1, 0.5},
                                   {{340, -190}, 0xffd55e00, 1, 0.5, 0, 0.5},
                                   {{-340, 190}, 0xffcc79a7, 0, 0.5, 1, 0.5},
                                   {{340, 190}, 0xffe69f00, 1, 0.5, 0, 0.5}};
    int number = 0;
    for (const Branch &b : branches) {
        const QRectF box(middle.x() + b.off.x() - 80, middle.y() + b.off.y() - 35, 160, 70);
        const ObjectId leaf = make.node(box, b.color, TemplateWords::tr("Thought %1").arg(++number));
        make.link({center.x() + b.fromX * center.width(), center.y() + b.fromY * center.height()},
                  {box.x() + b.toX * box.width(), box.y() + b.toY * box.height()}, {root, b.fromX, b.fromY},
                  {leaf, b.toX, b.toY});
    }
}

void ruled(TemplateMaker &make, const QPointF &middle)
{
    constexpr double width = 840;
    constexpr double height = 1188; // the shape of A4
    const QPointF at(middle.x() - width / 2, middle.y() - height / 2);
    make.frame(QRectF(at, QSizeF(width, height)), TemplateWords::tr("Page"));
    make.group(); // so that it is chosen as one, and not one line of it
    for (double y = 120; y < height - 40; y += 40) {
        BoardOp &op = make.add(BoardKind::Line, QRectF(at.x() + 60, at.y() + y, width - 120, 0));
        op.color = 0xffb8c4d6;
        op.width = 1;
    }
}

} // namespace

QString templateName(BoardTemplate kind)
{
    switch (kind) {
    case BoardTemplate::Retro:
        return TemplateWords::tr("Retrospective");
    case BoardTemplate::Kanban:
        return TemplateWords::tr("Kanban");
    case BoardTemplate::MindMap:
        return TemplateWords::tr("Mind map");
    case BoardTemplate::Ruled:
        return TemplateWords::tr("Ruled page");
    }
    return {};
}

QList<BoardOp> templateOps(BoardTemplate kind, const QPointF &middle)
{
    QList<BoardOp> ops;
    TemplateMaker make(ops);
    switch (kind) {
    case BoardTemplate::Retro:
        columns(make, middle,
                {TemplateWords::tr("Went well"), TemplateWords::tr("Could be better"), TemplateWords::tr("To do next")},
                {TemplateWords::tr("Double click to write"), {}, {}});
        break;
    case BoardTemplate::Kanban:
        columns(make, middle,
                {TemplateWords::tr("To do"), TemplateWords::tr("Doing"), TemplateWords::tr("To check"),
                 TemplateWords::tr("Done")},
                {TemplateWords::tr("Double click to write"), {}, {}, {}});
        break;
    case BoardTemplate::MindMap:
        mindMap(make, middle);
        break;
    case BoardTemplate::Ruled:
        ruled(make, middle);
        break;
    }
    return ops;
}

} // namespace coterie::ui
