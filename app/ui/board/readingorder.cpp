// SPDX-License-Identifier: MIT
#include "app/ui/board/readingorder.h"

#include <algorithm>

namespace coterie::ui {

QList<ObjectId> readingOrder(const BoardDoc &doc, const std::optional<ObjectId> &group)
{
    struct Placed {
        ObjectId id;
        QRectF box;
    };
    QList<Placed> all;
    if (group) {
        for (const ObjectId &id : doc.children(*group))
            all.append({id, doc.box(id)});
    } else {
        for (const BoardObject &object : doc.objects()) {
            const auto holder = object.parent ? doc.object(*object.parent) : std::nullopt;
            if (!holder || holder->kind != BoardKind::Group)
                all.append({object.id, object.kind == BoardKind::Frame ? object.box() : doc.box(object.id)});
        }
    }
    std::sort(all.begin(), all.end(), [](const Placed &a, const Placed &b) {
        return a.box.top() != b.box.top() ? a.box.top() < b.box.top() : a.id < b.id;
    });
    // A row is what has its middle above the lower edge of the row's first.
    QList<ObjectId> order;
    for (qsizetype from = 0; from < all.size();) {
        qsizetype to = from + 1;
        while (to < all.size() && all.at(to).box.center().y() < all.at(from).box.bottom())
            ++to;
        std::sort(all.begin() + from, all.begin() + to, [](const Placed &a, const Placed &b) {
            return a.box.left() != b.box.left() ? a.box.left() < b.box.left() : a.id < b.id;
        });
        for (; from < to; ++from)
            order.append(all.at(from).id);
    }
    return order;
}

} // namespace coterie::ui
