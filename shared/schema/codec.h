// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/cbor.h"
#include "shared/schema/field.h"
#include "shared/schema/json.h"

#include <QList>

// Reading and writing of records by their declaration, the same code for both framings. A reader stops at the first
// fault; its path leads to the field. An absent optional takes no room; an unknown key is skipped (additive evolution).
namespace coterie::wire {

template <class Writer, Record T> void writeRecord(Writer &w, const T &record, bool typed = false);

template <class Writer, class T, class Limit> void writeValue(Writer &w, const T &v, const Limit &limit)
{
    if constexpr (Record<T>)
        writeRecord(w, v);
    else if constexpr (Optional<T>)
        writeValue(w, *v, limit);
    else if constexpr (isId<T>)
        w.uuid(v.value);
    else if constexpr (isNames<Limit>)
        w.name(int(v), limit.names[std::size_t(v)]);
    else if constexpr (std::is_same_v<T, bool>)
        w.boolean(v);
    else if constexpr (std::is_floating_point_v<T>)
        w.real(double(v));
    else if constexpr (std::is_integral_v<T>)
        w.integer(qint64(v));
    else if constexpr (std::is_same_v<T, QString>)
        w.text(v);
    else if constexpr (std::is_same_v<T, QByteArray>)
        w.bytes(v);
    else {
        w.beginList(v.size());
        for (const auto &item : v)
            writeValue(w, item, limit.each);
        w.endList();
    }
}

template <class T> bool present(const T &v)
{
    if constexpr (Optional<T>)
        return v.has_value();
    else
        return true;
}

template <class Writer, Record T> void writeRecord(Writer &w, const T &record, bool typed)
{
    qsizetype entries = typed ? 1 : 0;
    eachField<T>([&](const auto &f) { entries += present(memberOf(record, f)) ? 1 : 0; });
    w.beginMap(entries);
    if (typed) {
        constexpr auto s = T::schema();
        w.type(s.id, s.name);
    }
    eachField<T>([&](const auto &f) {
        const auto &v = memberOf(record, f);
        if (!present(v))
            return;
        w.key(f.key, f.name);
        writeValue(w, v, f.limit);
    });
    w.endMap();
}

template <class Reader, Record T> bool readRecord(Reader &r, T &out, bool typed = false);

template <class Reader, class T, class Limit> bool readValue(Reader &r, T &out, const Limit &limit)
{
    if constexpr (Record<T>) {
        return readRecord(r, out);
    } else if constexpr (Optional<T>) {
        return readValue(r, out.emplace(), limit);
    } else if constexpr (isId<T>) {
        return r.uuid(out.value);
    } else if constexpr (isNames<Limit>) {
        int v = 0;
        if (!r.name(v, limit.names))
            return false;
        out = static_cast<T>(v);
        return true;
    } else if constexpr (std::is_same_v<T, bool>) {
        return r.boolean(out);
    } else if constexpr (std::is_floating_point_v<T>) {
        double v = 0;
        if (!r.real(v))
            return false;
        out = static_cast<T>(v);
        return (v >= limit.min && v <= limit.max) || r.fail("out-of-range");
    } else if constexpr (std::is_integral_v<T>) {
        qint64 v = 0;
        if (!r.integer(v))
            return false;
        out = static_cast<T>(v);
        return (v >= limit.min && v <= limit.max) || r.fail("out-of-range");
    } else if constexpr (std::is_same_v<T, QString>) {
        return r.text(out, limit.max) && (out.size() >= limit.min || r.fail("too-short"));
    } else if constexpr (std::is_same_v<T, QByteArray>) {
        return r.bytes(out, limit.max) && (out.size() >= limit.min || r.fail("too-short"));
    } else {
        typename Reader::Container list;
        if (!r.beginList(list))
            return false;
        while (r.nextItem(list)) {
            if (out.size() >= limit.max)
                return r.fail("too-many");
            if (!readValue(r, out.emplaceBack(), limit.each)) {
                r.fault.within(out.size() - 1);
                return false;
            }
        }
        return !r.failed() && (out.size() >= limit.min || r.fail("too-few"));
    }
}

template <class Reader, Record T> bool readRecord(Reader &r, T &out, bool typed)
{
    static_assert(recordIsSound<T>(), "a member is missing from schema(), or a key or name is used twice or reserved");
    quint64 seen = 0;
    typename Reader::Container map;
    if (!r.beginMap(map))
        return false;
    bool sawType = false;
    while (r.nextEntry(map)) {
        if (typed && r.atTypeKey()) {
            // Its value was read to find T. JSON refuses a second one by itself, CBOR here.
            if (std::exchange(sawType, true))
                return r.fail("duplicate-key");
            if (!r.skipUnknown())
                return false;
            continue;
        }
        bool known = false;
        std::size_t index = 0;
        eachField<T>([&](const auto &f) {
            const quint64 bit = quint64(1) << index++;
            if (known || r.failed() || !r.atKey(f.key, f.name))
                return;
            known = true;
            auto &member = memberOf(out, f);
            const bool optional = Optional<std::decay_t<decltype(member)>>;
            if (seen & bit)
                r.fail("duplicate-key");
            else if (!(optional && r.takeNull()))
                readValue(r, member, f.limit);
            if (r.failed())
                r.fault.within(f.name);
            seen |= bit;
        });
        if (!known && !r.skipUnknown())
            return false;
        if (r.failed())
            return false;
    }
    if (r.failed())
        return false;
    std::size_t index = 0;
    eachField<T>([&](const auto &f) {
        const quint64 bit = quint64(1) << index++;
        if (Optional<std::decay_t<decltype(memberOf(out, f))>> || (seen & bit) || r.failed())
            return;
        r.fail("missing");
        r.fault.within(f.name);
    });
    return !r.failed();
}

// The most bytes a value can take, in either framing.
template <class T, class Limit> constexpr qsizetype largest(const Limit &limit)
{
    if constexpr (Record<T>) {
        qsizetype sum = 2;
        eachField<T>([&](const auto &f) {
            using Member = std::decay_t<decltype(memberOf(std::declval<T &>(), f))>;
            sum += qsizetype(std::char_traits<char>::length(f.name)) + 4 + largest<Member>(f.limit);
        });
        return sum;
    } else if constexpr (Optional<T>)
        return largest<typename T::value_type>(limit);
    else if constexpr (std::is_same_v<T, QString>)
        return limit.max * 6 + 2; // JSON: every unit an escape
    else if constexpr (std::is_same_v<T, QByteArray>)
        return (limit.max + 2) / 3 * 4 + 2; // JSON: base64
    else if constexpr (requires { limit.each; })
        return 2 + limit.max * (1 + largest<typename T::value_type>(limit.each));
    else
        return 40; // numbers, ids, flags, names of enums
}

} // namespace coterie::wire
