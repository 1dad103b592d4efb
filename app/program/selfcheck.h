// SPDX-License-Identifier: MIT
#pragma once

namespace coterie {

// Opens everything that is found only at run time: the database driver, pictures, a window, a socket. Says what is
// missing. 0: nothing. Needs a QApplication.
[[nodiscard]] int runSelfCheck();

} // namespace coterie
