// SPDX-License-Identifier: MIT
#include "app/ui/board/outlinepanel.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardview.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTreeView>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr int restMs = 300; // what others draw comes in many small steps
constexpr int narrowestOutline = 160;
constexpr int lowestOutline = 140;

} // namespace

OutlinePanel::OutlinePanel(BoardView *view, BoardCard *card, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_card(card)
    , m_rest(new TextLabel(Type::Small, TextLabel::Tone::Muted, card))
    , m_tree(new QTreeView(card))
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(space::s, 0, 0, 0);
    head->addWidget(new TextLabel(tr("Outline", "heading: what is on the board, in words"), Type::Strong), 1);
    auto *closer = new IconButton(u"x", tr("Close the outline", "button"), card);
    closer->setFocusPolicy(Qt::TabFocus);
    connect(closer, &QToolButton::clicked, this, &OutlinePanel::closed);
    head->addWidget(closer);
    card->row()->addLayout(head);
    card->row()->addWidget(m_tree, 1);
    m_rest->setWordWrap(true);
    m_rest->setContentsMargins(space::s, 0, space::s, 0);
    m_rest->hide();
    card->row()->addWidget(m_rest);
    m_tree->setModel(&m_outline);
    m_tree->setAccessibleName(tr("Outline of the board"));
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setUniformRowHeights(true);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->installEventFilter(this);
    card->installEventFilter(this);
    color();
    m_due.setSingleShot(true);
    m_due.setInterval(restMs);
    connect(&m_due, &QTimer::timeout, this, &OutlinePanel::take);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OutlinePanel::selectOnBoard);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &OutlinePanel::goOnBoard);
    connect(m_tree, &QTreeView::activated, this, [this] { go(false); });
    connect(m_tree, &QTreeView::customContextMenuRequested, this,
            [this](const QPoint &at) { emit menuAsked(m_tree->viewport()->mapToGlobal(at)); });
    connect(&view->selection(), &BoardSelection::changed, this, &OutlinePanel::followSelection);
    connect(&view->selection(), &BoardSelection::currentChanged, this, &OutlinePanel::followCurrent);
    card->hide();
}

void OutlinePanel::setNames(NameOf nameOf)
{
    m_nameOf = std::move(nameOf);
    boardChanged();
}

void OutlinePanel::setShown(bool shown)
{
    m_card->setVisible(shown);
}

QSize OutlinePanel::leastSize() const
{
    constexpr int rows = 3;
    const QSize head = m_card->row()->itemAt(0)->minimumSize();
    const QMargins around = m_card->row()->contentsMargins();
    return {std::max(head.width() + around.left() + around.right(), narrowestOutline),
            std::max(head.height() + rows * m_tree->fontMetrics().height() * 3 / 2 + around.top() + around.bottom(),
                     lowestOutline)};
}

void OutlinePanel::boardChanged()
{
    if (!m_card->isHidden() && !m_due.isActive())
        m_due.start();
}

bool OutlinePanel::hasFocus() const
{
    return m_tree->hasFocus();
}

void OutlinePanel::focusTree()
{
    m_tree->setFocus(Qt::ShortcutFocusReason);
    // Ctrl is held when that key has led here: it must not mean here what it means for a click.
    if (!m_tree->currentIndex().isValid())
        m_tree->selectionModel()->setCurrentIndex(m_outline.index(0, 0), m_view->selection().isEmpty()
                                                                             ? QItemSelectionModel::ClearAndSelect
                                                                             : QItemSelectionModel::NoUpdate);
}

// The place in the tree stays, and what was closed up.
void OutlinePanel::take()
{
    m_due.stop();
    if (m_card->isHidden())
        return;
    m_following = true;
    QSet<ObjectId> closedUp;
    const auto remember = [&](auto &&self, const QModelIndex &parent) -> void {
        for (int row = 0; row < m_outline.rowCount(parent); ++row) {
            const QModelIndex index = m_outline.index(row, 0, parent);
            if (m_outline.rowCount(index) == 0)
                continue;
            if (!m_tree->isExpanded(index))
                closedUp.insert(*m_outline.objectAt(index));
            self(self, index);
        }
    };
    remember(remember, {});
    const auto current = m_outline.objectAt(m_tree->currentIndex());
    m_outline.take(m_view->doc(), m_nameOf, [this](const BoardObject &object) { return m_view->undrawn(object); });
    m_tree->expandAll();
    for (const ObjectId &id : std::as_const(closedUp))
        m_tree->collapse(m_outline.indexOf(id));
    if (current)
        m_tree->selectionModel()->setCurrentIndex(m_outline.indexOf(*current), QItemSelectionModel::NoUpdate);
    m_following = false;
    m_rest->setText(m_outline.rowCount() == 0 && m_outline.leftOut() == 0
                        ? tr("There is nothing on this board yet")
                        : tr("%Ln object(s) more, which are not listed", nullptr, m_outline.leftOut()));
    m_rest->setVisible(m_outline.rowCount() == 0 || m_outline.leftOut() > 0);
    followSelection();
}

