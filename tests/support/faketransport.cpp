// SPDX-License-Identifier: MIT
#include "tests/support/faketransport.h"

namespace coterie::test {

FakeTransport::FakeTransport() = default;
FakeTransport::~FakeTransport() = default;

void FakeTransport::send(PeerId peer, const ServerMessage &message, server::Delivery)
{
    inbox[peer].append(message);
}

void FakeTransport::publish(GroupId group, const ServerMessage &message, server::Delivery)
{
    for (const PeerId peer : groups.value(group))
        inbox[peer].append(message);
}

void FakeTransport::publishEvent(GroupId group, Seq, const ServerMessage &message)
{
    publish(group, message, server::Delivery::Logged);
}

void FakeTransport::publishNewest(GroupId group, Seq stamp, const ServerMessage &message)
{
    for (const PeerId peer : groups.value(group))
        if (!full.contains(peer))
            inbox[peer].append(message);
        else if (!missed.contains(peer))
            missed.insert(peer, stamp);
}

void FakeTransport::continueFrom(PeerId peer, GroupId group, Seq next)
{
    continued.append({peer, group, next});
}

bool FakeTransport::isBehind(PeerId peer)
{
    return behind.contains(peer);
}

void FakeTransport::subscribe(GroupId group, PeerId peer)
{
    groups[group].insert(peer);
}

void FakeTransport::unsubscribe(GroupId group, PeerId peer)
{
    groups[group].remove(peer);
}

void FakeTransport::close(PeerId peer, CloseCode code, const QString &)
{
    closed.insert(peer, code);
}

std::span<const ServerMessage> FakeTransport::received(PeerId peer) const
{
    const auto at = inbox.constFind(peer);
    return at == inbox.constEnd() ? std::span<const ServerMessage>()
                                  : std::span(at->constData(), std::size_t(at->size()));
}

void FakeTransport::forget()
{
    inbox.clear();
}

} // namespace coterie::test
