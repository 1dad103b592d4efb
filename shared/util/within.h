// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

namespace coterie {

// No further from zero than the limit. Not a number is not.
template <class Number> constexpr bool isWithin(Number value, std::type_identity_t<Number> limit)
{
    return value >= -limit && value <= limit;
}

} // namespace coterie
