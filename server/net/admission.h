// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QHostAddress>

namespace coterie::server {

// Who is in, counted in all and per address, so that one machine cannot take every seat. Counts only; no socket, no
// clock. This machine's own addresses are not counted one by one: they are its user's other programs.
class Admission final
{
public:
    struct Limits {
        int connections = 10'000;
        int perAddress = 256;
    };
    enum class Answer { Welcome, Full, TooManyFromThere };

    // The part of an address that one subscriber holds: IPv4 whole, IPv6 its first 64 bits.
    using Key = QByteArray;
    [[nodiscard]] static Key keyOf(const QHostAddress &address);

    explicit Admission(const Limits &limits);

    [[nodiscard]] Answer ask(const QHostAddress &address) const;
    void enter(const QHostAddress &address);
    void leave(const QHostAddress &address);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] int countOf(const QHostAddress &address) const { return m_perAddress.value(keyOf(address)); }
    [[nodiscard]] qsizetype addresses() const { return m_perAddress.size(); }

private:
    Limits m_limits;
    QHash<Key, int> m_perAddress;
    int m_count = 0;
};

} // namespace coterie::server
