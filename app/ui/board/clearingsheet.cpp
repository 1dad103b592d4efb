// SPDX-License-Identifier: MIT
#include "app/ui/board/clearingsheet.h"

#include "app/session/boardcontroller.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QAbstractButton>
#include <QDateTime>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr int clearingRows = 3; // without scrolling

// Who, and at the end of the line when; below it what has become of it.
class ClearingDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {200, QFontMetrics(typeface(Type::Strong, option.font)).height() +
                         QFontMetrics(typeface(Type::Small, option.font)).height() + space::m};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors(option.palette);
        painter->save();
        const QRect row = option.rect.adjusted(1, 1, -1, -1);
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        if (chosen || option.state.testFlag(QStyle::State_MouseOver))
            stylepaint::rounded(*painter, row, cornerRadius, chosen ? c.selected : c.hover);
        const QFont strong = typeface(Type::Strong, option.font);
        const QFont small = typeface(Type::Small, option.font);
        const QString when = index.data(ClearingSheet::WhenRole).toString();
        const int whenWidth = QFontMetrics(small).horizontalAdvance(when) + 2;
        const QRect words = row.adjusted(space::s, space::xs, -space::s, -space::xs);
        const int first = QFontMetrics(strong).height();
        const auto placed = [&](const QRect &rect) { return QStyle::visualRect(option.direction, row, rect); };
        const auto draw = [&](const QRect &rect, Qt::Alignment side, const QString &text) {
            painter->drawText(placed(rect), int(side),
                              painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
        };
        const Qt::Alignment start = stylepaint::leading(option);
        painter->setFont(strong);
        painter->setPen(c.text);
        draw({words.left(), words.top(), words.width() - whenWidth - space::s, first}, start, index.data().toString());
        painter->setFont(small);
        painter->setPen(c.muted);
        draw({words.right() - whenWidth + 1, words.top(), whenWidth, first}, stylepaint::trailing(option), when);
        draw(words.adjusted(0, first, 0, 0), start, index.data(ClearingSheet::WhatRole).toString());
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
            stylepaint::focusRing(*painter, row, cornerRadius, c.focus);
        painter->restore();
    }
};

} // namespace

ClearingSheet::ClearingSheet(BoardController *board, BoardPast *past, const BoardPaper &paper, QWidget *over)
    : PastSheet({tr("Bring back what was cleared"), tr("Bring it back")}, board, past, paper, over)
    , m_list(new QListView(this))
{
    setObjectName(QStringLiteral("clearings"));
    m_list->setAccessibleName(tr("When the board was cleared"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new ClearingDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    QStyleOptionViewItem option;
    option.font = font();
    m_list->setFixedHeight(clearingRows * m_list->itemDelegate()->sizeHint(option, {}).height() +
                           2 * m_list->frameWidth());
    column()->addWidget(m_list);
    addPicture(smallPicture);
    addFoot();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { ask(); });
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *pressed = new QShortcut(key, m_list);
        pressed->setContext(Qt::WidgetShortcut);
        connect(pressed, &QShortcut::activated, action(), &QAbstractButton::click);
    }
    begin(m_list);
}

OpId ClearingSheet::chosen() const
{
    return OpId{m_list->currentIndex().data(ClearingRole).toUuid()};
}

void ClearingSheet::compute()
{
    plan(
        [wanted = chosen()](const QList<BoardEvent> &events) {
            Plan plan{clearingsOf(events), {}, {}};
            const auto at = std::find_if(plan.all.cbegin(), plan.all.cend(),
                                         [&](const BoardClearing &one) { return one.id == wanted; });
            if (!plan.all.isEmpty())
                plan.chosen = at == plan.all.cend() ? plan.all.first() : *at;
            plan.ops = bringBackOps(plan.chosen);
            return plan;
        },
        [this](const Plan &plan) {
            fill(plan.all, plan.chosen.id);
            describe(plan);
        });
}

void ClearingSheet::fill(const QList<BoardClearing> &clearings, const OpId &chosen)
{
    const QSignalBlocker quiet(m_list->selectionModel());
    m_model.setRowCount(int(clearings.size()));
    for (int row = 0; row < clearings.size(); ++row) {
        const BoardClearing &one = clearings.at(row);
        const auto gone = int(one.gone.size());
        const QString who = past().nameOf(one.author);
        const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(one.timeMs), QLocale::ShortFormat);
        const QString what =
            gone == 0 ? tr("%Ln object(s), none left to bring back", "what a board was cleared of", one.cleared)
            : gone < one.cleared
                ? tr("%Ln object(s), %1 of them left to bring back", "what a board was cleared of", one.cleared)
                      .arg(QLocale().toString(gone))
                : tr("%Ln object(s)", "what a board was cleared of", one.cleared);
        auto *item = new QStandardItem(who);
        item->setData(QVariant(one.id.value), ClearingRole);
        item->setData(when, WhenRole);
        item->setData(what, WhatRole);
        item->setData(QString(who % u", " % when % u", " % what), Qt::AccessibleTextRole);
        m_model.setItem(row, item);
        if (one.id == chosen)
            m_list->setCurrentIndex(m_model.index(row, 0));
    }
    m_list->viewport()->update();
}

void ClearingSheet::describe(const Plan &plan)
{
    if (plan.all.isEmpty())
        return say(tr("Nothing was ever cleared on this board."));
    QStringList words;
    if (const auto gone = int(plan.chosen.gone.size()))
        words.append(tr("%Ln object(s) come back, as they were last changed.", nullptr, gone));
    else
        words.append(tr("All of it has come back already; what was erased after that stays erased."));
    if (plan.chosen.lost > 0)
        words.append(tr("%Ln object(s) cannot come back: the board has let go of them.", nullptr, plan.chosen.lost));
    say(words.join(u' '));
}

void ClearingSheet::confirm()
{
    const auto objects = planned();
    if (!commit(tr("bring back what was cleared", "undo …")))
        return;
    emit broughtBack(objects);
    dismiss();
}

} // namespace coterie::ui
