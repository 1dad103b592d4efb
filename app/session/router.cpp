// SPDX-License-Identifier: MIT
#include "app/session/router.h"
