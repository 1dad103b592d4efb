// SPDX-License-Identifier: MIT
#include "app/ui/board/historysheet.h"

#include "app/session/boardcontroller.h"
#include "app/ui/board/exchange/boardexport.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QSlider>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

constexpr int historyPicture = 260;     // pixels high
constexpr int historyLines = 3;         // of words, most of the time
constexpr int pagesOfHistory = 20;      // of the slider, by page up and page down
constexpr double roomAround = 1.0 / 50; // of the picture: some ink leaves its box

struct HistoryWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::HistorySheet)
};

QRectF boxOf(const QList<BoardObject> &objects)
{
    QRectF all;
    for (const BoardObject &object : objects)
        all |= object.box();
    return all;
}

} // namespace

QString deedWords(const BoardDeed &deed, const QSet<ObjectId> &groups, const QString &who)
{
    QSet<ObjectId> made;
    QSet<ObjectId> changed;
    QSet<BoardAct> acts;
    bool grouped = false;
    for (const BoardOp &op : deed.ops) {
        acts.insert(op.act);
        grouped |= op.act == BoardAct::Create && op.kind == BoardKind::Group;
        if (!op.object || groups.contains(*op.object))
            continue;
        (op.act == BoardAct::Create ? made : changed).insert(*op.object);
    }
    changed.subtract(made);
    const int gone = deed.before - deed.after; // with all that was in what was erased
    //: %1 is a person
    if (acts.contains(BoardAct::Clear))
        return HistoryWords::tr("%1 cleared the board").arg(who);
    if (acts.contains(BoardAct::Undo)) //: %1 is a person
        return HistoryWords::tr("%1 took a step back").arg(who);
    if (acts.contains(BoardAct::Redo)) //: %1 is a person
        return HistoryWords::tr("%1 did a step once more").arg(who);
    if (!made.isEmpty() && changed.isEmpty()) //: %1 is a person
        return HistoryWords::tr("%1 added %Ln object(s)", nullptr, int(made.size())).arg(who);
    if (made.isEmpty() && gone > 0) //: %1 is a person
        return HistoryWords::tr("%1 erased %Ln object(s)", nullptr, gone).arg(who);
    if (made.isEmpty() && gone < 0) //: %1 is a person
        return HistoryWords::tr("%1 brought back %Ln object(s)", nullptr, -gone).arg(who);
    if (grouped && made.isEmpty() && !changed.isEmpty()) //: %1 is a person
        return HistoryWords::tr("%1 grouped %Ln object(s)", nullptr, int(changed.size())).arg(who);
    const auto all = int((made + changed).size());
    if (all == 0) //: %1 is a person
        return HistoryWords::tr("%1 changed a group").arg(who);
    //: %1 is a person
    return HistoryWords::tr("%1 changed %Ln object(s)", nullptr, all).arg(who);
}

HistorySheet::HistorySheet(BoardController *board, BoardPast *past, const BoardPaper &paper, const Making &making,
                           QWidget *over)
    : PastSheet({.title = tr("How the board was"),
                 .action = tr("Make a new board of it"),
                 .picture = tr("The board as it was"),
                 .nothing = tr("There was nothing on the board."),
                 .isOfThePresent = false},
                board, past, paper, over)
    , m_making(making)
    , m_barrier(making.barrier())
{
    setObjectName(QStringLiteral("history"));
    addPicture(historyPicture);
    addControls();
    addFoot(historyLines);
    begin(m_slider);
}

void HistorySheet::addControls()
{
    const bool mirrored = isRightToLeft();
    m_back = new IconButton(mirrored ? u"chevron-right" : u"chevron-left", tr("One change back"), this);
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setAccessibleName(tr("After which change"));
    m_slider->setRange(1, 1);
    m_on = new IconButton(mirrored ? u"chevron-left" : u"chevron-right", tr("One change on"), this);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(m_back);
    row->addWidget(m_slider, 1);
    row->addWidget(m_on);
    column()->addLayout(row);
    for (IconButton *button : {m_back, m_on}) {
        button->setAutoRepeat(true);
        connect(button, &QAbstractButton::clicked, this,
                [this, button] { m_slider->setValue(m_slider->value() + (button == m_back ? -1 : 1)); });
    }
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        enableSteps();
        ask();
    });
    enableSteps();
}

void HistorySheet::enableSteps()
{
    const bool back = m_slider->value() > m_slider->minimum();
    const bool on = m_slider->value() < m_slider->maximum();
    // A button that goes off while it has the keys would hand them to the next one, which closes this.
    if ((!back && m_back->hasFocus()) || (!on && m_on->hasFocus()))
        m_slider->setFocus(Qt::TabFocusReason);
    m_back->setEnabled(back);
    m_on->setEnabled(on);
}

