// SPDX-License-Identifier: MIT
#include "app/ui/connect/seenlist.h"

#include "app/session/invite.h"
#include "app/ui/people/memberlist.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/text.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int mostSessionsShown = 6;

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
    setItemDelegate(new SessionDelegate(this));
    setSelectionMode(NoSelection);
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
                                     : shownAuthority(session.url);
        const QString name = !session.name.isEmpty() ? session.name
                             : hosted                ? QFileInfo(session.file).completeBaseName()
                                                     : where;
        const QString when = sinceText(session.when, QDateTime::currentDateTimeUtc());
        auto *item = new QStandardItem(name);
        item->setData(session.url, UrlRole);
        item->setData(session.file, FileRole);
        item->setData(session.folder, FolderRole);
        item->setData(hosted ? QStringLiteral("host") : QStringLiteral("chat"), SessionDelegate::SignRole);
        item->setData(where, SessionDelegate::WhereRole);
        item->setData(when, SessionDelegate::WhenRole);
        item->setData(QString(name % u", " % where % u", " % when), Qt::AccessibleTextRole);
        if (hosted)
            item->setToolTip(plainTip(QDir::toNativeSeparators(session.file)));
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
    return {index.data().toString(),
            index.data(UrlRole).toUrl(),
            {},
            index.data(FileRole).toString(),
            index.data(FolderRole).toString()};
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
