// SPDX-License-Identifier: MIT
#pragma once

namespace coterie {

// Binary frames carry CBOR with integer keys, text frames JSON with names.
enum class Framing { Cbor, Json };

} // namespace coterie
