// SPDX-License-Identifier: MIT
#include "app/ui/board/pastsheet.h"

#include "app/session/boardcontroller.h"
#include "app/ui/board/exchange/assetgather.h"
#include "app/ui/board/exchange/boardexport.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"
#include "shared/board/boardends.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

constexpr int pastSheetWide = 500;
constexpr int pastSoonMs = 150;
constexpr int againMs = 5000;                    // after it could not be read
constexpr qsizetype mostKeptPictures = 64 << 20; // bytes of those that are not shown, with those that are

} // namespace

PastSheet::PastSheet(const Words &words, BoardController *board, BoardPast *past, const BoardPaper &paper,
                     QWidget *over)
    : Sheet(words.title, over)
    , m_board(board)
    , m_past(past)
    , m_said(words)
    , m_ground(paper.ground)
{
    setCardWidth(pastSheetWide);
    m_past->setParent(this);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, m_past, &BoardPast::start);
    connect(m_past, &BoardPast::read, this, &PastSheet::takePast);
    connect(m_past, &BoardPast::failed, this, [this](const QString &sentence) {
        m_last = Last::None;
        m_failed = true;
        m_soon.start(againMs); // the host may be back by then
        say(sentence, true);
    });
    connect(board, &BoardController::changed, this, [this] {
        if (!m_soon.isActive()) // or it would wait for as long as people draw
            m_soon.start(pastSoonMs);
    });
    connect(board, &BoardController::reset, this, &PastSheet::readAnew);
    connect(board, &BoardController::stateChanged, this, [this, board] {
        const bool isBack = !std::exchange(m_online, board->isOnline()) && m_online; // told of much else as well
        if (m_failed && isBack)
            m_soon.start(pastSoonMs);
    });
    connect(board, &QObject::destroyed, this, &Sheet::dismiss);
}

void PastSheet::addPicture(int height)
{
    m_picture = new QLabel(this);
    m_picture->setFixedHeight(height);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setTextFormat(Qt::PlainText);
    m_picture->setAccessibleName(m_said.picture.isEmpty() ? tr("The board as it would be") : m_said.picture);
    column()->addWidget(m_picture);
}

void PastSheet::addFoot(int lines)
{
    m_words = new TextLabel(QString(), Type::Body, TextLabel::Tone::Muted, this);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    m_words->setMinimumHeight(lines * m_words->fontMetrics().lineSpacing());
    column()->addWidget(m_words);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->setContentsMargins(0, space::xs, 0, 0);
    row->addStretch();
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Secondary, this);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    m_do = new Button(m_said.action, m_said.takesAway ? Button::Kind::Danger : Button::Kind::Primary, this);
    m_do->setEnabled(false);
    connect(m_do, &QPushButton::clicked, this, &PastSheet::readOnceMore);
    row->addWidget(cancel);
    row->addWidget(m_do);
    column()->addLayout(row);
}

void PastSheet::begin(QWidget *first)
{
    gather(assetsOf(m_board->doc().objects()));
    sayReading();
    m_first = first;
    open(first);
    m_past->start();
}

void PastSheet::gather(const QSet<QByteArray> &assets)
{
    m_wanted = assets;
    qsizetype kept = 0;
    for (const QByteArray &one : std::as_const(m_stored))
        kept += one.size();
    if (kept > mostKeptPictures) {
        m_asked.intersect(assets);
        m_stored.removeIf([&](const auto &one) { return !assets.contains(one.key()); });
    }
    QSet<QByteArray> fresh = assets;
    if (!m_board || fresh.subtract(m_asked).isEmpty())
        return;
    m_asked.unite(fresh);
    auto *gather = new AssetGather(m_board->assets(), fresh, this);
    connect(gather, &AssetGather::gathered, this, [this, gather, fresh](const QHash<QByteArray, QByteArray> &stored) {
        gather->deleteLater();
        bool isShown = false;
        for (const QByteArray &asset : fresh)
            if (!stored.contains(asset))
                m_asked.remove(asset); // it may come when it is asked for again
            else
                isShown |= m_wanted.contains(asset);
        m_stored.insert(stored);
        if (isShown && m_read)
            compute();
    });
    gather->start();
}

