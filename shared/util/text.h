// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

// What people may call themselves and their rooms, and what a message may hold. Pure functions, any thread.
namespace coterie {

// Normal form C, outer white space removed, inner runs made one blank. Nothing for a name that is empty, longer than 64
// units, or holds control, direction, private or unassigned characters, or more than 8 marks on one letter. A zero
// width non-joiner may stand between two letters. Idempotent.
[[nodiscard]] std::optional<QString> normalizedName(const QString &name);

// Two names with the same key look alike to the uniqueness rules: NFKC, case folded, without non-joiners.
[[nodiscard]] QString nameKey(const QString &name);

// Whether a text may be stored as a message: some visible character, no control characters but line feed and tab.
// User text itself is never trimmed or changed (I-09).
[[nodiscard]] bool isPostable(const QString &body);

// Whether a text fits on one line of the window: as above, but it may be empty and has no line feed or tab.
[[nodiscard]] bool isOneLine(const QString &text);

} // namespace coterie
