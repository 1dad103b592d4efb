// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/timeline/messagelayout.h"
#include "tests/support/cpuclock.h"

#include <functional>

// What must hold for whatever somebody writes: it becomes blocks and spans that fit, links that may be opened, and a
// layout of finite size, in bounded time of this thread.
namespace coterie::fuzz {

// `patience`: seconds for a text of 4,000 units. `parse`: what makes blocks of it; the tests put a worse one in its
// place.
inline QString textFault(const QByteArray &bytes, double patience,
                         const std::function<QList<TextBlock>(const QString &)> &parse = parseMarkdown)
{
    using namespace ui;
    if (bytes.isEmpty())
        return {};
    const bool raw = (bytes[0] & 1) != 0;
    const double width = 8 + quint8(bytes[0]) * 4;
    const QByteArray rest = bytes.mid(1).left(16'000);
    const QString body =
        (raw ? QString(reinterpret_cast<const QChar *>(rest.constData()), rest.size() / 2) : QString::fromUtf8(rest))
            .left(4000);
    const double begun = test::threadMs();
    qsizetype units = 0;
    const QList<TextBlock> blocks = parse(body);
    for (const TextBlock &block : blocks) {
        units += block.text.size() + block.marker.size();
        for (const TextSpan &span : block.spans) {
            if (span.start < 0 || span.length < 0 || span.start + span.length > block.text.size())
                return QStringLiteral("a span outside its block");
            if (!span.href.isEmpty() && !isAllowedLink(span.href))
                return QStringLiteral("a link that must not be opened: ") + span.href;
        }
    }
    if (blocks.size() > body.size() + 1 || units > 3 * body.size() + 16)
        return QStringLiteral("%1 units became %2 in %3 blocks").arg(body.size()).arg(units).arg(blocks.size());
    static const QFont font(QStringLiteral("DejaVu Sans"), 10);
    const MessageLayout layout(body, font, width);
    if (!(layout.height() >= 0 && layout.height() < 1e7 && layout.naturalWidth() >= 0 && layout.naturalWidth() < 1e8))
        return QStringLiteral("a layout of %1 × %2").arg(layout.naturalWidth()).arg(layout.height());
    for (const QString &link : layout.links())
        if (!isAllowedLink(link))
            return QStringLiteral("a link that must not be opened: ") + link;
    (void)layout.text(layout.everything());
    for (int i = 0; i < 8; ++i) {
        const QPointF point(width * i / 8, layout.height() * i / 8);
        (void)layout.linkAt(point);
        (void)layout.wordAt(layout.placeAt(point));
    }
    const double took = (test::threadMs() - begun) / 1000;
    if (took > patience)
        return QStringLiteral("took %1 ms of this thread").arg(took * 1000, 0, 'f', 0);
    return {};
}

} // namespace coterie::fuzz
