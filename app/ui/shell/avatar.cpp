// SPDX-License-Identifier: MIT
#include "app/ui/shell/avatar.h"

#include "app/ui/shell/drawable.h"
#include "app/ui/shell/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <array>
#include <cmath>

namespace coterie::ui {

QColor userColor(int index)
{
    static constexpr std::array<QRgb, userColorCount> table{0x2b66d0, 0xa8476f, 0x8a5a06, 0x0d766a, 0x7349c4, 0xb04a12,
                                                            0x35773a, 0xb3307c, 0x4a6788, 0x6e5b3c, 0x00718a, 0x993a3a};
    return QColor::fromRgb(table.at(size_t(index % userColorCount)));
}

QColor userColor(const UserId &user)
{
    quint32 hash = 2166136261U; // FNV-1a: qHash() differs from run to run
    const QByteArray bytes = user.value.toRfc4122();
    for (const char byte : bytes)
        hash = (hash ^ quint8(byte)) * 16777619U;
    return userColor(int((hash >> 8) % userColorCount));
}

QString initials(const QString &name)
{
    constexpr qsizetype mostUnits = 24;
    const QStringList words = name.simplified().split(u' ', Qt::SkipEmptyParts);
    const auto first = [](const QString &word) {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
        const qsizetype end = finder.toNextBoundary();
        // More than any letter with its accents, or any emoji: hundreds of marks on one letter, say.
        if (end > mostUnits)
            return word.left(word.at(0).isHighSurrogate() ? 2 : 1);
        return word.left(std::max<qsizetype>(end, 1));
    };
    if (words.isEmpty())
        return QStringLiteral("?");
    const QString head = first(words.first());
    if (words.size() == 1 || !head.at(0).isLetter() || !words.last().at(0).isLetterOrNumber())
        return head.toUpper();
    return QString(head + first(words.last())).toUpper();
}

void paintAvatar(QPainter &painter, const QRectF &rect, const QString &name, const QColor &color, const QFont &base,
                 const QColor &ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(rect);
    const QString letters = drawable(initials(name));
    QFont font = base;
    font.setPixelSize(std::max(8, int(std::lround(rect.height() * (letters.size() > 1 ? 0.38 : 0.46)))));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(rect, Qt::AlignCenter, letters);
    painter.restore();
}

void paintPresenceMark(QPainter &painter, const QRectF &rect, Status status, const QPalette &palette)
{
    const Colors &c = colors(palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double side = rect.width();
    switch (status) {
    case Status::Online:
        painter.setBrush(c.success);
        painter.drawEllipse(rect);
        break;
    case Status::Away: { // a crescent
        QPainterPath moon;
        moon.addEllipse(rect);
        QPainterPath bite;
        bite.addEllipse(rect.translated(side * 0.36, -side * 0.28));
        painter.setBrush(c.warning);
        painter.drawPath(moon.subtracted(bite));
        break;
    }
    case Status::DoNotDisturb: { // a disc with a bar
        QPainterPath disc;
        disc.addEllipse(rect);
        QPainterPath bar;
        bar.addRoundedRect(QRectF(rect.x() + side * 0.22, rect.center().y() - side * 0.1, side * 0.56, side * 0.2),
                           side * 0.1, side * 0.1);
        painter.setBrush(c.danger);
        painter.drawPath(disc.subtracted(bar));
        break;
    }
    case Status::Offline: { // a ring
        const double width = std::max(1.5, side * 0.2);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.fieldBorder, width));
        painter.drawEllipse(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2));
        break;
    }
    }
    painter.restore();
}

void paintPresence(QPainter &painter, const QRectF &avatar, Status status, const QPalette &palette,
                   const QColor &ground)
{
    const double side = std::max(9.0, avatar.width() * 0.32);
    const QRectF mark(avatar.right() - side + 1.5, avatar.bottom() - side + 1.5, side, side);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawEllipse(mark.adjusted(-2, -2, 2, 2));
    painter.restore();
    paintPresenceMark(painter, mark, status, palette);
}

QString statusWord(Status status)
{
    switch (status) {
    case Status::Online:
        return QCoreApplication::translate("Presence", "Online");
    case Status::Away:
        return QCoreApplication::translate("Presence", "Away");
    case Status::DoNotDisturb:
        return QCoreApplication::translate("Presence", "Do not disturb");
    case Status::Offline:
        break;
    }
    return QCoreApplication::translate("Presence", "Offline");
}

QString lastStatusWord(Status status)
{
    switch (status) {
    case Status::Online:
        return QCoreApplication::translate("Presence", "Was online");
    case Status::Away:
        return QCoreApplication::translate("Presence", "Was away");
    case Status::DoNotDisturb:
        return QCoreApplication::translate("Presence", "Was on do not disturb");
    case Status::Offline:
        break;
    }
    return QCoreApplication::translate("Presence", "Was offline");
}

} // namespace coterie::ui
