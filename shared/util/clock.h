// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QtGlobal>

// Time and chance come in through these, so that a test or a simulation can decide both.
namespace coterie {

class Clock
{
public:
    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)
    [[nodiscard]] virtual qint64 wallMs() const = 0;      // since 1970, UTC; may jump
    [[nodiscard]] virtual qint64 monotonicMs() const = 0; // never goes back; for every time-out
};

class Random
{
public:
    Random() = default;
    virtual ~Random() = default;
    Q_DISABLE_COPY_MOVE(Random)
    virtual quint64 next() = 0;
    [[nodiscard]] QByteArray bytes(qsizetype count);
};

// This machine's clock and its cryptographic random source.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] qint64 wallMs() const override;
    [[nodiscard]] qint64 monotonicMs() const override;
};

class SystemRandom final : public Random
{
public:
    quint64 next() override;
};

} // namespace coterie
