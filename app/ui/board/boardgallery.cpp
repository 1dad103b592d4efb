// SPDX-License-Identifier: MIT
#include "app/ui/board/boardgallery.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardrightsmenu.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/theme.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QScreen>
#include <QToolTip>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {

constexpr QSize pictureSize{88, 56};
constexpr int galleryRowHeight = pictureSize.height() + 2 * space::s;
constexpr int panelWidth = 320;
constexpr int mostRows = 6; // without scrolling
constexpr int markSide = 16;
constexpr int refusedIcon = 14;
constexpr int mostRefusedShown = 99;

QString refusedText(const QStyleOptionViewItem &option, int objects)
{
    return objects > mostRefusedShown ? QStringLiteral("99+") : option.locale.toString(objects);
}

int refusedWidth(const QStyleOptionViewItem &option, int objects)
{
    const QFontMetrics metrics(typeface(Type::SmallStrong, option.font));
    return refusedIcon + metrics.horizontalAdvance(refusedText(option, objects)) + 2 * space::xs + space::s;
}

} // namespace

BoardGalleryDelegate::BoardGalleryDelegate(Picture picture, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_picture(std::move(picture))
{
}

QSize BoardGalleryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {panelWidth, galleryRowHeight};
}

QRect BoardGalleryDelegate::nameRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int left = space::s + pictureSize.width() + space::m;
    int right = space::s + markSide + space::xs; // the padlock
    if (const int refused = index.data(BoardListModel::RefusedRole).toInt())
        right += refusedWidth(option, refused) + space::xs;
    const QRect logical = option.rect.adjusted(left, 0, -right - space::s, 0);
    return QStyle::visualRect(option.direction, option.rect, logical);
}

void BoardGalleryDelegate::paintMarks(QPainter &painter, const QStyleOptionViewItem &option,
                                      const QModelIndex &index) const
{
    const Colors &c = colors(option.palette);
    const auto placed = [&](const QRect &rect) { return QStyle::visualRect(option.direction, option.rect, rect); };
    QRect mark(option.rect.right() - space::s - 2 - markSide, option.rect.center().y() - markSide / 2, markSide,
               markSide);
    if (index.data(BoardListModel::FrozenRole).toBool())
        paintIcon(painter, placed(mark), u"lock", c.muted);
    const int refused = index.data(BoardListModel::RefusedRole).toInt();
    if (refused == 0)
        return;
    const int width = refusedWidth(option, refused);
    const QFont font = typeface(Type::SmallStrong, option.font);
    const int height = QFontMetrics(font).height() + 2;
    const QRect pill(mark.left() - space::xs - width, option.rect.center().y() - height / 2, width, height);
    stylepaint::rounded(painter, placed(pill), height / 2.0, c.warningSoft);
    mark.moveTopLeft({pill.left() + space::xs, option.rect.center().y() - refusedIcon / 2});
    mark.setSize({refusedIcon, refusedIcon});
    paintIcon(painter, placed(mark), u"alert", c.warning);
    painter.setFont(font);
    painter.setPen(c.warning);
    painter.drawText(placed(pill.adjusted(space::xs + refusedIcon, 0, 0, 0)), Qt::AlignCenter,
                     refusedText(option, refused));
}

void BoardGalleryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colors(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect.adjusted(2, 1, -2, -1);
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    if (chosen || option.state.testFlag(QStyle::State_MouseOver))
        stylepaint::rounded(*painter, row, cornerRadius, chosen ? c.selected : c.hover);
    const QRect frame =
        QStyle::visualRect(option.direction, option.rect,
                           QRect(option.rect.left() + space::s, option.rect.center().y() - pictureSize.height() / 2 + 1,
                                 pictureSize.width(), pictureSize.height()));
    stylepaint::rounded(*painter, frame, 4, c.surface, c.border);
    const double ratio = painter->device()->devicePixelRatioF();
    const Look look = m_picture(index.data(BoardListModel::BoardIdRole).value<BoardId>(),
                                frame.adjusted(2, 2, -2, -2).size() * ratio, ratio);
    if (!look.picture.isNull()) {
        painter->drawPixmap(frame.topLeft() + QPoint(2, 2), look.picture);
    } else {
        painter->setFont(typeface(Type::Small, option.font));
        painter->setPen(c.muted);
        painter->drawText(frame.adjusted(4, 2, -4, -2), int(Qt::AlignCenter | Qt::TextWordWrap), look.instead);
    }
    const QRect name = nameRect(option, index);
    const QFont font = typeface(Type::Body, option.font);
    painter->setFont(font);
    painter->setPen(c.text);
    painter->drawText(name, int(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)),
                      QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, name.width()));
    paintMarks(*painter, option, index);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        stylepaint::focusRing(*painter, row, cornerRadius, c.focus);
    painter->restore();
}

