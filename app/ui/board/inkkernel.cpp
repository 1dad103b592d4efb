// SPDX-License-Identifier: MIT
#include "app/ui/board/inkkernel.h"

#include <algorithm>
#include <cmath>
#include <utility>

#if defined(__x86_64__) && defined(__GNUC__)
#define COTERIE_INK_AVX2
#include <immintrin.h>
#endif

namespace coterie::ui {
namespace {

constexpr float leastSlanted = 12; // pixels; the rectangle of a shorter capsule is looked at as a whole

// A long slanted capsule leaves most of its rectangle empty: per row, only the band around it is looked at.
struct Band {
    bool narrow = false;
    float x = 0, y = 0; // of the line, at its first end
    float dx = 0;
    float inverseDy = 0;
    float half = 0; // its width along a row, to both sides

    explicit Band(const Capsule &c)
    {
        const float length = std::sqrt(c.dx * c.dx + c.dy * c.dy);
        narrow = length > leastSlanted && std::abs(c.dy) > 1e-3F;
        if (!narrow)
            return;
        x = c.x;
        y = c.y;
        dx = c.dx;
        inverseDy = 1 / c.dy;
        half = (std::max(c.radius, c.radius + c.growth) + 1) * length * std::abs(inverseDy);
    }
    // Columns in the row whose middle lies at this height.
    [[nodiscard]] std::pair<int, int> at(float centre, const CoverRows &rows) const
    {
        const float middle = x + dx * ((centre - y) * inverseDy);
        // It may be further away than whole numbers go.
        const auto column = [&](float v) { return qint64(std::floor(std::clamp(v, -4e9F, 4e9F))) - rows.left; };
        const auto from = std::clamp<qint64>(column(middle - half) - 1, rows.fromColumn, rows.toColumn + 1);
        const auto to = std::clamp<qint64>(column(middle + half) + 2, rows.fromColumn - 1, rows.toColumn);
        return {int(from), int(to)};
    }
};

} // namespace

void coverCapsuleScalar(const CoverRows &rows, const Capsule &c)
{
    const Band band(c);
    const float edge = c.radius + 0.5F;
    for (int y = rows.fromRow; y <= rows.toRow; ++y) {
        const float centre = float(rows.top + y) + 0.5F;
        const float py = centre - c.y;
        const float along = py * c.dy;
        quint8 *const row = rows.bytes + rows.stride * y;
        const auto [from, to] = band.narrow ? band.at(centre, rows) : std::pair(rows.fromColumn, rows.toColumn);
        for (int i = from; i <= to; ++i) {
            const float px = (float(rows.left + i) + 0.5F) - c.x;
            float t = (px * c.dx + along) * c.inverseLength2;
            t = t > 0 ? t : 0;
            t = t < 1 ? t : 1;
            const float qx = px - t * c.dx;
            const float qy = py - t * c.dy;
            float cover = (edge + t * c.growth) - std::sqrt(qx * qx + qy * qy);
            cover = cover > 0 ? cover : 0;
            cover = cover < 1 ? cover : 1;
            const auto value = quint8(int(cover * 255.0F));
            if (value > row[i])
                row[i] = value;
        }
    }
}

#ifdef COTERIE_INK_AVX2

namespace {

#define COTERIE_AVX2 __attribute__((target("avx2")))
#define COTERIE_AVX2_INLINE __attribute__((target("avx2"), always_inline)) inline

struct WideCapsule {
    __m256 x, dx, dy, inverse, edge, growth;

    COTERIE_AVX2_INLINE explicit WideCapsule(const Capsule &c)
        : x(_mm256_set1_ps(c.x))
        , dx(_mm256_set1_ps(c.dx))
        , dy(_mm256_set1_ps(c.dy))
        , inverse(_mm256_set1_ps(c.inverseLength2))
        , edge(_mm256_set1_ps(c.radius + 0.5F))
        , growth(_mm256_set1_ps(c.growth))
    {
    }
    // From the first end to the middles of eight pixels side by side.
    [[nodiscard]] COTERIE_AVX2_INLINE __m256 across(int column) const
    {
        const __m256i steps = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
        const __m256 columns = _mm256_cvtepi32_ps(_mm256_add_epi32(_mm256_set1_epi32(column), steps));
        return _mm256_sub_ps(_mm256_add_ps(columns, _mm256_set1_ps(0.5F)), x);
    }
    COTERIE_AVX2_INLINE void raise(quint8 *bytes, __m256 px, __m256 py) const
    {
        const __m256 zero = _mm256_setzero_ps();
        const __m256 one = _mm256_set1_ps(1.0F);
        __m256 t = _mm256_mul_ps(_mm256_add_ps(_mm256_mul_ps(px, dx), _mm256_mul_ps(py, dy)), inverse);
        t = _mm256_min_ps(_mm256_max_ps(t, zero), one);
        const __m256 qx = _mm256_sub_ps(px, _mm256_mul_ps(t, dx));
        const __m256 qy = _mm256_sub_ps(py, _mm256_mul_ps(t, dy));
        const __m256 distance = _mm256_sqrt_ps(_mm256_add_ps(_mm256_mul_ps(qx, qx), _mm256_mul_ps(qy, qy)));
        __m256 cover = _mm256_sub_ps(_mm256_add_ps(edge, _mm256_mul_ps(t, growth)), distance);
        cover = _mm256_mul_ps(_mm256_min_ps(_mm256_max_ps(cover, zero), one), _mm256_set1_ps(255.0F));
        const __m256i wide = _mm256_cvttps_epi32(cover);
        const __m128i words = _mm_packus_epi32(_mm256_castsi256_si128(wide), _mm256_extracti128_si256(wide, 1));
        auto *at = reinterpret_cast<__m128i *>(bytes);
        _mm_storel_epi64(at, _mm_max_epu8(_mm_loadl_epi64(at), _mm_packus_epi16(words, words)));
    }
};

COTERIE_AVX2 void coverCapsuleAvx2(const CoverRows &rows, const Capsule &c)
{
    const Band band(c);
    const WideCapsule wide(c);
    const auto height = [&](int y) { return (float(rows.top + y) + 0.5F) - c.y; };
    if (band.narrow) {
        for (int y = rows.fromRow; y <= rows.toRow; ++y) {
            const auto [from, to] = band.at(float(rows.top + y) + 0.5F, rows);
            for (int i = from; i <= to; i += 8)
                wide.raise(rows.bytes + rows.stride * y + i, wide.across(rows.left + i), _mm256_set1_ps(height(y)));
        }
        return;
    }
    for (int i = rows.fromColumn; i <= rows.toColumn; i += 8) {
        const __m256 px = wide.across(rows.left + i);
        for (int y = rows.fromRow; y <= rows.toRow; ++y)
            wide.raise(rows.bytes + rows.stride * y + i, px, _mm256_set1_ps(height(y)));
    }
}

#undef COTERIE_AVX2
#undef COTERIE_AVX2_INLINE

} // namespace

CoverCapsule vectorCoverCapsule()
{
    static const bool usable = __builtin_cpu_supports("avx2");
    return usable ? coverCapsuleAvx2 : nullptr;
}

#else

CoverCapsule vectorCoverCapsule()
{
    return nullptr;
}

#endif

CoverCapsule bestCoverCapsule()
{
    const CoverCapsule fast = vectorCoverCapsule();
    return fast ? fast : coverCapsuleScalar;
}

} // namespace coterie::ui
