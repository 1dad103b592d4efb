// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardreplica.h"

#include <cmath>

// Seeded makings of boards for tests and benchmarks. The same seed gives the same board on every machine.
namespace coterie::test {

// SplitMix64.
class Dice final
{
public:
    explicit Dice(quint64 seed)
        : m_state(seed)
    {
    }

    quint64 next()
    {
        quint64 z = (m_state += 0x9E3779B97F4A7C15ull);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
    int between(int low, int high) { return low + int(next() % quint64(high - low + 1)); }
    double unit() { return double(next() >> 11) * (1.0 / 9007199254740992.0); }
    double between(double low, double high) { return low + (high - low) * unit(); }
    bool chance(double p) { return unit() < p; }
    template <class IdType> IdType id() { return IdType{uuidV7(qint64(next() >> 20), next(), next())}; }

private:
    quint64 m_state;
};

enum class Hand { Writing, Curve, Line };

// What a pen makes: a wandering line of count samples with pressure that rises and falls.
inline StrokePoints scribble(Dice &dice, Hand hand, int count, bool pressure = true)
{
    StrokePoints points;
    double angle = dice.between(0.0, 6.283);
    double bend = 0;
    double force = dice.between(0.3, 0.7);
    double x = 0;
    double y = 0;
    const double step = hand == Hand::Writing ? dice.between(1.2, 2.6)
                        : hand == Hand::Curve ? dice.between(3.0, 6.0)
                                              : dice.between(8.0, 16.0);
    for (int i = 0; i < count; ++i) {
        const auto quanta = [](double v) { return qint16(std::lround(std::clamp(v * 16, -32767.0, 32767.0))); };
        points.at.push_back({quanta(x), quanta(y)});
        const double ramp = std::min(1.0, std::min(i + 1, count - i) / 6.0);
        force = std::clamp(force + dice.between(-0.04, 0.04), 0.15, 0.95);
        if (pressure)
            points.pressure.push_back(quint8(std::lround(255 * force * ramp)));
        if (hand == Hand::Writing)
            bend = bend * 0.85 + dice.between(-0.28, 0.28);
        else if (hand == Hand::Curve)
            bend = bend * 0.95 + dice.between(-0.02, 0.02);
        angle += hand == Hand::Line ? dice.between(-0.02, 0.02) : bend;
        const double length = step * dice.between(0.7, 1.3);
        x += std::cos(angle) * length + (hand == Hand::Writing ? 0.25 : 0);
        y += std::sin(angle) * length;
    }
    return points;
}

inline BoardOp randomStroke(Dice &dice, ObjectId id, double width, double height)
{
    static constexpr quint32 inks[] = {0xff1e1e1e, 0xffe03131, 0xff2f9e44, 0xff1971c2, 0xfff08c00, 0xff9c36b5};
    const double kind = dice.unit();
    const Hand hand = kind < 0.75 ? Hand::Writing : kind < 0.96 ? Hand::Curve : Hand::Line;
    const StrokePoints points = scribble(dice, hand, dice.between(50, 100));
    return BoardOp::createStroke(id, dice.between(0.0, width), dice.between(0.0, height), points.packed(),
                                 inks[dice.between(0, 5)],
                                 hand == Hand::Writing ? dice.between(1.8, 3.2) : dice.between(2.5, 6.0));
}

// A short straight stroke where only its existence matters.
inline BoardOp dash(ObjectId id, double x = 0, double y = 0)
{
    StrokePoints points;
    points.at = {{0, 0}, {160, 0}};
    return BoardOp::createStroke(id, x, y, points.packed(), 0xff000000, 2);
}

} // namespace coterie::test
