// SPDX-License-Identifier: MIT
#include "app/ui/board/revertsheet.h"

#include "app/session/boardcontroller.h"
#include "app/ui/board/exchange/assetgather.h"
#include "app/ui/board/exchange/boardexport.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/segments.h"
#include "app/ui/shell/textlabel.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr int revertSheetWide = 500;
constexpr int revertPictureHigh = 200;
constexpr int revertSoonMs = 150;
constexpr qint64 minute = 60'000;

struct Outcome {
    BoardRevert revert;
    QImage picture; // the board as it would be
};

// Values only: it is done in another thread.
Outcome outcomeOf(const QList<BoardEvent> &events, UserId person, qint64 sinceMs, int side, quint32 ground,
                  const QHash<QByteArray, QByteArray> &pictures)
{
    Outcome outcome;
    outcome.revert = revertPerson(BoardDoc(), events, person, sinceMs);
    BoardDoc doc;
    Seq seq = 0;
    for (const BoardEvent &event : events) {
        doc.apply(event.tx, event.seq);
        seq = event.seq;
    }
    for (qsizetype at = 0; at < outcome.revert.ops.size(); at += maxBoardOps)
        doc.apply({newId<OpId>(), newId<UserId>(), outcome.revert.ops.mid(at, maxBoardOps)}, ++seq);
    ExportSource source = exportSource(doc.objects(), ExportWhat::Board, {});
    setStoredPictures(source, pictures);
    outcome.picture = exportPreview(source, {.ground = ground}, side).image;
    return outcome;
}

} // namespace

RevertSheet::RevertSheet(BoardController *board, BoardPast *past, const BoardPaper &paper, QWidget *over)
    : Sheet(tr("Take back what somebody did"), over)
    , m_board(board)
    , m_past(past)
    , m_ground(paper.ground)
{
    setObjectName(QStringLiteral("revert"));
    setCardWidth(revertSheetWide);
    m_past->setParent(this);
    m_soon.setSingleShot(true);
    m_soon.setInterval(revertSoonMs);
    connect(&m_soon, &QTimer::timeout, m_past, &BoardPast::start);
    addControls();
    addFoot();
    connect(m_past, &BoardPast::read, this, &RevertSheet::listPeople);
    connect(m_past, &BoardPast::failed, this, [this](const QString &sentence) { say(sentence, true); });
    connect(board, &BoardController::changed, this, [this] { m_soon.start(); });
    connect(board, &QObject::destroyed, this, &Sheet::dismiss);
    auto *gather = new AssetGather(board->assets(), assetsOf(board->doc().objects()), this);
    connect(gather, &AssetGather::gathered, this, [this](const QHash<QByteArray, QByteArray> &stored) {
        m_stored = stored;
        if (!stored.isEmpty() && m_person->count() > 0)
            compute();
    });
    gather->start();
    say(tr("Reading what happened on this board …"));
    open(m_person);
    m_past->start();
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
    connect(m_person, &QComboBox::currentIndexChanged, this, &RevertSheet::compute);
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
    connect(m_since, &QDateTimeEdit::dateTimeChanged, this, &RevertSheet::compute);
    m_since->setMinimumWidth(220);
    addRow(tr("Since when"), m_since);
    column()->addWidget(m_presets, 0, Qt::AlignTrailing);
    m_picture = new QLabel(this);
    m_picture->setFixedHeight(revertPictureHigh);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setTextFormat(Qt::PlainText);
    m_picture->setAccessibleName(tr("The board as it would be"));
    column()->addWidget(m_picture);
    m_words = new TextLabel(QString(), Type::Body, TextLabel::Tone::Muted, this);
    m_words->setWordWrap(true);
    column()->addWidget(m_words);
}

void RevertSheet::addFoot()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->setContentsMargins(0, space::xs, 0, 0);
    row->addStretch();
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Secondary, this);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    m_do = new Button(tr("Take it back"), Button::Kind::Danger, this);
    m_do->setEnabled(false);
    connect(m_do, &QPushButton::clicked, this, &RevertSheet::confirm);
    row->addWidget(cancel);
    row->addWidget(m_do);
    column()->addLayout(row);
}

