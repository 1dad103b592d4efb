// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>

namespace coterie::server {

// What the store says to whoever hosts, in the language of the program that it runs in: English in the server by
// itself, which loads no translations.
struct StoreWords {
    Q_DECLARE_TR_FUNCTIONS(Store)
};

} // namespace coterie::server
