// SPDX-License-Identifier: MIT
#include "app/ui/board/boardview.h"

#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/laserlayer.h"
#include "app/ui/board/textediting.h"
#include "app/ui/shell/avatar.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

constexpr int zoomRestMs = 80;
constexpr int onlookersMs = 16;        // a frame
constexpr int namesMs = 200;           // many people come and go together
constexpr qsizetype manyChanges = 200; // above, all is painted anew rather than one by one

} // namespace

BoardView::BoardView(QWidget *parent)
    : QWidget(parent)
    , m_tileLayer(m_scene)
    , m_tools(*this)
    , m_writing(std::make_unique<TextEditing>(*this))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_AcceptTouchEvents);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Whiteboard"));
    setMinimumSize(160, 120);
    m_zoomRest.setSingleShot(true);
    m_zoomRest.setInterval(zoomRestMs);
    connect(&m_zoomRest, &QTimer::timeout, this, [this] {
        m_tileLayer.setZooming(false);
        update();
    });
    connect(&m_adoption, &BoardAdoption::looked, this, [this](const std::vector<SceneChange> &changes) {
        m_tileLayer.spoil(changes);
        if (!m_tileLayer.isInBackground()) // else what is new comes tile by tile
            update();
    });
    connect(&m_adoption, &BoardAdoption::replaced, this, [this] {
        m_tileLayer.spoilAll();
        update();
    });
    connect(&m_adoption, &BoardAdoption::finished, this, &BoardView::boardCame);
    m_nameTimer.setSingleShot(true);
    connect(&m_nameTimer, &QTimer::timeout, this, &BoardView::updateCursors);
    m_scene.setPictures([this](const QByteArray &asset) { return m_pictures.state(asset); });
    m_scene.setSignatures([this](const ObjectId &note) { return signatureOf(note); });
    m_namesDue.setSingleShot(true);
    m_namesDue.setInterval(namesMs);
    connect(&m_namesDue, &QTimer::timeout, this, [this] {
        m_initials.clear();
        repaint(m_scene.signaturesChanged());
    });
    connect(&m_pictures, &BoardPictures::changed, this,
            [this](const QByteArray &asset) { repaint(m_scene.pictureChanged(asset)); });
    connect(&m_tileLayer, &TileLayer::arrived, this,
            [this](const QRect &device) { update(m_camera.fromDevice(device)); });
    connect(&m_selection, &BoardSelection::changed, this, [this] {
        update();
        tellSelection();
    });
    connect(&m_selection, &BoardSelection::currentChanged, this, qOverload<>(&BoardView::update));
    m_selectionRest.setSingleShot(true);
    m_selectionRest.setInterval(int(BoardLookout::everyMs));
    connect(&m_selectionRest, &QTimer::timeout, this, &BoardView::tellSelection);
    connect(&m_penSilent, &QTimer::timeout, this, &BoardView::penWent);
    m_writersTimer.setSingleShot(true);
    connect(&m_writersTimer, &QTimer::timeout, this, &BoardView::updateOnlookers);
    m_onlookersDue.setSingleShot(true);
    m_onlookersDue.setInterval(onlookersMs);
    connect(&m_onlookersDue, &QTimer::timeout, this, [this] { takeOnlookers(true); });
    showCursorShape();
}

BoardView::~BoardView()
{
    finish(); // it belongs to the board, which goes on
    tellLook(false);
    if (m_controller)
        m_controller->setFrames({});
}

