// SPDX-License-Identifier: MIT
#include "app/ui/board/readingorder.h"

#include "shared/board/boardends.h"

#include <algorithm>

namespace coterie::ui {

QList<ObjectId> inReadingOrder(QList<std::pair<ObjectId, QRectF>> all)
{
    using Placed = std::pair<ObjectId, QRectF>;
    std::sort(all.begin(), all.end(), [](const Placed &a, const Placed &b) {
        return a.second.top() != b.second.top() ? a.second.top() < b.second.top() : a.first < b.first;
    });
    // A row is what has its middle above the lower edge of the row's first.
    QList<ObjectId> order;
    for (qsizetype from = 0; from < all.size();) {
        qsizetype to = from + 1;
        while (to < all.size() && all.at(to).second.center().y() < all.at(from).second.bottom())
            ++to;
        std::sort(all.begin() + from, all.begin() + to, [](const Placed &a, const Placed &b) {
            return a.second.left() != b.second.left() ? a.second.left() < b.second.left() : a.first < b.first;
        });
        for (; from < to; ++from)
            order.append(all.at(from).first);
    }
    return order;
}

QList<ObjectId> readingOrder(const BoardDoc &doc, const std::optional<ObjectId> &group)
{
    QList<std::pair<ObjectId, QRectF>> all;
    if (group) {
        for (const ObjectId &id : doc.children(*group))
            all.append({id, doc.box(id)});
    } else {
        for (const BoardObject &object : routedBoardObjects(doc)) {
            const auto holder = object.parent ? doc.object(*object.parent) : std::nullopt;
            if (!holder || holder->kind != BoardKind::Group)
                all.append({object.id, object.kind == BoardKind::Frame ? object.box() : doc.box(object.id)});
        }
    }
    return inReadingOrder(std::move(all));
}

} // namespace coterie::ui