void OutlinePanel::followSelection()
{
    if (m_following || m_card->isHidden())
        return;
    m_following = true;
    m_tree->selectionModel()->select(m_outline.rowsOf(m_view->selection().ids()), QItemSelectionModel::ClearAndSelect);
    m_following = false;
    followCurrent();
}

void OutlinePanel::followCurrent()
{
    const auto at = m_view->selection().current();
    const QModelIndex index = at ? m_outline.indexOf(*at) : QModelIndex();
    if (m_following || m_card->isHidden() || !index.isValid() || index == m_tree->currentIndex())
        return;
    m_following = true;
    m_tree->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    m_following = false;
}

// In the order in which they were chosen, and new ones as they stand here.
void OutlinePanel::selectOnBoard()
{
    const BoardDoc *doc = m_view->doc();
    if (m_following || !doc)
        return;
    m_following = true;
    m_view->settle(); // what keys have begun is about what was selected until now
    QSet<ObjectId> wanted;
    QList<ObjectId> added;
    for (const QModelIndex &index : m_tree->selectionModel()->selectedRows()) {
        const auto id = m_outline.objectAt(index);
        if (!id || !doc->isVisible(*id))
            continue;
        wanted.insert(*id);
        if (!m_view->selection().contains(*id))
            added.append(*id);
    }
    QList<ObjectId> ids = m_view->selection().ids();
    ids.removeIf([&wanted](const ObjectId &id) { return !wanted.contains(id); });
    if (m_view->maySelect())
        m_view->setTool(ToolId::Select);
    m_view->selection().choose(*doc, ids + added);
    m_following = false;
    goOnBoard(); // also when what is current was taken out
}

void OutlinePanel::goOnBoard()
{
    const BoardDoc *doc = m_view->doc();
    const auto id = m_outline.objectAt(m_tree->currentIndex());
    if (m_following || !doc || !id || !doc->isVisible(*id))
        return;
    m_following = true;
    m_view->selection().goTo(*id);
    m_view->reveal(doc->box(*id));
    m_following = false;
}

bool OutlinePanel::chooseCurrent()
{
    const QModelIndex index = m_tree->currentIndex();
    const auto id = m_outline.objectAt(index);
    if (!id || !m_view->doc() || !m_view->doc()->isVisible(*id))
        return false;
    if (!m_view->selection().contains(*id))
        m_tree->selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
    return true;
}

// What is current is moved, sized and written in on the board itself.
void OutlinePanel::go(bool writing)
{
    const auto id = m_outline.objectAt(m_tree->currentIndex());
    const bool isThere = chooseCurrent();
    m_view->setFocus();
    if (writing && isThere)
        (void)m_view->editText(*id);
}

// As rows are elsewhere: what is current has a soft ground, and words as dark as the others.
void OutlinePanel::color()
{
    const QPalette around = m_card->palette();
    QPalette palette = m_tree->palette();
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        palette.setColor(group, QPalette::Base, colors(around).raised);
        palette.setColor(group, QPalette::Highlight, colors(around).selected);
        palette.setColor(group, QPalette::HighlightedText, around.color(group, QPalette::Text));
        palette.setColor(group, QPalette::Text, around.color(group, QPalette::Text));
    }
    m_tree->setPalette(palette);
}

bool OutlinePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_card && event->type() == QEvent::PaletteChange)
        color();
    else if (watched == m_card && event->type() == QEvent::ShowToParent)
        take(); // it was asked for, or there is room for it by now
    if (watched != m_tree || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QObject::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool ours = key->modifiers() == Qt::NoModifier || key->modifiers() == Qt::KeypadModifier;
    if (event->type() == QEvent::ShortcutOverride) {
        // Letters look for what begins with them, and keys of the tree are no commands of the board.
        if (ours && (!key->text().isEmpty() || key->key() == Qt::Key_Home || key->key() == Qt::Key_End ||
                     key->key() == Qt::Key_PageUp || key->key() == Qt::Key_PageDown))
            event->accept();
        return false;
    }
    if (!ours)
        return false;
    switch (key->key()) {
    case Qt::Key_F2:
        go(true);
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (m_tree->selectionModel()->hasSelection() || chooseCurrent()) // else what is current is gone
            emit deleteAsked();
        return true;
    case Qt::Key_Escape:
        m_view->setFocus();
        return true;
    default:
        return false;
    }
}

} // namespace coterie::ui