void BoardView::setController(BoardController *controller)
{
    if (controller == m_controller)
        return;
    finish(); // it belongs to the board that is left
    if (m_controller) {
        m_controller->disconnect(this);
        m_controller->lasers().disconnect(this);
        m_controller->setFrames({});
        tellLook(false);
    }
    m_controller = controller;
    m_frameShown.reset();
    m_adopted = false;
    m_pictures.reset(controller ? controller->assets() : nullptr);
    m_adoption.clear();
    if (controller) {
        controller->setFrames(
            [this](const BoardOp &stroke) { return frameAt(boundsOfCreations({stroke}).center(), {}); });
        connect(controller, &BoardController::changed, this, &BoardView::applyChanges);
        connect(controller, &BoardController::aboutToReset, this, &BoardView::settle);
        connect(controller, &BoardController::reset, this, &BoardView::adoptBoard);
        connect(controller, &BoardController::incomingGrew, this,
                [this](const BoardDoc &soFar, int from) { m_adoption.showEarly(soFar, from, m_tileLayer.covered()); });
        connect(controller, &BoardController::incomingDropped, this, [this] { m_adoption.dropEarly(); });
        connect(controller, &BoardController::ownStrokeGrew, this, &BoardView::growOwn);
        connect(controller, &BoardController::ownStrokeEnded, this, &BoardView::endOwn);
        connect(controller, &BoardController::liveStrokeGrew, this, &BoardView::growRemote);
        connect(controller, &BoardController::liveStrokeEnded, this, &BoardView::endRemote);
        connect(controller, &BoardController::cursorsChanged, this, &BoardView::updateCursors);
        connect(controller, &BoardController::looksChanged, this, [this] {
            takeOnlookers(false);
            emit looksMoved();
        });
        connect(&controller->lasers(), &BoardLasers::changed, this, qOverload<>(&BoardView::update));
    }
    emit controllerChanged();
    adoptBoard();
    m_tileLayer.spoilAll(); // not before: what is painted meanwhile should show the board
    tellSelection();
    tellLook(isVisible());
}

void BoardView::setPaper(const BoardPaper &paper)
{
    m_tileLayer.setPaper(paper);
    m_writing->place();
    update();
}

void BoardView::setReadOnly(bool readOnly, bool mayPoint)
{
    if (m_readOnly == readOnly && m_mayPoint == mayPoint)
        return;
    m_readOnly = readOnly;
    m_mayPoint = mayPoint;
    const bool isLost = m_drag && m_drag->isChanging();
    cancelDrag();
    if (isLost && readOnly)
        emit noticed(tr("This board is for looking only now. What you were just doing is not kept"));
    m_writing->rightsChanged();
    showCursorShape();
}

void BoardView::setNames(std::function<QString(const UserId &)> nameOf)
{
    m_nameOf = std::move(nameOf);
    m_writing->setNames(m_nameOf);
    m_initials.clear();
    repaint(m_scene.signaturesChanged());
}

void BoardView::namesChanged()
{
    if (!m_namesDue.isActive())
        m_namesDue.start();
}

QString BoardView::signatureOf(const ObjectId &note) const
{
    const auto author = m_nameOf && doc() ? doc()->authorOf(note) : std::nullopt;
    if (!author)
        return {};
    auto known = m_initials.constFind(*author);
    if (known == m_initials.cend()) {
        const QString name = m_nameOf(*author);
        known = m_initials.insert(*author, name.isEmpty() ? QString() : initials(name));
    }
    return *known;
}

void BoardView::setFollowed(const std::optional<UserId> &user)
{
    if (std::exchange(m_followed, user) != user)
        showCursors();
}

void BoardView::setBackgroundPainting(bool on)
{
    m_tileLayer.setBackground(on);
    update();
}

bool BoardView::isSettled() const
{
    return m_tileLayer.isSettled() && !m_zoomRest.isActive() && !m_adoption.isActive();
}

// ---- what the controller says

void BoardView::adoptBoard()
{
    m_tools.boardReset();
    m_own.reset();
    m_remote.clear();
    m_selection.prune();
    if (!m_controller)
        return boardCame();
    if (const StrokeBuilder *stroke = m_controller->ownStroke())
        m_own.emplace(*stroke);
    for (const LiveStroke *stroke : m_controller->guests().strokes())
        m_remote.push_back({stroke->stream, LiveInk(*stroke)});
    m_writing->boardReset();
    // As each is by its turn: it may have changed, or be gone, since.
    m_adoption.begin(m_controller->doc(), m_tileLayer.covered(), [this](const ObjectId &id) {
        const auto object = m_controller ? m_controller->doc().object(id) : std::nullopt;
        return object ? std::optional(shown(*object)) : std::nullopt;
    });
}

void BoardView::boardCame()
{
    // Who comes to a board that is full somewhere else should see something. Before it is shown nobody knows how large
    // it will be; see event().
    const QRectF all = m_scene.extent();
    if (!m_adopted && !all.isNull() && isVisible()) {
        m_adopted = true;
        if (!all.intersects({m_camera.toBoard(QPointF()), m_camera.toBoard(QPointF(width(), height()))}))
            zoomToFit();
    }
    followShownFrame();
    updateCursors();
    takeOnlookers(true);
    update();
    emit contentChanged();
}

