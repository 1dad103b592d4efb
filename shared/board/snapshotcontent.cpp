// SPDX-License-Identifier: MIT
#include "shared/board/snapshotitems.h"
#include "shared/schema/text.h"

#include <algorithm>

// What is written in an object and what is rubbed out of it, in a snapshot. Who reads one trusts nothing.
namespace coterie {

using namespace snapshot;

namespace {

constexpr quint64 mostParts = 2 * quint64(maxBoardStrokeParts); // with what brings them back
constexpr qsizetype mostUnits = maxBoardTextUnits + maxBoardTextHidden + maxBoardText;

bool readIntervals(ByteReader &in, BoardIntervals &parts, int length)
{
    const quint64 count = in.bounded(mostParts);
    int at = -1;
    for (quint64 i = 0; in.isOk() && i < count; ++i) {
        const int from = int(in.bounded(quint64(length)));
        const int size = int(in.bounded(quint64(length)));
        if (!in.isOk() || from <= at || size < 1 || from + size > length)
            return false;
        at = from + size;
        parts.append({from, at});
    }
    return in.isOk();
}

void putIntervals(ByteWriter &out, const BoardIntervals &parts)
{
    out.varint(quint64(parts.size()));
    for (const BoardInterval &part : parts) {
        out.varint(quint64(part.from));
        out.varint(quint64(part.to - part.from));
    }
}

} // namespace

void BoardSnapshotWriter::putText(ByteWriter &out, const BoardText &t)
{
    out.blob(t.m_all.toUtf8());
    out.varint(quint64(t.m_horizon));
    out.byte(t.m_foreign ? 1 : 0);
    out.varint(t.m_edits.size());
    for (const BoardText::Edit &edit : t.m_edits) {
        out.varint(quint64(edit.tx));
        out.varint(quint64(edit.base));
        out.varint(edit.author);
        out.varint(edit.client);
        out.varint(edit.toggles.size());
        for (const BoardText::Toggle &toggle : edit.toggles) {
            out.varint(quint64(toggle.place));
            out.varint(quint64(toggle.client) << 1 | (toggle.undone ? 1 : 0));
        }
    }
    out.varint(t.m_runs.size());
    for (const BoardText::Run &run : t.m_runs) {
        out.varint(quint64(run.length));
        out.varint(quint64(run.tx));
        out.varint(run.cuts.size());
        for (const Seq cut : run.cuts)
            out.varint(quint64(cut));
    }
}

void BoardSnapshotWriter::putErased(ByteWriter &out, const BoardErased &e)
{
    putIntervals(out, e.m_base);
    out.byte(e.m_foreign ? 1 : 0);
    out.varint(e.m_edits.size());
    for (const BoardErased::Edit &edit : e.m_edits) {
        out.varint(quint64(edit.tx));
        out.varint(quint64(edit.author) << 3 | (edit.back ? 4 : 0) | (edit.final ? 2 : 0) | (edit.undone ? 1 : 0));
        putIntervals(out, edit.parts);
    }
}

bool BoardSnapshotReader::readText(ByteReader &in, BoardRecord &record)
{
    BoardText text;
    const QUtf8StringView utf8(in.blob(mostUnits * 3));
    if (!in.isOk() || !hasBoardText(record.kind) || !utf8.isValidUtf8())
        return false;
    text.m_all = wire::exactText({utf8.data(), utf8.size()});
    text.m_horizon = Seq(in.bounded(quint64(m_doc.m_seq)));
    text.m_foreign = in.bounded(1);
    if (!in.isOk() || text.m_all.size() > mostUnits || !isBoardText(text.m_all) || !readTextEdits(in, text))
        return false;

    const quint64 count = in.bounded(quint64(maxBoardTextPieces));
    qsizetype at = 0;
    qsizetype pieces = qsizetype(count);
    const auto isKnown = [&text](Seq tx) { return text.find(tx) >= 0; };
    for (quint64 i = 0; in.isOk() && i < count; ++i) {
        BoardText::Run run;
        run.length = int(in.bounded(quint64(text.m_all.size() - at)));
        run.tx = Seq(in.bounded(quint64(m_doc.m_seq)));
        const quint64 cuts = in.bounded(quint64(maxBoardTextEdits));
        pieces += qsizetype(cuts);
        for (quint64 c = 0; in.isOk() && c < cuts && pieces <= maxBoardTextPieces; ++c)
            run.cuts.push_back(Seq(in.bounded(quint64(m_doc.m_seq))));
        at += run.length;
        if (!in.isOk() || pieces > maxBoardTextPieces || run.length < 1 || (run.tx && !isKnown(run.tx)) ||
            !std::all_of(run.cuts.begin(), run.cuts.end(), isKnown) ||
            !QStringView(text.m_all).sliced(at - run.length, run.length).isValidUtf16())
            return false;
        text.m_runs.push_back(std::move(run));
    }
    if (!in.isOk() || at != text.m_all.size())
        return false;
    text.show();
    if (text.m_shown.size() > maxBoardTextUnits)
        return false;
    record.setText(std::move(text));
    return true;
}

bool BoardSnapshotReader::readTextEdits(ByteReader &in, BoardText &text) const
{
    const quint64 count = in.bounded(quint64(maxBoardTextEdits));
    for (quint64 i = 0; in.isOk() && i < count; ++i) {
        BoardText::Edit edit;
        edit.tx = Seq(in.bounded(quint64(m_doc.m_seq)));
        edit.base = Seq(in.bounded(quint64(maxSeq)));
        edit.author = quint32(in.bounded(0xffff'ffff));
        edit.client = quint32(in.bounded(0xffff'ffff));
        const quint64 toggles = in.bounded(quint64(maxBoardTextToggles));
        if (!in.isOk() || edit.tx <= (text.m_edits.empty() ? 0 : text.m_edits.back().tx) ||
            edit.author >= m_doc.m_authors.size())
            return false;
        Seq last = edit.tx;
        for (quint64 t = 0; in.isOk() && t < toggles; ++t) {
            const Seq place = Seq(in.bounded(quint64(m_doc.m_seq)));
            const quint64 packed = in.bounded(0x1'ffff'ffff);
            if (!in.isOk() || place <= last)
                return false;
            last = place;
            edit.toggles.push_back({place, quint32(packed >> 1), bool(packed & 1)});
        }
        text.m_edits.push_back(std::move(edit));
    }
    return in.isOk();
}

bool BoardSnapshotReader::readErased(ByteReader &in, BoardRecord &record)
{
    BoardErased erased;
    const int length = boardStrokeLength(record.extent.count);
    if (record.kind != BoardKind::Stroke || !readIntervals(in, erased.m_base, length))
        return false;
    erased.m_foreign = in.bounded(1);
    const quint64 count = in.bounded(mostParts);
    qsizetype parts = erased.m_base.size();
    for (quint64 i = 0; in.isOk() && i < count; ++i) {
        BoardErased::Edit edit;
        edit.tx = Seq(in.bounded(quint64(m_doc.m_seq)));
        const quint64 packed = in.bounded(0x7'ffff'ffff);
        edit.author = quint32(packed >> 3);
        edit.back = packed & 4;
        edit.final = packed & 2;
        edit.undone = packed & 1;
        if (!in.isOk() || edit.tx < (erased.m_edits.empty() ? 1 : erased.m_edits.back().tx) ||
            edit.author >= m_doc.m_authors.size() || !readIntervals(in, edit.parts, length))
            return false;
        parts += edit.parts.size();
        erased.m_edits.push_back(std::move(edit));
    }
    if (!in.isOk() || quint64(parts) > mostParts)
        return false;
    record.setErased(std::move(erased));
    return true;
}

} // namespace coterie
