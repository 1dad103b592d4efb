// SPDX-License-Identifier: MIT
#pragma once

namespace coterie {

// The patience of a connection, in ms.
struct ConnectionTiming {
    int dialMs = 3000; // per address, doubling up to dialMostMs with each round that found nobody
    int dialMostMs = 12000;
    int staggerMs = 250;  // between two addresses of one round
    int welcomeMs = 5000; // from the handshake to `welcome`
    int pingMs = 5000;    // or a third of what the host asks for, if that is less
    int silenceMs = 12000;
    int wakeGraceMs = 4000;
    int lookMs = 500;      // how often all this is looked at
    int steadyMs = 5000;   // a connection that lived this long begins anew with short waits
    int byeMs = 5000;      // from `bye` to the end of the connection
    int answerMs = 30'000; // a question without an answer is given up
    int againMs = 10'000;  // and what has to succeed some day is asked again
    int mendMs = 60'000;   // after a board was fetched anew because it was another than the host's; then twice as long
};

} // namespace coterie
