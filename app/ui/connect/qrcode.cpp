// SPDX-License-Identifier: MIT
#include "app/ui/connect/qrcode.h"

#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QPainter>

#ifdef COTERIE_QR
#include <qrcodegen/qrcodegen.hpp>
#endif

#include <algorithm>
#include <cmath>

namespace coterie::ui {

namespace {

constexpr int quietZone = 4; // modules
constexpr int modulePixels = 4;
constexpr int smallModulePixels = 3;
constexpr int widestCode = 212; // what a side column has between its margins

} // namespace

QrCode::QrCode(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Invite link as a QR code"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void QrCode::setText(const QString &text)
{
    m_modules.clear();
    m_side = 0;
#ifdef COTERIE_QR
    if (!text.isEmpty())
        try {
            const auto code = qrcodegen::QrCode::encodeText(text.toUtf8().constData(), qrcodegen::QrCode::Ecc::MEDIUM);
            m_side = code.getSize();
            m_modules.reserve(m_side * m_side);
            for (int y = 0; y < m_side; ++y) {
                for (int x = 0; x < m_side; ++x)
                    m_modules.append(code.getModule(x, y));
            }
        } catch (const qrcodegen::data_too_long &) {
            m_side = 0;
        }
#else
    Q_UNUSED(text)
#endif
    setVisible(m_side > 0);
    updateGeometry();
    update();
}

QSize QrCode::sizeHint() const
{
    const int modules = m_side + 2 * quietZone;
    const int side = modules * modulePixels <= widestCode ? modules * modulePixels : modules * smallModulePixels;
    return {side, side};
}

void QrCode::paintEvent(QPaintEvent *)
{
    if (m_side == 0)
        return;
    QPainter painter(this);
    const double side = std::min(width(), height());
    stylepaint::rounded(painter, QRectF(0, 0, side, side), cornerRadius, Qt::white, colors(palette()).border);
    // Whole device pixels, else the modules blur into each other.
    const double ratio = std::abs(painter.deviceTransform().m11());
    const double module = std::floor(side * ratio / (m_side + 2 * quietZone)) / ratio;
    const double start = (side - module * m_side) / 2;
    const double corner = std::round(start * ratio) / ratio;
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x) {
            if (m_modules.at(y * m_side + x))
                painter.fillRect(QRectF(corner + x * module, corner + y * module, module, module), Qt::black);
        }
    }
}

} // namespace coterie::ui
