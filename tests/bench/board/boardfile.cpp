// SPDX-License-Identifier: MIT
#include "tests/bench/board/boardfile.h"

#include "shared/board/boardsnapshot.h"
#include "shared/protocol/protocol.h"

#include <QColor>
#include <QDataStream>
#include <QFile>

namespace coterie::bench {

BoardFile BoardFile::of(const BoardContent &content)
{
    BoardFile file;
    file.assets = content.assets;
    file.size = content.size;
    file.strokes = content.strokes;
    file.points = content.points;
    file.strokeBytes = content.strokeBytes;
    BoardDoc doc;
    const auto room = newId<RoomId>();
    const auto author = newId<UserId>();
    Seq seq = 0;
    for (const BoardOp &op : content.ops) {
        const auto id = newId<OpId>();
        doc.apply({id, author, {op}}, ++seq);
        if (op.kind != BoardKind::Stroke || qAlpha(op.color.value_or(0)) < 255)
            continue; // a mark is no stroke of the pen
        RoomEvent event;
        event.id = id;
        event.seq = seq;
        event.author = author;
        event.name = QStringLiteral("Ada");
        event.time = 1'700'000'000'000;
        event.board = BoardChange{.ops = {op}};
        file.commitBytes += encode(ClientMessage(BoardCommit{id, room, {op}}), Framing::Cbor).size();
        file.eventBytes += encode(ServerMessage(EventPosted{room, event}), Framing::Cbor).size();
    }
    file.objects = doc.visibleCount();
    file.parts = writeBoardSnapshot(doc);
    for (const QByteArray &part : std::as_const(file.parts))
        file.snapshotBytes += part.size();
    return file;
}

bool BoardFile::save(const QString &path) const
{
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly))
        return false;
    QDataStream stream(&out);
    stream << parts << assets << size << strokes << objects << points << strokeBytes << commitBytes << eventBytes
           << snapshotBytes;
    return stream.status() == QDataStream::Ok && out.flush();
}

bool BoardFile::load(const QString &path, BoardFile &out)
{
    QFile in(path);
    if (!in.open(QIODevice::ReadOnly))
        return false;
    QDataStream stream(&in);
    stream >> out.parts >> out.assets >> out.size >> out.strokes >> out.objects >> out.points >> out.strokeBytes >>
        out.commitBytes >> out.eventBytes >> out.snapshotBytes;
    return stream.status() == QDataStream::Ok;
}

} // namespace coterie::bench
