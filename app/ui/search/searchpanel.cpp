// SPDX-License-Identifier: MIT
#include "app/ui/search/searchpanel.h"

#include "app/ui/search/searchlist.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/emptystate.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/segments.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/textlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {

constexpr int thisRoom = 0, everywhere = 1;
constexpr int blinkMs = 200;

} // namespace

SearchPanel::SearchPanel(SearchModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_field(new QLineEdit(this))
    , m_scope(new Segments(tr("Where to search", "name of the switch this room, all rooms"), this))
    , m_summary(new TextLabel(Type::Small, TextLabel::Tone::Muted, this))
    , m_list(new SearchList(this))
    , m_empty(new EmptyState(u"search", this))
    , m_note(new TextLabel(Type::Small, TextLabel::Tone::Muted, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, space::s);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(rowInset, space::s, space::s, space::xs);
    head->addWidget(new TextLabel(tr("Search", "heading of the side column"), Type::Strong), 1);
    auto *closer = new IconButton(u"x", tr("Close search (Esc)", "button"), this);
    head->addWidget(closer);
    column->addLayout(head);
    auto *box = new QVBoxLayout;
    box->setContentsMargins(rowInset, 0, rowInset, space::s);
    box->setSpacing(space::s);
    m_field->setPlaceholderText(tr("Words, \"a phrase\", from:Ben", "empty search field"));
    m_field->setAccessibleName(tr("Search messages", "name of the field for screen readers"));
    m_field->setClearButtonEnabled(true);
    m_field->setMaxLength(400);
    m_field->installEventFilter(this);
    m_scope->add(tr("This room", "where to search"));
    m_scope->add(tr("All rooms", "where to search"));
    m_summary->setWordWrap(true);
    box->addWidget(m_field);
    box->addWidget(m_scope);
    box->addWidget(m_summary);
    column->addLayout(box);
    m_list->setModel(&model);
    column->addWidget(m_list, 1);
    column->addWidget(m_empty, 1);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(rowInset, space::s, rowInset, 0);
    column->addWidget(m_note);
    m_waiting.setSingleShot(true);
    m_waiting.setInterval(blinkMs);

    connect(closer, &QToolButton::clicked, this, &SearchPanel::closeRequested);
    connect(m_field, &QLineEdit::textChanged, this, &SearchPanel::ask);
    connect(m_scope, &Segments::chosen, this, [this] {
        ask();
        m_field->setFocus();
    });
    connect(&m_waiting, &QTimer::timeout, this, &SearchPanel::present);
    connect(&model, &SearchModel::summaryChanged, this, &SearchPanel::present);
    connect(&model, &QAbstractItemModel::modelReset, m_list, &SearchList::selectFirst);
    connect(m_list, &SearchList::leaveRequested, this, &SearchPanel::closeRequested);
    connect(m_list, &SearchList::chosen, this, [this](const QModelIndex &index) {
        if (const Seq seq = index.data(SearchModel::SeqRole).toLongLong(); seq > 0)
            emit messageChosen(index.data(SearchModel::RoomIdRole).value<RoomId>(), seq);
    });
    m_scope->setCurrent(thisRoom);
    present();
}

void SearchPanel::begin(bool all)
{
    m_scope->setCurrent(all ? everywhere : thisRoom);
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    ask();
}

void SearchPanel::setRoom(const RoomId &room, const QString &name)
{
    m_roomName = name;
    if (room == m_room)
        return;
    m_room = room;
    if (isVisible() && m_scope->current() == thisRoom)
        ask();
}

void SearchPanel::ask()
{
    const bool one = m_scope->current() == thisRoom && !m_room.isNull();
    m_waiting.start();
    m_model.search(m_field->text(), one ? std::optional(m_room) : std::nullopt);
}

// What was found, in one line under the field.
QString SearchPanel::sentence() const
{
    const SearchModel::Summary &s = m_model.summary();
    if (!s.asked || (s.shown == 0 && !s.pending))
        return {};
    if (s.pending && s.shown == 0)
        return m_waiting.isActive() ? QString() : tr("Searching…", "while looking for messages");
    const QString total = locale().toString(s.total);
    QString text = s.moreThanTotal ? tr("More than %1 messages", "found").arg(total)
                                   : tr("%Ln message(s) found", "by a search", int(s.total));
    if (s.shown < s.total)
        text = tr("%1; the newest %2 are shown", "%1 is how many messages were found")
                   .arg(text, locale().toString(s.shown));
    return text;
}

// How much of the history this search can know: never more than what is said here.
QString SearchPanel::coverage() const
{
    const SearchModel::Summary &s = m_model.summary();
    if (!s.asked)
        return {};
    QStringList parts;
    if (s.rebuilding && s.percentIndexed < 100)
        parts += tr("The index on this computer was damaged and is being made again: %1 %. Your messages are safe.")
                     .arg(s.percentIndexed);
    else if (s.percentIndexed < 100)
        parts += tr("Indexing what is on this computer: %1 %. More may be found in a moment.").arg(s.percentIndexed);
    parts += tr("Searched %Ln message(s) on this computer.", "under the results", int(s.searched));
    if (s.partialRooms.size() == 1)
        parts += tr("Some of #%1 is only on the host; scroll up in the room to fetch it.", "%1 is a room")
                     .arg(isolated(s.partialRooms.first()));
    else if (s.partialRooms.size() > 1)
        parts += tr("Some of #%1 and of %n other room(s) is only on the host; scroll up in a room to fetch it.",
                    "%1 is a room", int(s.partialRooms.size()) - 1)
                     .arg(isolated(s.partialRooms.first()));
    return parts.join(u' ');
}

void SearchPanel::present()
{
    const SearchModel::Summary &s = m_model.summary();
    const QString found = sentence();
    m_summary->setText(found);
    m_summary->setVisible(!found.isEmpty());
    const QString note = coverage();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    const bool any = s.asked && m_model.rowCount() > 0;
    m_list->setVisible(any);
    m_empty->setVisible(!any);
    if (any || (s.asked && s.pending))
        return;
    if (!s.asked)
        m_empty->setWords(tr("Find a message", "empty search"),
                          tr("It works without the host, too.\n\n\"two words\" finds them side by side.\n"
                             "from:Ben finds what Ben wrote,\nin:lab what was said there.",
                             "tips under an empty search"));
    else if (s.noSuchRoom)
        m_empty->setWords(tr("No room of this name", "search"), tr("Check what stands after in: or take it out."));
    else
        m_empty->setWords(tr("Nothing found", "search"),
                          m_scope->current() == thisRoom
                              ? tr("Try fewer words, or all rooms (Ctrl+Shift+F).", "nothing was found in one room")
                              : tr("Try fewer words, or only their beginning.", "nothing was found anywhere"));
}

QString SearchPanel::summaryText() const
{
    return m_summary->isHidden() ? QString() : m_summary->text();
}

QString SearchPanel::noteText() const
{
    return m_note->isHidden() ? QString() : m_note->text();
}

QString SearchPanel::emptyText() const
{
    return m_empty->isHidden() ? QString() : m_empty->accessibleName();
}

// The arrows walk through the results while the letters go into the field.
bool SearchPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        m_list->step(1);
        return true;
    case Qt::Key_Up:
        m_list->step(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_list->activateCurrent();
        return true;
    case Qt::Key_Escape:
        emit closeRequested();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void SearchPanel::paintEvent(QPaintEvent *)
{
    if (m_note->isHidden())
        return;
    QPainter painter(this);
    painter.fillRect(QRect(0, m_note->y(), width(), 1), colors(palette()).border);
}

} // namespace coterie::ui
