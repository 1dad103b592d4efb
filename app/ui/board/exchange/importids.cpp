// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/importids.h"

namespace coterie::ui {

namespace {

constexpr int mostTries = 100;

} // namespace

ObjectId newImportId(const QString &)
{
    return newId<ObjectId>();
}

ObjectId sameImportId(const QString &inFile)
{
    // QUuid reads much: what has more behind it, in braces or in capitals. Only what it writes itself is the same name.
    const ObjectId id = ObjectId::fromString(inFile);
    if (!id.isNull() && id.toString() == inFile)
        return id;
    // Any namespace will do, as long as it stays.
    return ObjectId{QUuid::createUuidV5(QUuid(0xc07e41e0, 0xb0a2, 0xd000, 0x80, 0, 0, 0, 0, 0, 0, 1), inFile)};
}

ObjectId FreshIds::make(const QString &name)
{
    ObjectId id = m_ids(name);
    for (int again = 1; m_made.contains(id); ++again)
        id = again < mostTries ? m_ids(QStringLiteral("%1/again/%2").arg(name, QString::number(again)))
                               : newId<ObjectId>(); // whoever gives the ids has no other
    m_made.insert(id);
    return id;
}

} // namespace coterie::ui
