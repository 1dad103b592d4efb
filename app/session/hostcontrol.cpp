// SPDX-License-Identifier: MIT
#include "app/session/hostcontrol.h"
