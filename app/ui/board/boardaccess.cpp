// SPDX-License-Identifier: MIT
#include "app/ui/board/boardaccess.h"

#include "app/session/errortext.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"
#include "shared/protocol/errors.h"

#include <QBoxLayout>

#include <algorithm>

namespace coterie::ui {

namespace {
constexpr int widestAccess = 720; // a sentence is read in lines, not across the whole board
}

BoardAccess::BoardAccess(BoardCard *card, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_icon(new TextLabel(Type::Body, TextLabel::Tone::Muted, card))
    , m_text(new TextLabel(Type::Body, TextLabel::Tone::Normal, card))
    , m_again(new Button(tr("Try again", "button: add what was refused to this board"), Button::Kind::Secondary, card))
    , m_action(new Button({}, Button::Kind::Secondary, card))
    , m_discard(new Button(tr("Discard", "button: throw the copy away"), Button::Kind::Ghost, card))
{
    m_action->setAccessibleName(tr("What you can do about it")); // until there is something
    m_text->setContentsMargins(space::xs, space::xs, space::s, space::xs);
    m_icon->setContentsMargins(space::s, 0, 0, 0);
    m_buttons = new QBoxLayout(QBoxLayout::LeftToRight);
    m_buttons->setSpacing(space::s);
    for (QWidget *one : {m_icon, m_text})
        card->row()->addWidget(one);
    card->row()->addLayout(m_buttons);
    for (Button *button : {m_again, m_action, m_discard}) {
        m_buttons->addWidget(button);
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the board
    }
    connect(m_action, &QPushButton::clicked, this, &BoardAccess::act);
    connect(m_again, &QPushButton::clicked, this, &BoardAccess::againAsked);
    connect(m_discard, &QPushButton::clicked, this, &BoardAccess::discard);
    show();
}

void BoardAccess::setBoard(RoomBoards *boards, const BoardId &board, NameOf nameOf)
{
    if (m_boards)
        m_boards->disconnect(this);
    m_boards = boards;
    m_board = board;
    m_nameOf = std::move(nameOf);
    m_asking = false;
    if (boards) {
        connect(boards, &RoomBoards::changed, this, &BoardAccess::show);
        connect(boards, &RoomBoards::conflictChanged, this, &BoardAccess::show);
    }
    show();
}

// In one row; or the words above their buttons; or, where there is no room for those beside each other, all in a
// column.
void BoardAccess::fitInto(int room)
{
    constexpr int narrowestText = 220;
    const int width = std::min(room, widestAccess);
    const auto lay = [&](QBoxLayout::Direction all, QBoxLayout::Direction buttons) {
        m_card->row()->setDirection(all);
        m_buttons->setDirection(buttons);
        m_icon->setVisible(all == QBoxLayout::LeftToRight);
        m_card->fitWords(*m_text, width);
        const bool narrow = m_text->wordWrap() && m_text->minimumWidth() < narrowestText;
        return m_card->sizeHint().width() <= width && (all == QBoxLayout::TopToBottom || !narrow);
    };
    if (!lay(QBoxLayout::LeftToRight, QBoxLayout::LeftToRight) &&
        !lay(QBoxLayout::TopToBottom, QBoxLayout::LeftToRight))
        (void)lay(QBoxLayout::TopToBottom, QBoxLayout::TopToBottom);
}

BoardRight BoardAccess::right() const
{
    return m_boards ? m_boards->rightOn(m_board) : BoardRight::EditAll;
}

bool BoardAccess::tells(const QString &sentence) const
{
    return m_boards && m_boards->conflictObjects(m_board) > 0 && sentence == m_boards->conflictReason(m_board);
}

// Why one may not draw here, if somebody has said so.
QString BoardAccess::frozenWords() const
{
    const BoardInfo *info = m_boards ? m_boards->state().board(m_board) : nullptr;
    if (!info || !info->frozenBy)
        return {};
    if (*info->frozenBy == m_boards->me())
        return tr("You froze the board: only moderators can draw");
    const QString name = m_nameOf ? m_nameOf(*info->frozenBy) : QString();
    return name.isEmpty() ? tr("The board is frozen") : tr("%1 froze the board").arg(name);
}

void BoardAccess::show()
{
    const int kept = m_boards ? m_boards->conflictObjects(m_board) : 0;
    m_asking &= kept > 0;
    const bool moderator = m_boards && m_boards->isModerator();
    const QString frozen = frozenWords();
    QString text;
    m_action->hide();
    m_again->setVisible(kept > 0 && !m_asking && right() != BoardRight::View);
    m_discard->setVisible(kept > 0);
    m_discard->setKind(m_asking ? Button::Kind::Danger : Button::Kind::Ghost);
    const auto offer = [this](const QString &words) {
        m_action->setText(words);
        m_action->setAccessibleName(words);
        m_action->show();
    };
    QStringView icon = u"eye";
    if (m_asking) {
        icon = u"trash";
        text = tr("Discard %Ln object(s) of yours for good?", nullptr, kept);
        offer(tr("Keep", "button: not to throw it away"));
    } else if (kept > 0) {
        icon = u"alert";
        QStringList lines;
        const bool isFrozen = !frozen.isEmpty();
        if (isFrozen) // the tools are dimmed, which nothing else gives the reason of
            lines << frozen;
        lines << tr("%Ln object(s) of yours could not be added here", nullptr, kept);
        // That the board is frozen, and by whom, is reason enough.
        if (const QString why = m_boards->conflictReason(m_board);
            !why.isEmpty() && !(isFrozen && why == errorSentence(QString(errors::frozen))))
            lines << why;
        text = lines.join(u'\n');
        if (m_boards->may(BoardListChange{BoardListAct::Add, newId<BoardId>(), QStringLiteral("x"), {}}))
            offer(tr("Save as a new board"));
    } else if (m_boards && m_boards->isRemoved(m_board)) {
        icon = u"trash";
        text = tr("This board has been removed");
    } else if (!frozen.isEmpty()) {
        icon = u"lock";
        text = frozen;
        if (moderator)
            offer(tr("Unfreeze"));
    } else if (right() == BoardRight::View) {
        text = tr("You can look around and point here");
    }
    const int side = QFontMetrics(m_text->font()).height();
    m_icon->setPixmap(lineIcon(icon, Tint::Muted).pixmap(QSize(side, side), m_card->devicePixelRatioF()));
    m_text->setText(text);
    m_card->setAccessibleName(text);
    m_card->setVisible(!text.isEmpty());
    if (!text.isEmpty())
        m_card->raise();
    emit changed();
}

void BoardAccess::act()
{
    if (!m_boards)
        return;
    if (std::exchange(m_asking, false))
        show();
    else if (m_boards->conflict(m_board).isEmpty())
        (void)m_boards->setFrozen(m_board, false);
    else
        saveAsBoard();
}

// It is the only copy there is: the button asks before it does.
void BoardAccess::discard()
{
    if (std::exchange(m_asking, !m_asking) && m_boards)
        m_boards->dropConflict(m_board);
    show();
}

void BoardAccess::saveAsBoard()
{
    const BoardInfo *info = m_boards->state().board(m_board);
    //: a new board with what could not be added to the board %1
    const BoardId copy =
        m_boards->saveConflict(m_board, tr("%1 (my changes)"), info ? BoardListModel::nameOf(*info) : tr("Board"));
    if (!copy.isNull())
        m_boards->setCurrent(copy);
}

} // namespace coterie::ui