// The name, where it is cut, and what else is to be said of the board.
bool BoardGalleryDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                                     const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString name = index.data().toString();
    QStringList lines;
    if (QFontMetrics(typeface(Type::Body, option.font)).horizontalAdvance(name) > nameRect(option, index).width())
        lines.append(name);
    if (const QString more = index.data(Qt::ToolTipRole).toString(); !more.isEmpty())
        lines.append(more);
    QToolTip::showText(event->globalPos(), plainTip(lines.join(u'\n')), view->viewport());
    return true;
}

QWidget *BoardGalleryDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const
{
    auto *edit = new QLineEdit(parent);
    edit->setMaxLength(int(nameLength.max));
    edit->setAccessibleName(BoardGallery::tr("Name of the board"));
    return edit;
}

void BoardGalleryDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *edit = static_cast<QLineEdit *>(editor);
    edit->setText(index.data().toString());
    edit->selectAll();
}

void BoardGalleryDelegate::setModelData(QWidget *editor, QAbstractItemModel *, const QModelIndex &index) const
{
    const QString name = static_cast<QLineEdit *>(editor)->text().trimmed();
    if (m_rename && !name.isEmpty() && name != index.data().toString())
        m_rename(index.data(BoardListModel::BoardIdRole).value<BoardId>(), name);
}

void BoardGalleryDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                                const QModelIndex &index) const
{
    QRect rect = nameRect(option, index);
    rect.setHeight(editor->sizeHint().height());
    rect.moveCenter({rect.center().x(), option.rect.center().y()});
    editor->setGeometry(rect);
}

