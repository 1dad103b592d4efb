// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/timeline/messagelayout.h"
#include "app/ui/timeline/messagerow.h"

#include <QCache>
#include <QPersistentModelIndex>
#include <QStyledItemDelegate>

namespace coterie::ui {

// Measures and paints the rows of the timeline. Keeps the height of every row it has measured and the layouts of those
// painted last, keyed by all that they depend on. Holds no message of its own; GUI thread.
class MessageDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MessageDelegate)

public:
    explicit MessageDelegate(QObject *parent = nullptr);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    // For hit tests. Points of the layout are relative to body.topLeft().
    [[nodiscard]] RowGeometry geometry(const MessageRow &row, const QFont &font, int width) const;
    [[nodiscard]] const MessageLayout &layout(const MessageRow &row, const QFont &font, int width) const;

    void setSelection(const QModelIndex &index, const TextSelection &selection);
    // The row under the pointer shows its time; the row the keyboard is on shows a ring.
    void setHovered(const QModelIndex &index) { m_hovered = index; }
    void setGlowing(const QModelIndex &index) { m_glowing = index; } // what was looked for
    void setKeyboardRing(bool on) { m_ring = on; }
    // While the host cannot be reached, what waits says so in amber.
    void setWaiting(bool on) { m_waiting = on; }

    // A message on its way shows its clock only after this long: on a good network nobody ever sees it.
    static constexpr int clockAfterMs = 800;
    void setAnimated(bool on) { m_animated = on; }
    [[nodiscard]] bool isAnimated() const { return m_animated; }
    // With what only the delegate knows: whether this row says that it waits.
    [[nodiscard]] MessageRow rowAt(const QModelIndex &index) const;

private:
    struct HeightKey {
        QUuid op;
        size_t body = 0;
        int font = 0;
        friend bool operator==(const HeightKey &, const HeightKey &) = default;
        friend size_t qHash(const HeightKey &key, size_t seed = 0) noexcept
        {
            return qHashMulti(seed, key.op, key.body, key.font);
        }
    };
    struct LayoutKey {
        HeightKey text;
        int width = 0;
        friend bool operator==(const LayoutKey &, const LayoutKey &) = default;
        friend size_t qHash(const LayoutKey &key, size_t seed = 0) noexcept
        {
            return qHashMulti(seed, key.text, key.width);
        }
    };
    struct Height {
        int width = 0;
        int height = 0;
        int from = 0; // with unbroken: for every width from here on
        bool unbroken = false;
    };

    [[nodiscard]] static HeightKey keyOf(const MessageRow &row, const QFont &font);
    [[nodiscard]] int bodyHeight(const MessageRow &row, const QFont &font, int width) const;
    void paintMessage(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                      const MessageRow &row) const;
    void paintHeader(QPainter &painter, const QStyleOptionViewItem &option, const MessageRow &row,
                     const RowGeometry &g) const;
    void paintState(QPainter &painter, const QStyleOptionViewItem &option, const MessageRow &row, const RowGeometry &g,
                    bool hovered) const;
    void paintClock(QPainter &painter, const QRect &mark, const QColor &color, qint64 sinceMs, bool moves) const;
    void paintDay(QPainter &painter, const QStyleOptionViewItem &option, const MessageRow &row) const;
    void paintNewLine(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintNotice(QPainter &painter, const QStyleOptionViewItem &option, const MessageRow &row) const;

    mutable QHash<HeightKey, Height> m_heights;
    mutable QCache<LayoutKey, MessageLayout> m_layouts;
    QPersistentModelIndex m_hovered, m_selectedRow, m_glowing;
    TextSelection m_selection;
    bool m_ring = false;
    bool m_waiting = false;
    bool m_animated = true;
};

} // namespace coterie::ui
