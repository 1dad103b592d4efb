// SPDX-License-Identifier: MIT
#include "app/ui/board/inkkernel.h"

#include <cmath>

#if defined(__x86_64__) && defined(__GNUC__)
#define COTERIE_INK_AVX2
#include <immintrin.h>
#endif

namespace coterie::ui {

void coverRowScalar(quint8 *row, int from, int to, int first, float y, const Capsule &c)
{
    const float edge = c.radius + 0.5F;
    const float py = y - c.y;
    const float along = py * c.dy;
    for (int i = from; i <= to; ++i) {
        const float px = (float(first + i) + 0.5F) - c.x;
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

#ifdef COTERIE_INK_AVX2

namespace {

__attribute__((target("avx2"))) void coverRowAvx2(quint8 *row, int from, int to, int first, float y, const Capsule &c)
{
    const __m256 dx = _mm256_set1_ps(c.dx);
    const __m256 dy = _mm256_set1_ps(c.dy);
    const __m256 ax = _mm256_set1_ps(c.x);
    const __m256 py = _mm256_set1_ps(y - c.y);
    const __m256 along = _mm256_mul_ps(py, dy);
    const __m256 inverse = _mm256_set1_ps(c.inverseLength2);
    const __m256 edge = _mm256_set1_ps(c.radius + 0.5F);
    const __m256 growth = _mm256_set1_ps(c.growth);
    const __m256 zero = _mm256_setzero_ps();
    const __m256 half = _mm256_set1_ps(0.5F);
    const __m256 one = _mm256_set1_ps(1.0F);
    const __m256 full = _mm256_set1_ps(255.0F);
    const __m256i steps = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    for (int i = from; i <= to; i += 8) {
        const __m256 column = _mm256_cvtepi32_ps(_mm256_add_epi32(_mm256_set1_epi32(first + i), steps));
        const __m256 px = _mm256_sub_ps(_mm256_add_ps(column, half), ax);
        __m256 t = _mm256_mul_ps(_mm256_add_ps(_mm256_mul_ps(px, dx), along), inverse);
        t = _mm256_min_ps(_mm256_max_ps(t, zero), one);
        const __m256 qx = _mm256_sub_ps(px, _mm256_mul_ps(t, dx));
        const __m256 qy = _mm256_sub_ps(py, _mm256_mul_ps(t, dy));
        const __m256 distance = _mm256_sqrt_ps(_mm256_add_ps(_mm256_mul_ps(qx, qx), _mm256_mul_ps(qy, qy)));
        __m256 cover = _mm256_sub_ps(_mm256_add_ps(edge, _mm256_mul_ps(t, growth)), distance);
        cover = _mm256_mul_ps(_mm256_min_ps(_mm256_max_ps(cover, zero), one), full);
        const __m256i wide = _mm256_cvttps_epi32(cover);
        const __m128i words = _mm_packus_epi32(_mm256_castsi256_si128(wide), _mm256_extracti128_si256(wide, 1));
        const __m128i bytes = _mm_packus_epi16(words, words);
        auto *at = reinterpret_cast<__m128i *>(row + i);
        _mm_storel_epi64(at, _mm_max_epu8(_mm_loadl_epi64(at), bytes));
    }
}

} // namespace

CoverRow vectorCoverRow()
{
    static const bool usable = __builtin_cpu_supports("avx2");
    return usable ? coverRowAvx2 : nullptr;
}

#else

CoverRow vectorCoverRow()
{
    return nullptr;
}

#endif

CoverRow bestCoverRow()
{
    const CoverRow fast = vectorCoverRow();
    return fast ? fast : coverRowScalar;
}

} // namespace coterie::ui
