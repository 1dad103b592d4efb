// SPDX-License-Identifier: MIT
#include "app/ui/shell/icons.h"

#include "app/ui/shell/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>

namespace coterie::ui {

namespace {

QByteArray source(const QString &name)
{
    QFile file(u":/icons/" % name % u".svg");
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QColor tintColor(Tint tint, QIcon::Mode mode)
{
    const Colors &c = colors(QGuiApplication::palette());
    if (mode == QIcon::Disabled)
        return c.fieldBorder;
    switch (tint) {
    case Tint::Text:
        return c.text;
    case Tint::Muted:
        return mode == QIcon::Active || mode == QIcon::Selected ? c.text : c.muted;
    case Tint::Accent:
        return c.link;
    case Tint::OnAccent:
        return c.onAccent;
    case Tint::Danger:
        return c.danger;
    case Tint::Warning:
        return c.warning;
    case Tint::Success:
        return c.success;
    }
    return c.text;
}

class TintedIcon final : public QIconEngine
{
public:
    TintedIcon(QString name, Tint tint)
        : m_name(std::move(name))
        , m_tint(tint)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(*painter, rect, m_name, tintColor(m_tint, mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return iconPixmap(m_name, tintColor(m_tint, mode), size);
    }
    [[nodiscard]] QIconEngine *clone() const override { return new TintedIcon(m_name, m_tint); }
    QString iconName() override { return m_name; }

private:
    QString m_name;
    Tint m_tint;
};

} // namespace

QIcon lineIcon(QStringView name, Tint tint)
{
    return QIcon(new TintedIcon(name.toString(), tint));
}

QPixmap iconPixmap(QStringView name, const QColor &color, QSize pixels)
{
    const QString key = u"coterie/" % name % u'/' % color.name(QColor::HexArgb) % u'/' %
                        QString::number(pixels.width()) % u'x' % QString::number(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray svg = source(name.toString());
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    if (renderer.isValid()) {
        QPainter painter(&pixmap);
        painter.setOpacity(color.alphaF());
        const int side = std::min(pixels.width(), pixels.height());
        renderer.render(&painter, QRectF((pixels.width() - side) / 2, (pixels.height() - side) / 2, side, side));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter &painter, const QRectF &rect, QStringView name, const QColor &color)
{
    const double ratio = std::abs(painter.deviceTransform().m11());
    const QSize pixels(int(std::lround(rect.width() * ratio)), int(std::lround(rect.height() * ratio)));
    if (pixels.isEmpty())
        return;
    QPixmap pixmap = iconPixmap(name, color, pixels);
    pixmap.setDevicePixelRatio(ratio);
    // On a whole device pixel, else the lines blur.
    const QPointF corner(std::round(rect.x() * ratio) / ratio, std::round(rect.y() * ratio) / ratio);
    painter.drawPixmap(corner, pixmap);
}

} // namespace coterie::ui
