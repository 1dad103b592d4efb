// SPDX-License-Identifier: MIT
#include "server/net/admission.h"

namespace coterie::server {

Admission::Admission(const Limits &limits)
    : m_limits(limits)
{
}

Admission::Key Admission::keyOf(const QHostAddress &address)
{
    bool mapped = false;
    const quint32 v4 = address.toIPv4Address(&mapped); // also of ::ffff:1.2.3.4
    if (mapped)
        return QByteArray(reinterpret_cast<const char *>(&v4), sizeof v4);
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(&v6), 8);
}

Admission::Answer Admission::ask(const QHostAddress &address) const
{
    if (m_count >= m_limits.connections)
        return Answer::Full;
    if (!address.isLoopback() && countOf(address) >= m_limits.perAddress)
        return Answer::TooManyFromThere;
    return Answer::Welcome;
}

void Admission::enter(const QHostAddress &address)
{
    ++m_count;
    ++m_perAddress[keyOf(address)];
}

void Admission::leave(const QHostAddress &address)
{
    const auto found = m_perAddress.find(keyOf(address));
    if (found == m_perAddress.end())
        return;
    --m_count;
    if (--found.value() == 0)
        m_perAddress.erase(found);
}

} // namespace coterie::server
