// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/error.h"

#include <QByteArray>

#include <memory>

struct ZSTD_CCtx_s;

// Whole messages as one zstd frame (RFC 8878), for pages of history and pieces of boards. A frame that begins with
// zstd's magic number is packed: no CBOR message, which is a map, begins with that byte.
namespace coterie::wire {

// Smaller messages are not worth the time.
inline constexpr qsizetype packFrom = 1024;

[[nodiscard]] bool isPacked(QByteArrayView frame);

// The message that was packed. Its size must be in the frame's header and at most `largest` bytes: no frame, however
// made, costs more memory than that. Errors: "too-long", "malformed". Any thread.
[[nodiscard]] Result<QByteArray> unpack(QByteArrayView frame, qsizetype largest);

// Owns the memory that packing needs, about 1 MiB from the first use on. One thread each.
class Packer final
{
public:
    Packer();
    ~Packer();
    Q_DISABLE_COPY_MOVE(Packer)

    // The message as it is when it is small, or does not get smaller.
    [[nodiscard]] QByteArray pack(const QByteArray &message);

private:
    struct Free {
        void operator()(ZSTD_CCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, Free> m_context;
};

} // namespace coterie::wire
