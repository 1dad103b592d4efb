// SPDX-License-Identifier: MIT
#include "app/ui/board/blendkernel.h"

#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define COTERIE_BLEND_AVX2
#include <immintrin.h>
#endif

namespace coterie::ui {

void blendRowScalar(quint32 *out, const quint8 *cover, int width, quint32 argb)
{
    const int alpha = int(argb >> 24);
    const int red = int(argb >> 16 & 0xff);
    const int green = int(argb >> 8 & 0xff);
    const int blue = int(argb & 0xff);
    for (int x = 0; x < width; ++x) {
        if (!(x & 7)) {
            quint64 eight = 0;
            std::memcpy(&eight, cover + x, sizeof eight);
            if (!eight) {
                x += 7;
                continue;
            }
        }
        if (!cover[x])
            continue;
        const int a = (cover[x] * alpha + 127) / 255;
        if (a == 255) {
            out[x] = argb;
            continue;
        }
        const quint32 under = out[x];
        const int rest = 255 - a;
        const auto channel = [&](int ink, int shift) {
            return quint32(scaled255(ink, a) + scaled255(int(under >> shift & 0xff), rest)) << shift;
        };
        out[x] = channel(255, 24) | channel(red, 16) | channel(green, 8) | channel(blue, 0);
    }
}

#ifdef COTERIE_BLEND_AVX2

namespace {

// scaled255() of sixteen numbers at once: all of it fits 16 bits.
__attribute__((target("avx2"))) inline __m256i scaledEach(__m256i a, __m256i b)
{
    const __m256i t = _mm256_add_epi16(_mm256_mullo_epi16(a, b), _mm256_set1_epi16(0x80));
    return _mm256_srli_epi16(_mm256_add_epi16(t, _mm256_srli_epi16(t, 8)), 8);
}

// Of each channel as much ink as its share, 0 to 255, the rest of what is under it.
__attribute__((target("avx2"))) inline __m256i laid(__m256i ink, __m256i share, __m256i under)
{
    const __m256i rest = _mm256_sub_epi16(_mm256_set1_epi16(255), share);
    return _mm256_add_epi16(scaledEach(ink, share), scaledEach(under, rest));
}

__attribute__((target("avx2"))) void blendRowAvx2(quint32 *out, const quint8 *cover, int width, quint32 argb)
{
    const __m256i zero = _mm256_setzero_si256();
    const __m256i even = _mm256_set1_epi32(int(argb));
    const __m256i ink = _mm256_unpacklo_epi8(_mm256_set1_epi32(int(argb | 0xff000000)), zero);
    const __m128i alpha = _mm_set1_epi16(short(argb >> 24));
    const __m256i places = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    const bool opaque = argb >> 24 == 255;
    for (int x = 0; x < width; x += 8) {
        quint64 eight = 0;
        std::memcpy(&eight, cover + x, sizeof eight);
        if (!eight)
            continue;
        auto *at = reinterpret_cast<int *>(out + x);
        const bool whole = x + 8 <= width;
        if (whole && opaque && eight == ~quint64(0)) {
            _mm256_storeu_si256(reinterpret_cast<__m256i *>(at), even);
            continue;
        }
        // (cover * alpha + 127) / 255: the product with 0x8081 / 2^23 is the same for every number of 16 bits.
        __m128i a = _mm_cvtepu8_epi16(_mm_cvtsi64_si128(qint64(eight)));
        a = _mm_add_epi16(_mm_mullo_epi16(a, alpha), _mm_set1_epi16(127));
        a = _mm_srli_epi16(_mm_mulhi_epu16(a, _mm_set1_epi16(short(0x8081))), 7);
        // Each four times, as the channels of its pixel lie.
        __m256i wide = _mm256_cvtepu16_epi32(a);
        wide = _mm256_or_si256(wide, _mm256_slli_epi32(wide, 16));
        const __m256i lower = _mm256_unpacklo_epi32(wide, wide);
        const __m256i upper = _mm256_unpackhi_epi32(wide, wide);
        const __m256i here = _mm256_cmpgt_epi32(_mm256_set1_epi32(width - x), places);
        const __m256i under =
            whole ? _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at)) : _mm256_maskload_epi32(at, here);
        const __m256i all = _mm256_packus_epi16(laid(ink, lower, _mm256_unpacklo_epi8(under, zero)),
                                                laid(ink, upper, _mm256_unpackhi_epi8(under, zero)));
        if (whole)
            _mm256_storeu_si256(reinterpret_cast<__m256i *>(at), all);
        else
            _mm256_maskstore_epi32(at, here, all);
    }
}

} // namespace

BlendRow vectorBlendRow()
{
    static const bool usable = __builtin_cpu_supports("avx2");
    return usable ? blendRowAvx2 : nullptr;
}

#else

BlendRow vectorBlendRow()
{
    return nullptr;
}

#endif

BlendRow bestBlendRow()
{
    static const BlendRow best = vectorBlendRow() ? vectorBlendRow() : blendRowScalar;
    return best;
}

} // namespace coterie::ui
