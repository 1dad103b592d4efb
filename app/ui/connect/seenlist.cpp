// SPDX-License-Identifier: MIT
#include "app/ui/connect/seenlist.h"

#include "app/ui/people/memberlist.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int tileSide = 36;
constexpr int mostSessionsShown = 6;

class SeenDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const int lines = QFontMetrics(typeface(Type::Body, option.font)).height() +
                          QFontMetrics(typeface(Type::Small, option.font)).height();
        return {200, std::max(tileSide, lines) + space::l};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors(option.palette);
        painter->save();
        const QRect row = option.rect.adjusted(0, 1, 0, -1);
        const bool keyboard = option.state.testFlag(QStyle::State_HasFocus);
        if (option.state.testFlag(QStyle::State_MouseOver) || keyboard)
            stylepaint::rounded(*painter, row, cornerRadius, c.hover);
        const auto placed = [&](const QRect &rect) { return QStyle::visualRect(option.direction, row, rect); };
        const QRect tile = placed({row.left() + space::s, row.center().y() - tileSide / 2 + 1, tileSide, tileSide});
        stylepaint::rounded(*painter, tile, cornerRadius, c.accentSoft);
        const bool hosted = !index.data(SeenList::FileRole).toString().isEmpty();
        paintIcon(*painter, tile.adjusted(9, 9, -9, -9), hosted ? u"host" : u"chat", c.link);

        const QFont strong = typeface(Type::Strong, option.font);
        const QFont small = typeface(Type::Small, option.font);
        const QString when = index.data(SeenList::WhenRole).toString();
        const int whenWidth = QFontMetrics(small).horizontalAdvance(when) + 2;
        const int left = row.left() + space::s + tileSide + space::m;
        const int width = row.right() - space::m - left;
        const int first = QFontMetrics(strong).height();
        const int second = QFontMetrics(small).height();
        const int top = row.center().y() - (first + second) / 2 + 1;
        const int start = stylepaint::leading(option);
        const int end = stylepaint::trailing(option);
        painter->setFont(strong);
        painter->setPen(c.text);
        painter->drawText(
            placed({left, top, width - whenWidth - space::m, first}), start,
            QFontMetrics(strong).elidedText(index.data().toString(), Qt::ElideRight, width - whenWidth - space::m));
        painter->setFont(small);
        painter->setPen(c.muted);
        painter->drawText(
            placed({left, top + first, width, second}), start,
            QFontMetrics(small).elidedText(index.data(SeenList::WhereRole).toString(), Qt::ElideMiddle, width));
        painter->drawText(placed({left + width - whenWidth, top, whenWidth, first}), end, when);
        if (keyboard && option.state.testFlag(QStyle::State_KeyboardFocusChange))
            stylepaint::focusRing(*painter, row, cornerRadius, c.focus);
        painter->restore();
    }
};

// As people write it down.
QString shortPath(const QString &file)
{
    const QString home = QDir::homePath() + u'/';
    const QString shown = file.startsWith(home) ? QString(u"~/" % file.mid(home.size())) : file;
    return QDir::toNativeSeparators(shown);
}

} // namespace

SeenList::SeenList(Settings &settings, QWidget *parent)
    : QListView(parent)
    , m_settings(settings)
{
    setAccessibleName(tr("Sessions you have been to"));
    setModel(&m_model);
    setItemDelegate(new SeenDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::PointingHandCursor);
    connect(this, &QListView::clicked, this, &SeenList::choose);
    connect(&settings, &Settings::changed, this, [this](Settings::Key key) {
        if (key == Settings::Key::LastSessions)
            fill();
    });
    fill();
}

void SeenList::fill()
{
    m_model.clear();
    const QList<SeenSession> sessions = m_settings.lastSessions();
    for (const SeenSession &session : sessions) {
        const bool hosted = !session.file.isEmpty();
        const QString where = hosted ? tr("You hosted it: %1", "a session; %1 is its file").arg(shortPath(session.file))
                                     : session.url.authority();
        const QString name = !session.name.isEmpty() ? session.name
                             : hosted                ? QFileInfo(session.file).completeBaseName()
                                                     : where;
        const QString when = sinceText(session.when, QDateTime::currentDateTimeUtc());
        auto *item = new QStandardItem(name);
        item->setData(session.url, UrlRole);
        item->setData(session.file, FileRole);
        item->setData(where, WhereRole);
        item->setData(when, WhenRole);
        item->setData(QString(name % u", " % where % u", " % when), Qt::AccessibleTextRole);
        if (hosted)
            item->setToolTip(QDir::toNativeSeparators(session.file));
        m_model.appendRow(item);
    }
    updateGeometry();
    emit changed();
}

QSize SeenList::sizeHint() const
{
    const int rows = std::min(m_model.rowCount(), mostSessionsShown);
    return {400, rows * std::max(1, sizeHintForRow(0)) + 2};
}

void SeenList::choose(const QModelIndex &index)
{
    if (index.isValid())
        emit chosen(sessionAt(index));
}

SeenSession SeenList::sessionAt(const QModelIndex &index)
{
    return {index.data().toString(), index.data(UrlRole).toUrl(), {}, index.data(FileRole).toString()};
}

void SeenList::forget(const QModelIndex &index)
{
    if (index.isValid())
        m_settings.forgetSession(sessionAt(index));
}

void SeenList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        choose(currentIndex());
    else if (event->key() == Qt::Key_Delete)
        forget(currentIndex());
    else
        QListView::keyPressEvent(event);
}

void SeenList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPersistentModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool hosted = !index.data(FileRole).toString().isEmpty();
    menu->addAction(lineIcon(hosted ? u"host" : u"link", Tint::Muted),
                    hosted ? tr("Host again…", "menu of a session seen before")
                           : tr("Join", "menu of a session seen before"),
                    this, [this, index] { choose(index); });
    menu->addAction(lineIcon(u"trash", Tint::Muted), tr("Forget\tDel", "menu of a session seen before"), this,
                    [this, index] { forget(index); });
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

} // namespace coterie::ui
