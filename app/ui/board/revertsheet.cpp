// SPDX-License-Identifier: MIT
#include "app/ui/board/revertsheet.h"

#include "app/session/boardcontroller.h"
#include "app/ui/shell/segments.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QSet>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

constexpr qint64 minute = 60'000;

} // namespace

RevertSheet::RevertSheet(BoardController *board, BoardPast *past, const BoardPaper &paper, QWidget *over)
    : PastSheet({tr("Take back what somebody did"), tr("Take it back"), true}, board, past, paper, over)
    , m_self(board->self())
{
    setObjectName(QStringLiteral("revert"));
    addControls();
    addPicture(smallPicture);
    addFoot();
    begin(m_person);
}

void RevertSheet::addControls()
{
    const auto addRow = [this](const QString &name, QWidget *field) {
        auto *row = new QHBoxLayout;
        row->setSpacing(space::s);
        row->addWidget(new TextLabel(name, Type::SmallStrong, TextLabel::Tone::Normal, this), 1);
        row->addWidget(field);
        column()->addLayout(row);
    };
    m_person = new QComboBox(this);
    m_person->setAccessibleName(tr("Whose work"));
    m_person->setMinimumWidth(220);
    connect(m_person, &QComboBox::currentIndexChanged, this, &RevertSheet::ask);
    m_person->view()->installEventFilter(this);
    addRow(tr("Whose work"), m_person);
    m_presets = new Segments(tr("Since when"), this);
    m_presets->add(tr("10 min", "the last 10 minutes"));
    m_presets->add(tr("1 hour", "the last hour"));
    m_presets->add(tr("Today"));
    m_presets->add(tr("Ever", "since the board was made"));
    connect(m_presets, &Segments::chosen, this, &RevertSheet::choosePreset);
    m_since = new QDateTimeEdit(QDateTime::currentDateTime().addSecs(-10 * 60), this);
    m_since->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat) + u"  " +
                              QLocale().timeFormat(QLocale::ShortFormat));
    m_since->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_since->setAccessibleName(tr("Since when"));
    connect(m_since, &QDateTimeEdit::dateTimeChanged, this, &RevertSheet::ask);
    m_since->setMinimumWidth(220);
    addRow(tr("Since when"), m_since);
    column()->addWidget(m_presets, 0, Qt::AlignTrailing);
}

void RevertSheet::listPast()
{
    listPeople();
    compute();
}

// Whoever did something last stands first, but for oneself: one's own work is seldom meant, and undo takes it back. Who
// comes later stands behind those who are there, who stay where they are: somebody may be choosing one of them.
void RevertSheet::listPeople()
{
    if (m_person->view()->isVisible())
        return; // when it closes
    QList<UserId> people;
    const QList<BoardEvent> &events = past().events();
    for (qsizetype i = events.size() - 1; i >= 0; --i)
        if (!people.contains(events.at(i).tx.author))
            people.append(events.at(i).tx.author);
    if (people.removeOne(m_self))
        people.append(m_self);
    const QSignalBlocker quiet(m_person);
    for (const UserId &user : std::as_const(people)) {
        const QString name = past().nameOf(user);
        if (const int row = m_person->findData(QVariant(user.value)); row < 0) {
            const int own = m_person->findData(QVariant(m_self.value));
            m_person->insertItem(own < 0 ? m_person->count() : own, name, QVariant(user.value));
        } else if (m_person->itemText(row) != name) {
            m_person->setItemText(row, name);
        }
    }
}

bool RevertSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Hide && watched == m_person->view()) // what is chosen there is taken first
        QMetaObject::invokeMethod(this, &RevertSheet::listPeople, Qt::QueuedConnection);
    return PastSheet::eventFilter(watched, event);
}

UserId RevertSheet::person() const
{
    return UserId{m_person->currentData().toUuid()};
}

void RevertSheet::choosePreset(int preset)
{
    const QDateTime now = QDateTime::currentDateTime();
    const QList<BoardEvent> &events = past().events();
    const QDateTime first = events.isEmpty() ? now : QDateTime::fromMSecsSinceEpoch(events.first().timeMs - minute);
    const QDateTime since[] = {now.addSecs(-10 * 60), now.addSecs(-60 * 60), now.date().startOfDay(), first};
    m_since->setDateTime(since[std::clamp(preset, 0, 3)]);
}

void RevertSheet::compute()
{
    if (m_person->count() == 0)
        return say(tr("Nobody has done anything on this board."));
    plan([user = person(), since = m_since->dateTime().toMSecsSinceEpoch()](
             const QList<BoardEvent> &events) { return revertPerson(BoardDoc(), events, user, since); },
         [this](const BoardRevert &revert) { describe(revert); });
}

void RevertSheet::describe(const BoardRevert &revert)
{
    QSet<ObjectId> groups; // which nobody sees
    for (const BoardEvent &event : past().events())
        for (const BoardOp &op : event.tx.ops)
            if (op.act == BoardAct::Create && op.kind == BoardKind::Group && op.object)
                groups.insert(*op.object);
    QList<BoardRevert::Item> items = revert.items;
    items.removeIf([&groups](const BoardRevert::Item &item) { return groups.contains(item.object); });
    if (items.isEmpty()) // groups and nothing else
        items = revert.items;
    m_objects = int(items.size());
    const auto count = [&](auto test) { return int(std::count_if(items.begin(), items.end(), test)); };
    const int gone = count([](const BoardRevert::Item &item) { return item.erased; });
    const int back = count([](const BoardRevert::Item &item) { return item.broughtBack; });
    const int other = m_objects - gone - back;
    QStringList words;
    if (gone > 0)
        words.append(tr("%Ln object(s) go.", nullptr, gone));
    if (back > 0)
        words.append(tr("%Ln object(s) come back.", nullptr, back));
    if (other > 0)
        words.append(tr("%Ln object(s) are as before.", nullptr, other));
    if (words.isEmpty())
        words.append(tr("Nothing of this person is left from that time."));
    const auto kept = int(std::count_if(revert.kept.begin(), revert.kept.end(),
                                        [&groups](const ObjectId &id) { return !groups.contains(id); }));
    if (kept > 0)
        words.append(tr("%Ln object(s) stay: others have worked on them, or locked them.", nullptr, kept));
    say(words.join(u' '));
}

void RevertSheet::confirm()
{
    const QString name = m_person->currentText();
    //: in "Undo: …"; %1 is a name
    if (!commit(tr("take back what %1 did").arg(name)))
        return;
    emit reverted(name, m_objects);
    dismiss();
}

} // namespace coterie::ui
