# SPDX-License-Identifier: MIT
# Binary packages: one .deb for the headless server, one for the desktop application.
