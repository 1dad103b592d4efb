// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <array>

// What a field may hold. Every text, blob, list and number on the wire names one of these; there is no default.
namespace coterie::wire {

struct Length {
    qsizetype min, max;
}; // UTF-16 units of a text, bytes of a blob
struct Range {
    qint64 min, max;
}; // an integer, inclusive
struct Real {
    double min, max;
}; // a finite number, inclusive
struct Exact {
}; // the type is the limit: bool, an id, a record
template <class Each> struct Items {
    qsizetype min, max;
    Each each;
};
// An enum 0, 1, 2, …: its number in CBOR, its name in JSON. An open one may have grown on the other side: where that is
// taken for possible (Reader::fromNewer), a number up to mostOpenName without a name here is kept as it is.
inline constexpr int mostOpenName = 253;
template <std::size_t N> struct Names {
    std::array<const char *, N> names;
    bool open = false;
};
template <class... T> consteval auto names(T... name)
{
    return Names<sizeof...(T)>{{name...}};
}
template <class... T> consteval auto openNames(T... name)
{
    return Names<sizeof...(T)>{{name...}, true};
}

} // namespace coterie::wire