void BoardView::applyChanges(const QList<BoardObjectChange> &changes)
{
    const BoardDoc &doc = m_controller->doc();
    const bool many = std::count_if(changes.begin(), changes.end(),
                                    [](const BoardObjectChange &change) { return change.repaint; }) > manyChanges;
    bool anyCame = false;
    bool anyWent = false;
    QSet<ObjectId> lines; // their bound ends follow, whoever moved what they are bound to
    for (const BoardObjectChange &change : changes) {
        anyCame |= applyChange(change, !many);
        anyWent |= !doc.isVisible(change.id);
        if (change.repaint)
            for (const ObjectId &line : m_index.linesAt(change.id))
                lines.insert(line);
    }
    for (const ObjectId &line : std::as_const(lines))
        refresh(line, !many);
    if (anyWent)
        m_selection.prune();
    if (many) {
        m_tileLayer.spoilAll();
        update();
    }
    m_adopted |= anyCame && !m_adoption.isActive() && isVisible();
    m_writing->takeChanges(changes);
    if (m_controller->isArriving())
        noteWriters(changes);
    // What somebody has selected may have moved. Working it out costs by its size: once a picture at most.
    if (!m_onlookersDue.isActive() && (changes.size() > manyChanges || m_onlookers.concerns(changes, doc)))
        m_onlookersDue.start();
    // The box around a large selection too; working it out costs by its size, and more often is told to nobody.
    if (m_selection.ids().size() > maxLookSelected && !m_selectionRest.isActive())
        m_selectionRest.start(int(BoardLookout::everyMs + m_selection.ids().size() / 100));
    followShownFrame();
    emit contentChanged();
}

bool BoardView::applyChange(const BoardObjectChange &change, bool paint)
{
    const bool known = m_scene.contains(change.id);
    if (known && !change.repaint) { // the log said where it belongs, and that is where it was
        if (const auto object = m_controller->doc().object(change.id))
            m_scene.setOrder(change.id, object->order);
        return false;
    }
    refresh(change.id, paint && change.repaint);
    if (paint && change.repaint) {
        updateBoard(change.before);
        updateBoard(change.after);
    }
    return !known && m_scene.contains(change.id);
}

// What comes from others says who wrote it: no message of its own has to.
void BoardView::noteWriters(const QList<BoardObjectChange> &changes)
{
    bool any = false;
    for (const BoardObjectChange &change : changes) {
        const auto user = change.textChanged ? m_controller->changedBy(change.id) : std::nullopt;
        if (!user || *user == m_controller->self()) // on another device
            continue;
        any = true;
        m_onlookers.noteWriting(*user, change.id, m_controller->nowMs());
    }
    if (any)
        updateOnlookers();
}

// Takes the object as the document has it now.
void BoardView::refresh(const ObjectId &id, bool paint)
{
    std::vector<SceneChange> looks;
    if (const auto object = m_controller->doc().object(id)) {
        m_index.put(*object);
        looks = m_scene.put(shown(*object));
    } else {
        m_index.remove(id);
        looks = m_scene.remove(id);
    }
    if (paint)
        repaint(looks);
}

// Lines that are bound to what changed are among them.
void BoardView::repaint(const std::vector<SceneChange> &looks)
{
    for (const SceneChange &look : looks) {
        std::vector<FigurePtr> figures;
        for (const FigurePtr &figure : {look.before, look.after})
            if (figure) {
                figures.push_back(figure);
                updateBoard(figure->box);
            }
        if (look.after && !look.before && m_scene.isOnTop(look.id))
            m_tileLayer.paintOnTop(*look.after);
        else
            m_tileLayer.repaint(figures);
    }
}

void BoardView::growOwn(int from)
{
    const StrokeBuilder *stroke = m_controller->ownStroke();
    if (!stroke)
        return;
    if (!m_own || from == 0) {
        m_own.emplace(*stroke);
        updateBoard(m_own->ink().box);
    } else {
        updateBoard(m_own->grow(stroke->points(), from));
    }
}

void BoardView::endOwn()
{
    if (!m_own)
        return;
    updateBoard(m_own->ink().box);
    m_own.reset();
}

void BoardView::growRemote(const ObjectId &stream, int from)
{
    const LiveStroke *stroke = m_controller->guests().stroke(stream);
    if (!stroke)
        return;
    const auto at = std::find_if(m_remote.begin(), m_remote.end(), [&](const Remote &r) { return r.stream == stream; });
    if (at != m_remote.end()) {
        updateBoard(at->ink.grow(stroke->points, from));
        return;
    }
    m_remote.push_back({stream, LiveInk(*stroke)});
    updateBoard(m_remote.back().ink.ink().box);
}

