// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractSocket>
#include <QString>
#include <QUrl>

namespace coterie {

// Why no session was reached at an address, from the least that is known of it to the most: of several tries the last
// in this order counts. From BadCertificate on nothing is tried again by itself.
enum class DialFault : quint8 {
    Nobody,          // nothing answers
    NoSuchName,      // no computer goes by that name
    Silent,          // somebody takes the call and says nothing
    NotCoterie,      // somebody answers, and is something else
    Full,            // a host that has no place now
    NameRefused,     // a host that does not go by that name
    WantsEncryption, // a host that does not speak in the clear
    NotEncrypted,    // somebody is there, but agreed to no encrypted connection
    BadCertificate,  // KeyVerdict::Invalid
    AnotherKey,      // KeyVerdict::Changed
};

// A try that came to nothing.
struct DialEnd {
    DialFault fault = DialFault::Nobody;
    QUrl url;        // of the invite, or as it was typed
    QString address; // that the name stands for, with the port; empty: nobody took the call
    QString detail;  // for the log
};

// What the socket's end means. QWebSocket tells the answer of a server that refused the handshake in words only.
enum class Heard : quint8 { Nothing, TookTheCall, Spoke };
[[nodiscard]] DialFault dialFault(const QUrl &url, QAbstractSocket::SocketError error, const QString &words,
                                  Heard heard);
// ... when there was no answer, or none that was whole, in time.
[[nodiscard]] DialFault dialFault(Heard heard);
// The status of HTTP that those words tell, or 0.
[[nodiscard]] int refusedWithStatus(const QString &words);

// A sentence for people, or nothing: nobody answers, which each place has its own words for. Nothing either where a key
// is wrong (Session).
[[nodiscard]] QString dialSentence(const DialEnd &end);

} // namespace coterie
