// SPDX-License-Identifier: MIT
#include "app/ui/timeline/emojipicker.h"

#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/emoji.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int cellSide = 38;
constexpr int glyphPixels = 22;
constexpr int columnCount = 8;
constexpr int rowCount = 6;

struct NamedEmoji {
    const char *text; // UTF-8
    const char *name; // several words, so that each of them finds it
};

constexpr NamedEmoji table[] = {
    {"👍", QT_TRANSLATE_NOOP("Emoji", "thumbs up, yes")},
    {"👎", QT_TRANSLATE_NOOP("Emoji", "thumbs down, no")},
    {"❤️", QT_TRANSLATE_NOOP("Emoji", "heart, love")},
    {"😂", QT_TRANSLATE_NOOP("Emoji", "tears of joy, laugh")},
    {"🎉", QT_TRANSLATE_NOOP("Emoji", "party, congratulations")},
    {"🙏", QT_TRANSLATE_NOOP("Emoji", "thanks, please")},
    {"👀", QT_TRANSLATE_NOOP("Emoji", "eyes, look")},
    {"✅", QT_TRANSLATE_NOOP("Emoji", "check mark, done")},
    {"🙂", QT_TRANSLATE_NOOP("Emoji", "slight smile")},
    {"😀", QT_TRANSLATE_NOOP("Emoji", "grin, happy")},
    {"😄", QT_TRANSLATE_NOOP("Emoji", "laugh, happy")},
    {"😅", QT_TRANSLATE_NOOP("Emoji", "sweat, phew")},
    {"🤣", QT_TRANSLATE_NOOP("Emoji", "rolling, laugh")},
    {"😉", QT_TRANSLATE_NOOP("Emoji", "wink")},
    {"😊", QT_TRANSLATE_NOOP("Emoji", "blush, smile")},
    {"😍", QT_TRANSLATE_NOOP("Emoji", "heart eyes, love")},
    {"🤔", QT_TRANSLATE_NOOP("Emoji", "thinking")},
    {"😐", QT_TRANSLATE_NOOP("Emoji", "neutral")},
    {"🙄", QT_TRANSLATE_NOOP("Emoji", "rolling eyes")},
    {"😮", QT_TRANSLATE_NOOP("Emoji", "surprised, wow")},
    {"😢", QT_TRANSLATE_NOOP("Emoji", "cry, sad")},
    {"😭", QT_TRANSLATE_NOOP("Emoji", "sob, sad")},
    {"😡", QT_TRANSLATE_NOOP("Emoji", "angry")},
    {"😱", QT_TRANSLATE_NOOP("Emoji", "scream, shock")},
    {"😴", QT_TRANSLATE_NOOP("Emoji", "sleep, tired")},
    {"🤒", QT_TRANSLATE_NOOP("Emoji", "ill")},
    {"😎", QT_TRANSLATE_NOOP("Emoji", "cool, sunglasses")},
    {"🤓", QT_TRANSLATE_NOOP("Emoji", "nerd, glasses")},
    {"🥳", QT_TRANSLATE_NOOP("Emoji", "party face, birthday")},
    {"🤯", QT_TRANSLATE_NOOP("Emoji", "mind blown")},
    {"🤷", QT_TRANSLATE_NOOP("Emoji", "shrug")},
    {"🤦", QT_TRANSLATE_NOOP("Emoji", "facepalm")},
    {"👋", QT_TRANSLATE_NOOP("Emoji", "wave, hello")},
    {"👏", QT_TRANSLATE_NOOP("Emoji", "clap, bravo")},
    {"🙌", QT_TRANSLATE_NOOP("Emoji", "raised hands, hooray")},
    {"💪", QT_TRANSLATE_NOOP("Emoji", "strong, muscle")},
    {"🤝", QT_TRANSLATE_NOOP("Emoji", "handshake, agreed")},
    {"✌️", QT_TRANSLATE_NOOP("Emoji", "victory, peace")},
    {"🤞", QT_TRANSLATE_NOOP("Emoji", "fingers crossed, luck")},
    {"👌", QT_TRANSLATE_NOOP("Emoji", "OK hand")},
    {"👉", QT_TRANSLATE_NOOP("Emoji", "point right")},
    {"☝️", QT_TRANSLATE_NOOP("Emoji", "point up")},
    {"✋", QT_TRANSLATE_NOOP("Emoji", "hand, stop")},
    {"🧠", QT_TRANSLATE_NOOP("Emoji", "brain")},
    {"🔥", QT_TRANSLATE_NOOP("Emoji", "fire")},
    {"⭐", QT_TRANSLATE_NOOP("Emoji", "star")},
    {"✨", QT_TRANSLATE_NOOP("Emoji", "sparkles, new")},
    {"💡", QT_TRANSLATE_NOOP("Emoji", "light bulb, idea")},
    {"🚀", QT_TRANSLATE_NOOP("Emoji", "rocket, launch")},
    {"🎯", QT_TRANSLATE_NOOP("Emoji", "target, exactly")},
    {"🏆", QT_TRANSLATE_NOOP("Emoji", "trophy, winner")},
    {"💯", QT_TRANSLATE_NOOP("Emoji", "hundred, perfect")},
    {"❌", QT_TRANSLATE_NOOP("Emoji", "cross, wrong")},
    {"⚠️", QT_TRANSLATE_NOOP("Emoji", "warning")},
    {"❓", QT_TRANSLATE_NOOP("Emoji", "question")},
    {"❗", QT_TRANSLATE_NOOP("Emoji", "exclamation")},
    {"📌", QT_TRANSLATE_NOOP("Emoji", "pin")},
    {"📎", QT_TRANSLATE_NOOP("Emoji", "paper clip")},
    {"📝", QT_TRANSLATE_NOOP("Emoji", "note, write")},
    {"📅", QT_TRANSLATE_NOOP("Emoji", "calendar, date")},
    {"⏰", QT_TRANSLATE_NOOP("Emoji", "alarm clock, time")},
    {"⏳", QT_TRANSLATE_NOOP("Emoji", "hourglass, wait")},
    {"🔍", QT_TRANSLATE_NOOP("Emoji", "magnifier, search")},
    {"🔒", QT_TRANSLATE_NOOP("Emoji", "lock")},
    {"🔧", QT_TRANSLATE_NOOP("Emoji", "wrench, repair")},
    {"🐛", QT_TRANSLATE_NOOP("Emoji", "bug")},
    {"💻", QT_TRANSLATE_NOOP("Emoji", "laptop, computer")},
    {"📈", QT_TRANSLATE_NOOP("Emoji", "chart, rising")},
    {"☕", QT_TRANSLATE_NOOP("Emoji", "coffee, break")},
    {"🍕", QT_TRANSLATE_NOOP("Emoji", "pizza, lunch")},
    {"🎂", QT_TRANSLATE_NOOP("Emoji", "cake, birthday")},
    {"☀️", QT_TRANSLATE_NOOP("Emoji", "sun")},
};

class EmojiDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {cellSide, cellSide};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors(option.palette);
        const QRectF cell = QRectF(option.rect).adjusted(1, 1, -1, -1);
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected)) {
            stylepaint::rounded(*painter, cell, cornerRadius, c.selected);
            stylepaint::focusRing(*painter, cell, cornerRadius, c.focus);
        } else if (option.state.testFlag(QStyle::State_MouseOver)) {
            stylepaint::rounded(*painter, cell, cornerRadius, c.hover);
        }
        QFont font = option.font;
        font.setFamilies(emojiFamilies() + font.families());
        font.setPixelSize(glyphPixels);
        painter->setFont(font);
        painter->setPen(c.text);
        painter->drawText(option.rect, Qt::AlignCenter, index.data(Qt::DisplayRole).toString());
        painter->restore();
    }
};

} // namespace

EmojiPicker::EmojiPicker(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Emoji", "name of the popup"));
    for (const NamedEmoji &one : table) {
        const QString name = QCoreApplication::translate("Emoji", one.name);
        auto *item = new QStandardItem(QString::fromUtf8(one.text));
        item->setToolTip(name);
        item->setData(name, Qt::AccessibleTextRole);
        item->setEditable(false);
        m_all.appendRow(item);
    }
    m_found.setSourceModel(&m_all);
    m_found.setFilterRole(Qt::AccessibleTextRole);
    m_found.setFilterCaseSensitivity(Qt::CaseInsensitive);

    m_field->setPlaceholderText(tr("Search by name", "field above the emoji"));
    m_field->setAccessibleName(tr("Search emoji"));
    m_field->installEventFilter(this);
    m_list->setModel(&m_found);
    m_list->setItemDelegate(new EmojiDelegate(m_list));
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setUniformItemSizes(true);
    m_list->setGridSize({cellSide, cellSide});
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the keys stay in the field, and its arrows walk here
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Emoji", "name of the popup"));
    m_list->setFixedSize(columnCount * cellSide + style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 2,
                         rowCount * cellSide);
    m_list->viewport()->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::m, space::m, space::s, space::s);
    column->setSpacing(space::s);
    column->addWidget(m_field);
    column->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &EmojiPicker::search);
    connect(m_list, &QListView::clicked, this, &EmojiPicker::choose);
    search({});
}

void EmojiPicker::open(const QPoint &corner)
{
    adjustSize();
    const QRect room = screen()->availableGeometry();
    const QPoint at = corner - QPoint(width(), height());
    move(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())),
         std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void EmojiPicker::search(const QString &word)
{
    m_found.setFilterFixedString(word.trimmed());
    m_list->setCurrentIndex(m_found.index(0, 0));
}

void EmojiPicker::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QString emoji = index.data(Qt::DisplayRole).toString();
    close();
    emit chosen(emoji);
}

bool EmojiPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const int row = m_list->currentIndex().row();
    const auto walk = [&](int by) {
        const int last = m_found.rowCount() - 1;
        if (last >= 0)
            m_list->setCurrentIndex(m_found.index(std::clamp(row + by, 0, last), 0));
        return true;
    };
    const int ahead = isRightToLeft() ? -1 : 1;
    switch (key->key()) {
    case Qt::Key_Left:
        return walk(-ahead);
    case Qt::Key_Right:
        return walk(ahead);
    case Qt::Key_Up:
        return walk(-columnCount);
    case Qt::Key_Down:
        return walk(columnCount);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

void EmojiPicker::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.raised);
    painter.setPen(c.fieldBorder);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace coterie::ui