void BoardView::endRemote(const LiveStroke &stroke)
{
    const auto at =
        std::find_if(m_remote.begin(), m_remote.end(), [&](const Remote &r) { return r.stream == stroke.stream; });
    if (at == m_remote.end())
        return;
    updateBoard(at->ink.ink().box);
    m_remote.erase(at);
}

void BoardView::updateCursors()
{
    showCursors();
    emit pointersMoved();
}

void BoardView::showCursors()
{
    const qint64 now = m_controller ? m_controller->nowMs() : 0;
    update(m_cursors.update(m_controller ? m_controller->guests().cursors() : QList<BoardCursorMark>(), m_camera,
                            font(), QRectF(rect()), now,
                            [this](const UserId &user) { return isAlwaysPointedOut(user); }));
    if (const int next = m_cursors.nextChangeMs(now); next >= 0)
        m_nameTimer.start(next);
}

void BoardView::takeOnlookers(bool boardChanged)
{
    boardChanged |= m_onlookersDue.isActive();
    m_onlookersDue.stop();
    if (!m_controller)
        return update(m_onlookers.clear());
    m_onlookers.take(m_controller->guests().looks(), m_controller->doc(), boardChanged);
    updateOnlookers();
}

void BoardView::updateOnlookers()
{
    const qint64 now = m_controller ? m_controller->nowMs() : 0;
    update(m_onlookers.update(m_camera, font(), QRectF(rect()), now));
    if (const qint64 next = m_onlookers.nextChangeMs(now); next >= 0)
        m_writersTimer.start(int(next) + 1);
}

void BoardView::tellLook(bool looking)
{
    if (m_controller)
        m_controller->lookout().setView(looking ? visibleBoard() : QRectF());
}

void BoardView::tellSelection()
{
    if (!m_controller)
        return;
    const QList<ObjectId> &selected = m_selection.ids();
    QRectF around;
    if (selected.size() > maxLookSelected)
        for (const ObjectId &id : selected)
            around |= m_controller->doc().box(id);
    m_controller->lookout().setSelected(selected, around);
}

// ---- painting

void BoardView::setHidden(const QList<ObjectId> &objects, bool hidden)
{
    std::vector<FigurePtr> figures;
    for (const ObjectId &id : objects) {
        if (!hidden)
            m_scene.setHidden(id, false);
        if (FigurePtr figure = m_scene.figure(id))
            figures.push_back(std::move(figure));
        m_scene.setHidden(id, hidden);
    }
    if (objects.size() > manyChanges) {
        m_tileLayer.spoilAll();
        return update();
    }
    m_tileLayer.repaint(figures); // what several share is painted once
    for (const FigurePtr &figure : figures)
        updateBoard(figure->box);
}

void BoardView::updateBoard(const QRectF &box)
{
    if (!box.isNull())
        update(m_camera.toWidget(box).adjusted(-3, -3, 3, 3).toAlignedRect());
}

void BoardView::paintEvent(QPaintEvent *event)
{
    followPixelRatio();
    if (m_onlookersDue.isActive())
        takeOnlookers(true); // no picture shows them where they were
    QPainter painter(this);
    painter.save();
    const double ratio = m_camera.pixelRatio();
    painter.scale(1 / ratio, 1 / ratio);
    painter.translate(-m_camera.corner());
    for (const QRect &rect : event->region()) {
        const QRect device = m_camera.toDevice(QRectF(rect));
        m_tileLayer.paint(painter, device);
        paintLive(painter, device);
    }
    painter.restore();
    painter.setRenderHint(QPainter::Antialiasing);
    m_onlookers.paint(painter, font(), QColor(paper().ground));
    paintAroundFrame(painter);
    m_tools.current().paint(painter);
    m_writing->paint(painter);
    if (m_controller)
        paintLasers(painter, m_controller->lasers(), m_controller->guests(), m_controller->self(), m_camera, font());
    m_cursors.paint(painter, font());
}

void BoardView::paintLive(QPainter &painter, const QRect &device)
{
    const auto paint = [&](const InkStroke &ink) {
        m_livePainter.paint(painter, device, ink, m_camera.scale(), paper().inkOn(ink.color));
    };
    for (const Remote &remote : m_remote)
        paint(remote.ink.ink());
    if (m_own)
        paint(m_own->ink());
}

} // namespace coterie::ui
