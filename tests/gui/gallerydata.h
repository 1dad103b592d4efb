// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/membermodel.h"
#include "app/session/roomlistmodel.h"
#include "app/session/timelinemodel.h"

// People, rooms and a conversation to look at: made up, the same in every run.
namespace gallery {

[[nodiscard]] coterie::UserId user(int number);
[[nodiscard]] QString name(int number);
void fill(coterie::RoomListModel &model);
void fill(coterie::MemberModel &model);
void fill(coterie::TimelineModel &model);
// As many lines as asked for, mixed lengths, for measuring.
[[nodiscard]] QList<coterie::RoomEvent> lines(int count, coterie::Seq first = 1);

} // namespace gallery
