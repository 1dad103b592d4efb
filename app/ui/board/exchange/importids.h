// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QSet>
#include <QString>

#include <functional>

namespace coterie::ui {

// What an object of a file is called on the board. Onto a board everything comes under new ids, so that a file can be
// imported twice; whoever only looks at a file gives the same ones each time, and keeps those that Coterie wrote.
using ImportIds = std::function<ObjectId(const QString &inFile)>;
[[nodiscard]] ObjectId newImportId(const QString &inFile);
[[nodiscard]] ObjectId sameImportId(const QString &inFile);

// Gives each object of a file an id that no other of it has, whatever the file calls them and whatever is made besides:
// groups, parts of long lines and texts.
class FreshIds
{
public:
    explicit FreshIds(ImportIds ids)
        : m_ids(std::move(ids))
    {
    }
    [[nodiscard]] ObjectId make(const QString &name);

private:
    const ImportIds m_ids;
    QSet<ObjectId> m_made;
};

} // namespace coterie::ui
