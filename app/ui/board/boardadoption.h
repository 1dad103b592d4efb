// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardindex.h"
#include "app/ui/board/boardscene.h"
#include "shared/board/boarddoc.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace coterie::ui {

// Brings a document into a scene: what is looked at first, the rest a part per turn of the event loop, so that the
// window goes on meanwhile. What is looked at of a board that is still being read is there before the document is, to
// be painted and not to be touched. The window's thread. Paints nothing: says what has changed.
class BoardAdoption final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardAdoption)
public:
    BoardAdoption(BoardScene &scene, BoardIndex &index, QObject *parent = nullptr);

    // The object as it is now, with ends where they lie; nothing when it is gone.
    using Find = std::function<std::optional<BoardObject>(const ObjectId &id)>;

    void clear(); // the scene and the index too: another board comes
    // These records have come of a board that is being read. seen: what the view's tiles show, so that none of them is
    // painted again for what lies just beside the view.
    void showEarly(const BoardDoc &soFar, int from, const QRectF &seen);
    void dropEarly();
    // What came early and is as it was stays; everything else goes and comes anew. The first part comes at once.
    void begin(const BoardDoc &doc, const QRectF &seen, Find find);
    [[nodiscard]] bool isActive() const { return m_turn.isActive(); }

signals:
    void looked(const std::vector<coterie::ui::SceneChange> &changes); // what is different now
    void replaced();                                                   // everything may be
    void finished();                                                   // all of it is there

private:
    void takeSome();

    BoardScene &m_scene;
    BoardIndex &m_index;
    QHash<ObjectId, quint64> m_early; // with their states
    QRectF m_seen;                    // when they were shown
    std::vector<ObjectId> m_toCome;
    size_t m_came = 0;
    Find m_find;
    QTimer m_turn;
};

} // namespace coterie::ui