BoardGallery::BoardGallery(RoomBoards &boards, BoardGalleryDelegate::Picture picture, QWidget *parent)
    : QWidget(parent, Qt::Popup)
    , m_boards(boards)
    , m_list(new QListView(this))
    , m_add(new Button(tr("New board"), Button::Kind::Ghost, this))
    , m_more(new Button(tr("More"), Button::Kind::Ghost, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_TranslucentBackground); // beside the round corners
    setAccessibleName(tr("Boards of this room"));
    m_list->setAccessibleName(tr("Boards"));
    m_list->setModel(boards.model());
    auto *delegate = new BoardGalleryDelegate(std::move(picture), this);
    delegate->setRenamer([this](const BoardId &board, const QString &name) { (void)m_boards.rename(board, name); });
    m_list->setItemDelegate(delegate);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAutoFillBackground(false);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->installEventFilter(this);
    m_add->setIconName(u"plus");
    m_more->setIconName(u"more-horizontal");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::s, space::s, space::s, space::s);
    column->setSpacing(space::xs);
    column->addWidget(m_list);
    auto *row = new QHBoxLayout;
    row->addWidget(m_add);
    row->addStretch();
    row->addWidget(m_more);
    column->addLayout(row);
    setFixedWidth(panelWidth + 2 * space::s);
    connect(m_list, &QListView::clicked, this, &BoardGallery::choose);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        const QModelIndex index = m_list->indexAt(at);
        showMenu(m_boards.model()->boardAt(index.row()), m_list->viewport()->mapToGlobal(at));
    });
    connect(m_add, &QPushButton::clicked, this, &BoardGallery::addBoard);
    connect(m_more, &QPushButton::clicked, this,
            [this] { showMenu(selected(), m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    connect(&boards, &RoomBoards::changed, this, &BoardGallery::follow);
    connect(&boards, &QObject::destroyed, this, &QWidget::close);
    follow();
}

void BoardGallery::follow()
{
    const QString barrier = m_boards.whyNotAdding();
    m_add->setEnabled(barrier.isEmpty());
    m_add->setToolTip(plainTip(barrier));
    m_list->setFixedHeight(std::clamp(m_boards.model()->rowCount(), 1, mostRows) * galleryRowHeight);
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_boards.model()->index(m_boards.model()->rowOf(m_boards.current())));
    adjustSize();
}

void BoardGallery::open(const QPoint &topLeft)
{
    adjustSize();
    QPoint at = topLeft;
    if (const QScreen *screen = QWidget::screen()) {
        const QRect all = screen->availableGeometry();
        at.setX(std::clamp(at.x(), all.left(), std::max(all.left(), all.right() - width())));
        at.setY(std::clamp(at.y(), all.top(), std::max(all.top(), all.bottom() - height())));
    }
    move(at);
    show();
    m_list->setFocus(Qt::PopupFocusReason);
}

BoardId BoardGallery::selected() const
{
    return m_boards.model()->boardAt(m_list->currentIndex().row());
}

void BoardGallery::choose(const QModelIndex &index)
{
    const BoardId board = m_boards.model()->boardAt(index.row());
    if (board.isNull())
        return;
    m_boards.setCurrent(board);
    close();
}

// "Board 2", or the first number that nobody uses.
QString BoardGallery::freeName() const
{
    for (int n = m_boards.model()->rowCount() + 1;; ++n) {
        const QString name = tr("Board %1").arg(n);
        if (!m_boards.hasName(name))
            return name;
    }
}

void BoardGallery::addBoard()
{
    const BoardId board = m_boards.add(freeName());
    if (board.isNull())
        return;
    m_boards.setCurrent(board);
    renameBoard(board);
}

void BoardGallery::renameBoard(const BoardId &board)
{
    const QModelIndex index = m_boards.model()->index(m_boards.model()->rowOf(board));
    const BoardInfo *known = m_boards.state().board(board);
    if (!known || !m_boards.may(BoardListChange{BoardListAct::Rename, board, QStringLiteral("x"), {}}))
        return;
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    m_list->edit(index);
}

void BoardGallery::removeBoard(const BoardId &board)
{
    const BoardInfo *known = m_boards.state().board(board);
    const QString name = known ? BoardListModel::nameOf(*known) : QString();
    if (m_boards.remove(board))
        emit said(tr("Removed “%1”. It can be brought back under More").arg(name));
}

void BoardGallery::moveBoard(const BoardId &board, int by)
{
    const auto *model = m_boards.model();
    const int row = model->rowOf(board);
    const int to = row + by;
    if (row < 0 || to < 0 || to >= model->rowCount())
        return;
    // Up: behind the one before the one before; down: behind the next.
    const int after = by < 0 ? to - 1 : to;
    (void)m_boards.change(BoardListChange{
        BoardListAct::Move, board, {}, after < 0 ? std::nullopt : std::optional(model->boardAt(after))});
}

void BoardGallery::duplicateBoard(const BoardId &board)
{
    if (board.isNull())
        return;
    close(); // what becomes of it is said on the page
    emit duplicateAsked(board);
}

void BoardGallery::refresh(const BoardId &board)
{
    m_list->update(m_boards.model()->index(m_boards.model()->rowOf(board)));
}

void BoardGallery::showMenu(const BoardId &board, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, const char *keys, bool enabled, auto work) {
        QAction *action = menu->addAction(text);
        if (*keys)
            action->setShortcut(QKeySequence(QString::fromLatin1(keys)));
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, work);
    };
    if (const BoardInfo *known = m_boards.state().board(board)) {
        const bool frozen = known->frozenBy.has_value();
        const auto may = [&](BoardListAct act) {
            return m_boards.may(BoardListChange{act, board, QStringLiteral("x"), {}});
        };
        add(tr("Rename"), "F2", may(BoardListAct::Rename), [this, board] { renameBoard(board); });
        add(tr("Duplicate"), "Ctrl+D", m_boards.barrierToAdding().isEmpty(), [this, board] { duplicateBoard(board); });
        add(frozen ? tr("Unfreeze") : tr("Freeze"), "", may(BoardListAct::Freeze),
            [this, board, frozen] { (void)m_boards.setFrozen(board, !frozen); });
        const int row = m_boards.model()->rowOf(board);
        const bool mayMove = may(BoardListAct::Move);
        add(tr("Move up"), "Ctrl+Up", mayMove && row > 0, [this, board] { moveBoard(board, -1); });
        add(tr("Move down"), "Ctrl+Down", mayMove && row + 1 < m_boards.model()->rowCount(),
            [this, board] { moveBoard(board, 1); });
        if (m_boards.isModerator() && board == m_boards.current()) // it is in sight, and undo is at hand
            add(tr("Clear", "menu: erase all that is on the board"), "", true, [this] {
                close();
                emit clearAsked();
            });
        add(tr("Remove"), "Del", may(BoardListAct::Remove), [this, board] { removeBoard(board); });
        menu->addSeparator();
    }
    addEverybodyMenu(*menu, m_boards);
    QMenu *removed = menu->addMenu(tr("Bring back"));
    for (const BoardInfo &one : m_boards.state().boards())
        if (one.removed)
            connect(removed->addAction(QString(BoardListModel::nameOf(one)).replace(u'&', QLatin1String("&&"))),
                    &QAction::triggered, this, [this, id = one.id] { (void)m_boards.restore(id); });
    removed->setEnabled(!removed->isEmpty() && m_boards.isModerator());
    menu->popup(at);
}

bool BoardGallery::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::ShortcutOverride) {
        event->accept(); // Delete and the arrows mean the boards here, not what is selected on one
        return true;
    }
    if (watched != m_list || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    if (const auto *edit = m_list->findChild<QLineEdit *>(); edit && edit->isVisible())
        return false; // what the name being written does not want itself, Return first of all, means nothing here
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool control = key->modifiers().testFlag(Qt::ControlModifier);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    case Qt::Key_Insert:
        addBoard();
        return true;
    case Qt::Key_F2:
        renameBoard(selected());
        return true;
    case Qt::Key_Delete:
        removeBoard(selected());
        return true;
    case Qt::Key_D:
        if (!control)
            break;
        if (!key->isAutoRepeat())
            duplicateBoard(selected());
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!control)
            break;
        moveBoard(selected(), key->key() == Qt::Key_Up ? -1 : 1);
        return true;
    case Qt::Key_Menu: {
        const QRect row = m_list->visualRect(m_list->currentIndex());
        showMenu(selected(), m_list->viewport()->mapToGlobal(row.bottomLeft()));
        return true;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void BoardGallery::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    stylepaint::rounded(painter, rect(), boardCardRadius, colors(palette()).raised, colors(palette()).border);
}

} // namespace coterie::ui
