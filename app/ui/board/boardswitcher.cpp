// SPDX-License-Identifier: MIT
#include "app/ui/board/boardswitcher.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/theme.h"

#include <QBoxLayout>
#include <QToolButton>

namespace coterie::ui {

namespace {
constexpr int widestBoardName = 180;
}

BoardSwitcher::BoardSwitcher(BoardCard *card, BoardGalleryDelegate::Picture picture, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_button(new QToolButton(card))
    , m_freeze(new IconButton(u"lock", tr("Freeze this board: only moderators can draw"), card))
    , m_picture(std::move(picture))
{
    m_button->setAutoRaise(true);
    m_button->setFocusPolicy(Qt::TabFocus);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setAccessibleName(tr("Boards of this room")); // until there is one to name
    m_button->setMinimumHeight(32);
    m_button->setFont(typeface(Type::Strong, card->font()));
    card->row()->addWidget(m_button);
    m_freeze->setCheckable(true);
    m_freeze->setFocusPolicy(Qt::TabFocus);
    card->row()->addWidget(m_freeze);
    connect(m_button, &QToolButton::clicked, this, &BoardSwitcher::drop);
    connect(m_freeze, &QToolButton::clicked, this, [this](bool on) {
        if (m_boards)
            (void)m_boards->setFrozen(m_boards->current(), on);
        show();
    });
    show();
}

void BoardSwitcher::setBoards(RoomBoards *boards)
{
    if (boards == m_boards)
        return;
    if (m_boards)
        m_boards->disconnect(this);
    if (m_gallery)
        m_gallery->close();
    m_boards = boards;
    if (boards) {
        connect(boards, &RoomBoards::changed, this, &BoardSwitcher::show);
        connect(boards, &RoomBoards::currentChanged, this, &BoardSwitcher::show);
        connect(boards, &RoomBoards::noticed, this, &BoardSwitcher::said);
        connect(boards, &RoomBoards::conflictChanged, this, &BoardSwitcher::show);
    }
    show();
}

void BoardSwitcher::show()
{
    m_card->setVisible(m_boards != nullptr);
    if (!m_boards)
        return;
    const BoardListModel *model = m_boards->model();
    const int row = model->rowOf(m_boards->current());
    const QString name = model->index(row).data().toString();
    const bool frozen = model->index(row).data(BoardListModel::FrozenRole).toBool();
    const int refused = refusedElsewhere();
    m_button->setIcon(refused ? lineIcon(u"alert", Tint::Warning) : lineIcon(u"board", Tint::Muted));
    const QString freeze = frozen ? tr("Unfreeze this board") : tr("Freeze this board: only moderators can draw");
    m_freeze->setVisible(m_boards->isModerator());
    m_freeze->setChecked(frozen);
    m_freeze->setToolTip(freeze);
    m_freeze->setAccessibleName(freeze);
    const QString shown = m_button->fontMetrics().elidedText(name, Qt::ElideRight, widestBoardName);
    m_button->setText(
        QString(shown).replace(u'&', QLatin1String("&&")) +
        (model->rowCount() > 1 ? QStringLiteral("  %1/%2").arg(row + 1).arg(model->rowCount()) : QString()));
    const QString elsewhere = tr("On %Ln other board(s) something of yours was refused", nullptr, refused);
    const QString keys = tr("Boards of this room (Shift+PgUp, Shift+PgDown)");
    QStringList tip;
    if (shown != name)
        tip.append(name);
    if (refused)
        tip.append(elsewhere);
    m_button->setToolTip(plainTip((tip << keys).join(u'\n')));
    //: for screen readers; %1 is a name, the numbers are "2 of 5"
    m_button->setAccessibleName(tr("Board %1, %2 of %3").arg(name).arg(row + 1).arg(model->rowCount()));
    m_button->setAccessibleDescription(refused ? elsewhere : QString());
    emit changed();
}

int BoardSwitcher::refusedElsewhere() const
{
    const BoardListModel *model = m_boards->model();
    int boards = 0;
    for (int row = 0; row < model->rowCount(); ++row)
        boards += model->boardAt(row) != m_boards->current() &&
                  model->index(row).data(BoardListModel::RefusedRole).toInt() > 0;
    return boards;
}

void BoardSwitcher::step(int by)
{
    if (!m_boards)
        return;
    const BoardListModel *model = m_boards->model();
    const int count = model->rowCount();
    if (count < 2)
        return emit said(tr("This room has one board"));
    const int row = (model->rowOf(m_boards->current()) + by + count) % count;
    m_boards->setCurrent(model->boardAt(row));
}

void BoardSwitcher::drop()
{
    if (!m_boards || m_gallery)
        return;
    m_gallery = new BoardGallery(*m_boards, m_picture, m_card->window());
    connect(m_gallery, &BoardGallery::said, this, &BoardSwitcher::said);
    connect(m_gallery, &BoardGallery::clearAsked, this, &BoardSwitcher::clearAsked);
    connect(m_gallery, &BoardGallery::duplicateAsked, this, &BoardSwitcher::duplicateAsked);
    connect(m_gallery, &QObject::destroyed, this, &BoardSwitcher::closed);
    m_gallery->open(m_card->mapToGlobal(QPoint(0, m_card->height())));
}

void BoardSwitcher::refresh(const BoardId &board)
{
    if (m_gallery)
        m_gallery->refresh(board);
}

void BoardSwitcher::addBoard()
{
    drop();
    if (m_gallery)
        m_gallery->addBoard();
}

} // namespace coterie::ui
