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

namespace coterie::ui {
namespace {

constexpr int pastSheetWide = 500;
constexpr int pastPictureHigh = 200;
constexpr int pastSoonMs = 150;

} // namespace

PastSheet::PastSheet(const Words &words, BoardController *board, BoardPast *past, const BoardPaper &paper,
                     QWidget *over)
    : Sheet(words.title, over)
    , m_board(board)
    , m_past(past)
    , m_actionText(words.action)
    , m_takesAway(words.takesAway)
    , m_ground(paper.ground)
{
    setCardWidth(pastSheetWide);
    m_past->setParent(this);
    m_soon.setSingleShot(true);
    m_soon.setInterval(pastSoonMs);
    connect(&m_soon, &QTimer::timeout, m_past, &BoardPast::start);
    connect(m_past, &BoardPast::read, this, &PastSheet::takePast);
    connect(m_past, &BoardPast::failed, this, [this](const QString &sentence) {
        m_last = Last::None;
        say(sentence, true);
    });
    connect(board, &BoardController::changed, this, [this] {
        if (!m_soon.isActive()) // or it would wait for as long as people draw
            m_soon.start();
    });
    connect(board, &QObject::destroyed, this, &Sheet::dismiss);
}

void PastSheet::addFoot()
{
    m_picture = new QLabel(this);
    m_picture->setFixedHeight(pastPictureHigh);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setTextFormat(Qt::PlainText);
    m_picture->setAccessibleName(tr("The board as it would be"));
    column()->addWidget(m_picture);
    m_words = new TextLabel(QString(), Type::Body, TextLabel::Tone::Muted, this);
    m_words->setWordWrap(true);
    column()->addWidget(m_words);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->setContentsMargins(0, space::xs, 0, 0);
    row->addStretch();
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Secondary, this);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    m_do = new Button(m_actionText, m_takesAway ? Button::Kind::Danger : Button::Kind::Primary, this);
    m_do->setEnabled(false);
    connect(m_do, &QPushButton::clicked, this, &PastSheet::readOnceMore);
    row->addWidget(cancel);
    row->addWidget(m_do);
    column()->addLayout(row);
}

void PastSheet::begin(QWidget *first)
{
    auto *gather = new AssetGather(m_board->assets(), assetsOf(m_board->doc().objects()), this);
    connect(gather, &AssetGather::gathered, this, [this](const QHash<QByteArray, QByteArray> &stored) {
        m_stored = stored;
        if (!stored.isEmpty() && m_read)
            compute();
    });
    gather->start();
    say(tr("Reading what happened on this board …"));
    open(first);
    m_past->start();
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
    const int side = int(std::max(pastSheetWide, pastPictureHigh) * devicePixelRatioF());
    return {m_past->events(), side, m_ground, m_stored};
}

QImage PastSheet::Picturing::paint(const QList<BoardOp> &ops) const
{
    BoardDoc doc;
    Seq seq = 0;
    for (const BoardEvent &event : events) {
        doc.apply(event.tx, event.seq);
        seq = event.seq;
    }
    for (qsizetype at = 0; at < ops.size(); at += maxBoardOps)
        doc.apply({newId<OpId>(), newId<UserId>(), ops.mid(at, maxBoardOps)}, ++seq);
    ExportSource source = exportSource(routedBoardObjects(doc), ExportWhat::Board, {});
    setStoredPictures(source, stored);
    return exportPreview(source, {.ground = ground}, side).image;
}

void PastSheet::ask()
{
    ++m_question;
    m_last = Last::None;
    m_ops.clear();
    m_do->setEnabled(false);
    compute();
}

// What is shown may be a moment old, and others may have worked since on what would go.
void PastSheet::readOnceMore()
{
    if (m_last != Last::None)
        return; // it is under way
    m_last = m_past->isReading() ? Last::Next : Last::Reading;
    sayOnceMore();
    m_past->start();
}

bool PastSheet::isDone(Last planned)
{
    m_do->setEnabled(!m_ops.isEmpty());
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

void PastSheet::takePast()
{
    m_read = true;
    if (m_last == Last::Reading) {
        m_last = Last::Read;
    } else if (m_last == Last::Next) {
        m_last = Last::Reading;
        m_past->start();
    }
    listPast();
}

void PastSheet::show(const QImage &picture, const QList<BoardOp> &ops)
{
    m_ops = ops;
    const Colors &c = colors(palette());
    const double ratio = devicePixelRatioF();
    const QSize room = (QSizeF(m_picture->contentsRect().size()) * ratio).toSize();
    if (picture.isNull()) {
        m_picture->setPixmap({});
        m_picture->setText(tr("The board would be empty."));
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
