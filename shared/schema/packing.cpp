// SPDX-License-Identifier: MIT
#include "shared/schema/packing.h"

#include <zstd.h>

namespace coterie::wire {

namespace {

// The fastest level: strokes and chat shrink to the same third with the next ones.
constexpr int level = 1;
constexpr char magic[] = {'\x28', '\xb5', '\x2f', '\xfd'};

} // namespace

bool isPacked(QByteArrayView frame)
{
    return frame.startsWith(QByteArrayView(magic, sizeof magic));
}

Result<QByteArray> unpack(QByteArrayView frame, qsizetype largest)
{
    const auto size = ZSTD_getFrameContentSize(frame.data(), size_t(frame.size()));
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR)
        return Error{QStringLiteral("malformed"), {}};
    if (size > quint64(largest))
        return Error{QStringLiteral("too-long"), {}};
    // One frame and nothing behind it, which ZSTD_decompress would take for more of the message.
    if (ZSTD_findFrameCompressedSize(frame.data(), size_t(frame.size())) != size_t(frame.size()))
        return Error{QStringLiteral("malformed"), {}};
    QByteArray message(qsizetype(size), Qt::Uninitialized);
    const size_t got = ZSTD_decompress(message.data(), size_t(message.size()), frame.data(), size_t(frame.size()));
    if (ZSTD_isError(got) || got != size)
        return Error{QStringLiteral("malformed"), {}};
    return message;
}

Packer::Packer() = default;
Packer::~Packer() = default;

void Packer::Free::operator()(ZSTD_CCtx_s *context) const
{
    ZSTD_freeCCtx(context);
}

QByteArray Packer::pack(const QByteArray &message)
{
    if (message.size() < packFrom)
        return message;
    if (!m_context)
        m_context.reset(ZSTD_createCCtx());
    if (!m_context)
        return message;
    QByteArray packed(qsizetype(ZSTD_compressBound(size_t(message.size()))), Qt::Uninitialized);
    const size_t size = ZSTD_compressCCtx(m_context.get(), packed.data(), size_t(packed.size()), message.constData(),
                                          size_t(message.size()), level);
    if (ZSTD_isError(size) || qsizetype(size) >= message.size())
        return message;
    packed.truncate(qsizetype(size));
    return packed;
}

} // namespace coterie::wire
