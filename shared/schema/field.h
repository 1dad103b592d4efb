// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"
#include "shared/schema/limits.h"

#include <cstddef>

// The one declaration of a message or record, written beside its plain struct:
//
//     struct ChatPost {
//         OpId id; …
//         static consteval auto schema() { return wire::message(20, "chat.post", "Asks for …",
//             wire::field<&ChatPost::id>(1, "id", wire::Exact{}, "…"), …); }
//     };
//
// From it come the CBOR and JSON codecs, the checks with their error paths, the largest frame and the reference page.
namespace coterie::wire {

template <auto Member, class Limit> struct Field {
    int key;          // CBOR map key; never reused within a record. 0 is taken by the message type
    const char *name; // JSON object key; "type" is taken likewise
    Limit limit;
    const char *doc;
};
// No two are of one type, for each has its own member; and a list of bases compiles in a fraction of a tuple's time,
// which every file that knows the protocol pays.
template <class... F> struct FieldList : F... {
    static constexpr std::size_t count = sizeof...(F);
};
template <class... F> struct Schema {
    int id; // 0 for a record that is only part of messages
    const char *name;
    const char *doc;
    FieldList<F...> fields;
};

template <auto Member, class Limit> consteval auto field(int key, const char *name, Limit limit, const char *doc)
{
    return Field<Member, Limit>{key, name, limit, doc};
}
template <class... F> consteval auto message(int id, const char *name, const char *doc, F... fields)
{
    return Schema<F...>{id, name, doc, {fields...}};
}
template <class... F> consteval auto record(const char *name, const char *doc, F... fields)
{
    return Schema<F...>{0, name, doc, {fields...}};
}

template <class T>
concept Record = requires
{
    T::schema();
};
template <class T>
concept Optional = requires(T v)
{
    v.has_value();
    v.emplace();
};
template <class T> inline constexpr bool isId = false;
template <class Tag> inline constexpr bool isId<Id<Tag>> = true;
template <class T> inline constexpr bool isNames = false;
template <std::size_t N> inline constexpr bool isNames<Names<N>> = true;

// The one object per record, so that no code builds it anew on its stack.
template <Record T> inline constexpr auto schemaOf = T::schema();
template <Record T> inline constexpr std::size_t fieldCount = decltype(T::schema().fields)::count;

namespace detail {
template <class... F> constexpr void eachOf(const FieldList<F...> &fields, auto &&visit)
{
    (visit(static_cast<const F &>(fields)), ...);
}
} // namespace detail
template <Record T> constexpr void eachField(auto &&visit)
{
    detail::eachOf(schemaOf<T>.fields, visit);
}
template <auto Member, class L> constexpr auto &memberOf(auto &owner, const Field<Member, L> &)
{
    return owner.*Member;
}

namespace detail {
struct Any {
    template <class T> operator T() const;
};
// How many members an aggregate has: with it a member that the schema forgot does not compile.
template <class T, class... A> consteval std::size_t arity()
{
    if constexpr (requires { T{A{}..., Any{}}; })
        return arity<T, A..., Any>();
    else
        return sizeof...(A);
}
consteval bool sameText(const char *a, const char *b)
{
    while (*a && *a == *b) {
        ++a;
        ++b;
    }
    return *a == *b;
}
} // namespace detail

// No member forgotten, no key or name used twice, none of the reserved ones taken, at most 64 fields.
template <Record T> consteval bool recordIsSound()
{
    constexpr auto count = fieldCount<T>;
    if (count > 64 || detail::arity<T>() != count)
        return false;
    std::array<int, count> keys{};
    std::array<const char *, count> names{};
    std::size_t n = 0;
    eachField<T>([&](const auto &f) {
        keys[n] = f.key;
        names[n] = f.name;
        ++n;
    });
    for (std::size_t i = 0; i < count; ++i) {
        if (keys[i] < 1 || detail::sameText(names[i], "type"))
            return false;
        for (std::size_t j = 0; j < i; ++j)
            if (keys[i] == keys[j] || detail::sameText(names[i], names[j]))
                return false;
    }
    return true;
}

} // namespace coterie::wire