// Parts of one step that come one after another are one change: what lies between them nobody has meant.
void HistorySheet::findChanges()
{
    const QList<BoardEvent> &events = past().events();
    for (; m_listed < events.size(); ++m_listed) {
        const BoardTransaction &tx = events.at(m_listed).tx;
        for (const BoardOp &op : tx.ops)
            if (op.act == BoardAct::Create && op.kind == BoardKind::Group && op.object)
                m_groups.insert(*op.object);
        const bool goesOn = m_listed > 0 && tx.step && *tx.step != tx.id &&
                            events.at(m_listed - 1).tx.author == tx.author &&
                            events.at(m_listed - 1).tx.step.value_or(events.at(m_listed - 1).tx.id) == *tx.step;
        if (goesOn)
            m_ends.last() = m_listed + 1;
        else
            m_ends.append(m_listed + 1);
    }
}

// Whoever looks at the last change goes on looking at the last one.
void HistorySheet::listPast()
{
    const bool last = m_slider->value() == m_slider->maximum();
    findChanges();
    if (m_ends.isEmpty())
        return say(tr("Nothing has happened on this board yet."));
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(1, int(m_ends.size()));
        m_slider->setPageStep(std::max(1, int(m_ends.size()) / pagesOfHistory));
        if (last)
            m_slider->setValue(m_slider->maximum());
    }
    enableSteps();
    const int change = m_slider->value();
    if (m_shown.change == change && m_shown.end == m_ends.at(change - 1))
        describe(); // what was does not change
    else
        compute(); // and what is shown can be made into a board until it is there
}

void HistorySheet::forgetPast()
{
    m_ends.clear();
    m_groups.clear();
    m_listed = m_surveyed = 0;
    m_shown = {};
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(1, 1);
    }
    enableSteps();
    sayReading();
}

void HistorySheet::compute()
{
    if (m_ends.isEmpty())
        return;
    const int change = m_slider->value();
    const qsizetype begin = change > 1 ? m_ends.at(change - 2) : 0;
    const qsizetype end = m_ends.at(change - 1);
    plan(
        [change, begin, end, area = m_shown.area, surveyed = m_surveyed,
         barred = !m_barrier.isEmpty()](const QList<BoardEvent> &events) {
            Plan plan;
            plan.change = change;
            plan.end = end;
            plan.author = events.at(end - 1).tx.author;
            plan.timeMs = events.at(end - 1).timeMs;
            plan.area = area;
            for (qsizetype i = 0; i < end; ++i) {
                const BoardEvent &event = events.at(i);
                if (i == begin)
                    plan.deed.before = int(countOf(plan.doc.objects()));
                plan.doc.apply(event.tx, event.seq);
                if (i >= begin)
                    plan.deed.ops += event.tx.ops;
                if (i >= surveyed)
                    for (const BoardOp &op : event.tx.ops)
                        plan.area |= op.object ? plan.doc.box(*op.object) : QRectF();
            }
            const QList<BoardObject> objects = plan.doc.objects();
            plan.deed.after = int(countOf(objects));
            plan.pictures = assetsOf(objects);
            plan.area |= boxOf(objects); // undone in part, something may be where it has never been
            if (!barred) {
                plan.copy = duplicateOf(plan.doc);
                plan.ops = plan.copy.creations;
            }
            return plan;
        },
        [](const Picturing &picture, Plan &plan) {
            const double room = roomAround * std::max(plan.area.width(), plan.area.height());
            const QImage image = picture.paint(plan.doc, plan.area.adjusted(-room, -room, room, room));
            plan.doc = {}; // here, not where it would hold up the window
            return image;
        },
        [this](const Plan &plan) {
            m_surveyed = std::max(m_surveyed, plan.end);
            m_shown = plan;
            describe();
            gather(plan.pictures);
        });
}

void HistorySheet::describe()
{
    const QLocale locale;
    const QString when = locale.toString(QDateTime::fromMSecsSinceEpoch(m_shown.timeMs), QLocale::ShortFormat);
    const QString who = isolated(past().nameOf(m_shown.author));
    QStringList lines{when % u": " % deedWords(m_shown.deed, m_groups, who)};
    //: %1 and %2 are numbers of changes
    lines.append(tr("Change %1 of %2. There were %Ln object(s) on the board.", nullptr, m_shown.deed.after)
                     .arg(locale.toString(m_shown.change), locale.toString(m_ends.size())));
    if (!m_barrier.isEmpty())
        lines.append(m_barrier);
    else if (m_shown.ops.isEmpty() && m_shown.deed.after > 0)
        lines += m_shown.copy.differences();
    say(lines.join(u'\n'));
    m_slider->setAccessibleDescription(lines.join(u' ')); // which a screen reader is told
}

void HistorySheet::followBarrier()
{
    const QString barrier = m_making.barrier();
    if (barrier == m_barrier)
        return;
    m_barrier = barrier;
    if (!m_ends.isEmpty())
        ask();
}

void HistorySheet::confirm()
{
    const QString why = m_making.make(m_shown.copy, m_shown.timeMs);
    if (!why.isEmpty())
        return say(why, true);
    dismiss();
}

} // namespace coterie::ui