// Whoever did something last stands first.
void RevertSheet::listPeople()
{
    const UserId before = person();
    QList<UserId> people;
    const QList<BoardEvent> &events = m_past->events();
    for (qsizetype i = events.size() - 1; i >= 0; --i)
        if (!people.contains(events.at(i).tx.author))
            people.append(events.at(i).tx.author);
    {
        const QSignalBlocker quiet(m_person);
        m_person->clear();
        for (const UserId &user : people)
            m_person->addItem(m_past->nameOf(user), QVariant(user.value));
        m_person->setCurrentIndex(int(std::max<qsizetype>(0, people.indexOf(before))));
    }
    compute();
}

UserId RevertSheet::person() const
{
    return UserId{m_person->currentData().toUuid()};
}

void RevertSheet::choosePreset(int preset)
{
    const QDateTime now = QDateTime::currentDateTime();
    const QList<BoardEvent> &events = m_past->events();
    const QDateTime first = events.isEmpty() ? now : QDateTime::fromMSecsSinceEpoch(events.first().timeMs - minute);
    const QDateTime since[] = {now.addSecs(-10 * 60), now.addSecs(-60 * 60), now.date().startOfDay(), first};
    m_since->setDateTime(since[std::clamp(preset, 0, 3)]);
}

void RevertSheet::compute()
{
    m_do->setEnabled(false);
    if (m_person->count() == 0)
        return say(tr("Nobody has done anything on this board."));
    if (!m_latest.begin())
        return;
    const int side = int(std::max(revertSheetWide, revertPictureHigh) * devicePixelRatioF());
    inBackground(
        this,
        [events = m_past->events(), user = person(), since = m_since->dateTime().toMSecsSinceEpoch(), side,
         ground = m_ground, pictures = m_stored] { return outcomeOf(events, user, since, side, ground, pictures); },
        [this](const Outcome &outcome) {
            if (!m_latest.end())
                return compute();
            show(outcome.revert, outcome.picture);
        });
}

void RevertSheet::show(const BoardRevert &revert, const QImage &picture)
{
    m_revert = revert;
    const Colors &c = colors(palette());
    const double ratio = devicePixelRatioF();
    const QSize room = (QSizeF(m_picture->contentsRect().size()) * ratio).toSize();
    if (picture.isNull()) {
        m_picture->setPixmap({});
        m_picture->setText(tr("The board would be empty."));
    } else {
        QImage shown = picture.width() > room.width() || picture.height() > room.height()
                           ? picture.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                           : picture;
        QPainter painter(&shown);
        painter.setPen(c.border);
        painter.drawRect(QRectF(shown.rect()).adjusted(0.5, 0.5, -0.5, -0.5));
        painter.end();
        QPixmap pixmap = QPixmap::fromImage(shown);
        pixmap.setDevicePixelRatio(ratio);
        m_picture->setPixmap(pixmap);
    }
    const auto count = [&](auto test) { return int(std::count_if(revert.items.begin(), revert.items.end(), test)); };
    const int gone = count([](const BoardRevert::Item &item) { return item.erased; });
    const int back = count([](const BoardRevert::Item &item) { return item.broughtBack; });
    const int other = int(revert.items.size()) - gone - back;
    QStringList words;
    if (gone > 0)
        words.append(tr("%n object(s) go.", nullptr, gone));
    if (back > 0)
        words.append(tr("%n object(s) come back.", nullptr, back));
    if (other > 0)
        words.append(tr("%n object(s) are as before.", nullptr, other));
    if (words.isEmpty())
        words.append(tr("Nothing of this person is left from that time."));
    if (!revert.kept.isEmpty())
        words.append(
            tr("%n object(s) stay: others have worked on them, or locked them.", nullptr, int(revert.kept.size())));
    say(words.join(u' '));
    m_do->setEnabled(!revert.ops.isEmpty());
}

void RevertSheet::confirm()
{
    if (!m_board)
        return;
    const QString name = m_person->currentText();
    const auto objects = int(m_revert.items.size());
    //: in "Undo: …"; %1 is a name
    if (!m_board->commit(m_revert.ops, tr("take back what %1 did").arg(name)))
        return say(tr("This may not be done here any more. Nothing was changed."), true);
    emit reverted(name, objects);
    dismiss();
}

void RevertSheet::say(const QString &sentence, bool wrong)
{
    m_words->setTone(wrong ? TextLabel::Tone::Danger : TextLabel::Tone::Muted);
    m_words->setText(sentence);
}

} // namespace coterie::ui