QAbstractButton *PastSheet::action() const
{
    return m_do;
}

void PastSheet::say(const QString &sentence, bool wrong)
{
    m_words->setTone(wrong ? TextLabel::Tone::Danger : TextLabel::Tone::Muted);
    m_words->setText(sentence);
}

void PastSheet::sayReading()
{
    say(tr("Reading what happened on this board …"));
}

bool PastSheet::commit(const QString &what)
{
    if (m_board && m_board->commit(m_ops, what))
        return true;
    say(tr("This may not be done here any more. Nothing was changed."), true);
    return false;
}

// ---- how the board would be

PastSheet::Picturing PastSheet::picturing() const
{
    const int side = int(std::max(pastSheetWide, m_picture->height()) * devicePixelRatioF());
    return {m_past->events(), side, m_ground, m_stored};
}

QImage PastSheet::Picturing::paintWith(const QList<BoardOp> &ops) const
{
    BoardDoc doc;
    Seq seq = 0;
    for (const BoardEvent &event : events) {
        doc.apply(event.tx, event.seq);
        seq = event.seq;
    }
    for (qsizetype at = 0; at < ops.size(); at += maxBoardOps)
        doc.apply({newId<OpId>(), newId<UserId>(), ops.mid(at, maxBoardOps)}, ++seq);
    return paint(doc);
}

QImage PastSheet::Picturing::paint(const BoardDoc &doc, const QRectF &area) const
{
    ExportSource source = exportSource(routedBoardObjects(doc), ExportWhat::Board, {});
    if (!area.isNull() && !source.objects.isEmpty())
        source.pages = {area.adjusted(-exportMargin, -exportMargin, exportMargin, exportMargin)};
    setStoredPictures(source, stored);
    return exportPreview(source, {.ground = ground}, side).image;
}

void PastSheet::ask()
{
    ++m_question;
    m_last = Last::None;
    m_ops.clear();
    setDoable(false);
    compute();
}

// What is shown may be a moment old, and others may have worked since on what would go.
void PastSheet::readOnceMore()
{
    if (!m_said.isOfThePresent)
        return confirm();
    if (m_last != Last::None)
        return; // it is under way
    m_last = m_past->isReading() ? Last::Next : Last::Reading;
    sayOnceMore();
    m_past->start();
}

// A button that goes off while it has the keys would hand them to the next one, which closes this.
void PastSheet::setDoable(bool doable)
{
    if (!doable && m_do->hasFocus() && m_first)
        m_first->setFocus(Qt::TabFocusReason);
    m_do->setEnabled(doable);
}

bool PastSheet::isDone(Last planned)
{
    setDoable(!m_ops.isEmpty());
    if (planned != Last::Read || m_last != Last::Read) {
        if (m_last != Last::None)
            sayOnceMore(); // what has just been told is older
        return false;
    }
    m_last = Last::None;
    const bool due = !m_ops.isEmpty() && isVisible(); // or it has been dismissed meanwhile
    if (due)
        confirm();
    return due;
}

void PastSheet::sayOnceMore()
{
    say(tr("Reading once more …"));
}

void PastSheet::readAnew()
{
    ++m_log;
    ++m_question;
    m_last = Last::None;
    m_ops.clear();
    m_read = false;
    setDoable(false);
    forgetPast();
    m_past->startAnew();
}

void PastSheet::takePast()
{
    m_read = true;
    m_failed = false;
    if (m_last == Last::Reading) {
        m_last = Last::Read;
    } else if (m_last == Last::Next) {
        m_last = Last::Reading;
        m_past->start();
    }
    listPast();
}

void PastSheet::show(const QImage &picture)
{
    const Colors &c = colors(palette());
    const double ratio = devicePixelRatioF();
    const QSize room = (QSizeF(m_picture->contentsRect().size()) * ratio).toSize();
    if (picture.isNull()) {
        m_picture->setPixmap({});
        m_picture->setText(m_said.nothing.isEmpty() ? tr("The board would be empty.") : m_said.nothing);
        return;
    }
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

} // namespace coterie::ui
