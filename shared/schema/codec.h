// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/describe.h"
#include "shared/schema/field.h"
#include "shared/schema/wireio.h"

#include <QList>

// Reading and writing of records by their declaration, the same code for both framings. A reader stops at the first
// fault; its path leads to the field. An absent optional takes no room; an unknown key is skipped (additive evolution).
//
// A declaration becomes a table, one row for each field, and the loops over tables are written once (codec.cpp). What
// is instantiated is one reader and one writer for each type of value, not for each message and framing: that took a
// minute to compile.
namespace coterie::wire {

// One field of a record whose type is forgotten.
struct FieldCodec {
    int key;
    const char *name;
    const char *doc;
    bool optional;
    qsizetype largest; // the most bytes its value can take, in either framing
    const void *limit;
    const void *(*member)(const void *record);
    bool (*present)(const void *member);
    void (*write)(Writer &w, const void *member, const void *limit);
    bool (*read)(Reader &r, void *member, const void *limit);
    void (*clear)(void *member); // an optional one
    void (*describe)(PageWriter &page, const void *limit);
};
struct RecordCodec {
    int id;
    const char *name;
    const char *doc;
    std::span<const FieldCodec> fields;
    bool growing = false; // of a newer one an optional field that does not fit is taken for absent (P32)
};

template <class T, class Limit> constexpr qsizetype largestValue(const Limit &limit);
constexpr qsizetype largestRecord(std::span<const FieldCodec> fields)
{
    qsizetype sum = 2;
    for (const FieldCodec &f : fields)
        sum += qsizetype(std::char_traits<char>::length(f.name)) + 4 + f.largest;
    return sum;
}
// The most bytes a message can take, its type among them.
constexpr qsizetype largestMessage(const RecordCodec &codec)
{
    return largestRecord(codec.fields) + 40;
}

// typed: a message, which tells its type before its fields.
void writeRecord(Writer &w, const RecordCodec &codec, const void *record, bool typed);
bool readRecord(Reader &r, const RecordCodec &codec, void *record, bool typed);

template <Record T> void writeRecord(Writer &w, const T &record);
template <Record T> bool readRecord(Reader &r, T &out);

// The checks of what was read, with the codes of errors.h.
bool readInteger(Reader &r, qint64 &out, const Range &limit);
bool readReal(Reader &r, double &out, const Real &limit);
bool readText(Reader &r, QString &out, const Length &limit);
bool readBytes(Reader &r, QByteArray &out, const Length &limit);
bool readOpenName(Reader &r, int &out);

// An item of a list that may come from a later version, and what stands in its place when it cannot be read (P32).
template <class T>
concept Growing = requires
{
    T::notUnderstood();
};
// A record of which each kind is an optional field: later versions have more of them (P32).
template <class T>
concept Growable = requires
{
    T::growsByFields;
};

template <class T, class Limit> void writeValue(Writer &w, const T &v, const Limit &limit)
{
    if constexpr (Record<T>)
        writeRecord(w, v);
    else if constexpr (Optional<T>)
        writeValue(w, *v, limit);
    else if constexpr (isId<T>)
        w.uuid(v.value);
    else if constexpr (isNames<Limit>)
        w.name(int(v), std::size_t(v) < limit.names.size() ? limit.names[std::size_t(v)] : "unknown");
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

template <class T, class Limit> bool readValue(Reader &r, T &out, const Limit &limit)
{
    if constexpr (Record<T>) {
        return readRecord(r, out);
    } else if constexpr (Optional<T>) {
        return readValue(r, out.emplace(), limit);
    } else if constexpr (isId<T>) {
        return r.uuid(out.value);
    } else if constexpr (isNames<Limit>) {
        int v = 0;
        if (limit.open && r.fromNewer ? !readOpenName(r, v) : !r.name(v, limit.names))
            return false;
        out = static_cast<T>(v);
        return true;
    } else if constexpr (std::is_same_v<T, bool>) {
        return r.boolean(out);
    } else if constexpr (std::is_floating_point_v<T>) {
        double v = 0;
        const bool good = readReal(r, v, limit);
        out = static_cast<T>(v);
        return good;
    } else if constexpr (std::is_integral_v<T>) {
        qint64 v = 0;
        const bool good = readInteger(r, v, limit);
        out = static_cast<T>(v);
        return good;
    } else if constexpr (std::is_same_v<T, QString>) {
        return readText(r, out, limit);
    } else if constexpr (std::is_same_v<T, QByteArray>) {
        return readBytes(r, out, limit);
    } else {
        Reader::Container list;
        if (!r.beginList(list))
            return false;
        while (r.nextItem(list)) {
            if (out.size() >= limit.max)
                return r.fail("too-many");
            const Reader::Mark mark = r.mark();
            if (readValue(r, out.emplaceBack(), limit.each))
                continue;
            if constexpr (Growing<typename T::value_type>)
                if (r.fromNewer && r.passOver(mark)) {
                    out.last() = T::value_type::notUnderstood();
                    continue;
                }
            r.fault.within(out.size() - 1);
            return false;
        }
        return !r.failed() && (out.size() >= limit.min || r.fail("too-few"));
    }
}

template <class T, class Limit> void describeValue(PageWriter &page, const Limit &limit);

// Shared by all fields of one type under one kind of limit.
template <class T, class Limit> struct ValueCodec {
    static bool present(const void *v)
    {
        if constexpr (Optional<T>)
            return static_cast<const T *>(v)->has_value();
        else
            return true;
    }
    static void write(Writer &w, const void *v, const void *limit)
    {
        writeValue(w, *static_cast<const T *>(v), *static_cast<const Limit *>(limit));
    }
    static bool read(Reader &r, void *v, const void *limit)
    {
        return readValue(r, *static_cast<T *>(v), *static_cast<const Limit *>(limit));
    }
    static void clear(void *v)
    {
        if constexpr (Optional<T>)
            static_cast<T *>(v)->reset();
    }
    static void describe(PageWriter &page, const void *limit)
    {
        describeValue<T>(page, *static_cast<const Limit *>(limit));
    }
};

namespace detail {
template <Record T, auto Member, class Limit> constexpr FieldCodec fieldCodec(const Field<Member, Limit> &f)
{
    using Value = std::decay_t<decltype(std::declval<T &>().*Member)>;
    using Codec = ValueCodec<Value, Limit>;
    return {f.key,
            f.name,
            f.doc,
            Optional<Value>,
            largestValue<Value>(f.limit),
            &f.limit,
            [](const void *record) -> const void * { return &(static_cast<const T *>(record)->*Member); },
            Codec::present,
            Codec::write,
            Codec::read,
            Codec::clear,
            Codec::describe};
}
template <Record T, class... F> constexpr auto fieldCodecs(const FieldList<F...> &fields)
{
    static_assert(recordIsSound<T>(), "a member is missing from schema(), or a key or name is used twice or reserved");
    return std::array<FieldCodec, sizeof...(F)>{fieldCodec<T>(static_cast<const F &>(fields))...};
}
template <Record T> inline constexpr auto fieldsOf = fieldCodecs<T>(schemaOf<T>.fields);
} // namespace detail

template <Record T>
inline constexpr RecordCodec codecOf{schemaOf<T>.id, schemaOf<T>.name, schemaOf<T>.doc, detail::fieldsOf<T>, Growable<T>};

template <Record T> void writeRecord(Writer &w, const T &record)
{
    writeRecord(w, codecOf<T>, &record, false);
}
template <Record T> bool readRecord(Reader &r, T &out)
{
    return readRecord(r, codecOf<T>, &out, false);
}

template <class T, class Limit> constexpr qsizetype largestValue(const Limit &limit)
{
    if constexpr (Record<T>)
        return largestRecord(detail::fieldsOf<T>);
    else if constexpr (Optional<T>)
        return largestValue<typename T::value_type>(limit);
    else if constexpr (std::is_same_v<T, QString>)
        return limit.max * 6 + 2; // JSON: every unit an escape
    else if constexpr (std::is_same_v<T, QByteArray>)
        return (limit.max + 2) / 3 * 4 + 2; // JSON: base64
    else if constexpr (requires { limit.each; })
        return 2 + limit.max * (1 + largestValue<typename T::value_type>(limit.each));
    else
        return 40; // numbers, ids, flags, names of enums
}

template <class T, class Limit> void describeValue(PageWriter &page, const Limit &limit)
{
    if constexpr (Record<T>)
        page.record(codecOf<T>);
    else if constexpr (Optional<T>)
        describeValue<typename T::value_type>(page, limit);
    else if constexpr (isId<T>)
        page.word("id");
    else if constexpr (isNames<Limit>)
        page.choice(limit.names);
    else if constexpr (std::is_same_v<T, bool>)
        page.word("flag");
    else if constexpr (std::is_floating_point_v<T>)
        page.span("number ", limit.min, limit.max);
    else if constexpr (std::is_integral_v<T>)
        page.span("integer ", limit.min, limit.max);
    else if constexpr (std::is_same_v<T, QString>)
        page.span("text, ", qint64(limit.min), qint64(limit.max), " UTF-16 units");
    else if constexpr (std::is_same_v<T, QByteArray>)
        page.span("bytes, ", qint64(limit.min), qint64(limit.max));
    else {
        page.span("list of ", qint64(limit.min), qint64(limit.max), " × ");
        describeValue<typename T::value_type>(page, limit.each);
    }
}

} // namespace coterie::wire
