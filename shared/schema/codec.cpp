// SPDX-License-Identifier: MIT
#include "shared/schema/codec.h"

#include <utility>

namespace coterie::wire {

bool readInteger(Reader &r, qint64 &out, const Range &limit)
{
    return r.integer(out) && ((out >= limit.min && out <= limit.max) || r.fail("out-of-range"));
}

bool readReal(Reader &r, double &out, const Real &limit)
{
    return r.real(out) && ((out >= limit.min && out <= limit.max) || r.fail("out-of-range"));
}

bool readText(Reader &r, QString &out, const Length &limit)
{
    return r.text(out, limit.max) && (out.size() >= limit.min || r.fail("too-short"));
}

bool readBytes(Reader &r, QByteArray &out, const Length &limit)
{
    return r.bytes(out, limit.max) && (out.size() >= limit.min || r.fail("too-short"));
}

bool readOpenName(Reader &r, int &out)
{
    qint64 number = 0;
    if (!readInteger(r, number, {0, mostOpenName}))
        return false;
    out = int(number);
    return true;
}

void writeRecord(Writer &w, const RecordCodec &codec, const void *record, bool typed)
{
    qsizetype entries = typed ? 1 : 0;
    for (const FieldCodec &f : codec.fields)
        entries += f.present(f.member(record)) ? 1 : 0;
    w.beginMap(entries);
    if (typed)
        w.type(codec.id, codec.name);
    for (const FieldCodec &f : codec.fields) {
        const void *member = f.member(record);
        if (!f.present(member))
            continue;
        w.key(f.key, f.name);
        f.write(w, member, f.limit);
    }
    w.endMap();
}

namespace {

// Which field the reader stands at: mostly the one after the last, since writers go by the declaration.
std::size_t fieldAt(const Reader &r, std::span<const FieldCodec> fields, std::size_t expected)
{
    for (std::size_t n = 0; n < fields.size(); ++n) {
        const std::size_t i = (expected + n) % fields.size();
        if (r.atKey(fields[i].key, fields[i].name))
            return i;
    }
    return fields.size();
}

bool readField(Reader &r, const FieldCodec &f, void *record, bool growing, bool again)
{
    void *member = const_cast<void *>(f.member(record)); // the record is the caller's, to be written
    const Reader::Mark mark = r.mark();
    if (again)
        r.fail("duplicate-key");
    else if (!(f.optional && r.takeNull()) && !f.read(r, member, f.limit) && growing && f.optional && r.fromNewer &&
             r.passOver(mark))
        f.clear(member);
    if (r.failed())
        r.fault.within(f.name);
    return !r.failed();
}

} // namespace

bool readRecord(Reader &r, const RecordCodec &codec, void *record, bool typed)
{
    quint64 seen = 0; // a record has at most 64 fields
    std::size_t expected = 0;
    bool sawType = false;
    Reader::Container map;
    if (!r.beginMap(map))
        return false;
    while (r.nextEntry(map)) {
        if (typed && r.atTypeKey()) {
            // Its value was read to find the type. JSON refuses a second one by itself, CBOR here.
            if (std::exchange(sawType, true))
                return r.fail("duplicate-key");
            if (!r.skipUnknown())
                return false;
            continue;
        }
        const std::size_t i = fieldAt(r, codec.fields, expected);
        if (i == codec.fields.size()) {
            if (!r.skipUnknown())
                return false;
            continue;
        }
        const quint64 bit = quint64(1) << i;
        if (!readField(r, codec.fields[i], record, codec.growing, seen & bit))
            return false;
        seen |= bit;
        expected = i + 1;
    }
    if (r.failed())
        return false;
    for (std::size_t i = 0; i < codec.fields.size(); ++i) {
        const FieldCodec &f = codec.fields[i];
        if (f.optional || (seen & (quint64(1) << i)))
            continue;
        r.fail("missing");
        r.fault.within(f.name);
        return false;
    }
    return true;
}

} // namespace coterie::wire
