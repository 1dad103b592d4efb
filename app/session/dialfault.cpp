// SPDX-License-Identifier: MIT
#include "app/session/dialfault.h"

#include "app/session/invite.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace coterie {

namespace {

struct StatusRow {
    int status;
    DialFault fault;
};
// What is not in here is no host of ours.
constexpr std::array statusRows{
    StatusRow{403, DialFault::NameRefused},
    StatusRow{421, DialFault::NameRefused},
    StatusRow{426, DialFault::WantsEncryption},
    StatusRow{429, DialFault::Full},
    StatusRow{503, DialFault::Full},
    StatusRow{502, DialFault::Nobody}, // a proxy, and nobody behind it
    StatusRow{504, DialFault::Nobody},
};

constexpr char dialContext[] = "coterie::errors";

struct WordsRow {
    DialFault fault;
    const char *text; // %1: address and port as they were given, %2: the name alone, %3: the address it stands for
};
constexpr std::array wordsRows{
    WordsRow{DialFault::NoSuchName,
             QT_TRANSLATE_NOOP("coterie::errors",
                               "No computer called %2 is known here. Check the name, or use the address that the host "
                               "panel of the host shows.")},
    WordsRow{DialFault::Silent,
             QT_TRANSLATE_NOOP("coterie::errors", "A computer takes the call at %1, but says nothing. It may be busy "
                                                  "or asleep. Check the address, or try again in a moment.")},
    WordsRow{DialFault::NotCoterie,
             QT_TRANSLATE_NOOP("coterie::errors",
                               "What answers at %1 is no Coterie session. Check the address and the port, which the "
                               "host panel of the host shows, or ask for an invite link.")},
    WordsRow{DialFault::Full,
             QT_TRANSLATE_NOOP("coterie::errors", "The host at %1 has no place free at this moment. The address is "
                                                  "right. Try again in a minute.")},
    WordsRow{DialFault::NameRefused,
             QT_TRANSLATE_NOOP("coterie::errors",
                               "The host answers, but not to the name %2. Use its address, %3, or let its owner add "
                               "the name: --host-names %2")},
    WordsRow{DialFault::WantsEncryption,
             QT_TRANSLATE_NOOP("coterie::errors", "The host at %1 takes encrypted connections only, so nothing was "
                                                  "sent. Leave out ws://, or ask the host for an invite link.")},
    WordsRow{DialFault::NotEncrypted,
             QT_TRANSLATE_NOOP("coterie::errors", "Whoever answers at %1 does not encrypt, so nothing was sent. Ask "
                                                  "the host for an invite link.")},
};

} // namespace

int refusedWithStatus(const QString &words)
{
    // "Unhandled http status code: 403 (Forbidden).", with the name of a function before it in Qt 6.4.
    static const QRegularExpression form(QStringLiteral("http status code: (\\d{3})\\b"),
                                         QRegularExpression::CaseInsensitiveOption);
    return form.match(words).captured(1).toInt();
}

DialFault dialFault(const QUrl &url, QAbstractSocket::SocketError error, const QString &words, Heard heard)
{
    if (error == QAbstractSocket::SslHandshakeFailedError)
        return DialFault::NotEncrypted;
    if (heard == Heard::Nothing)
        return error == QAbstractSocket::HostNotFoundError ? DialFault::NoSuchName : DialFault::Nobody;
    if (error == QAbstractSocket::RemoteHostClosedError || error == QAbstractSocket::SocketTimeoutError)
        return dialFault(heard);
    const int status = refusedWithStatus(words);
    const auto *const row =
        std::find_if(statusRows.begin(), statusRows.end(), [&](const StatusRow &one) { return one.status == status; });
    if (row == statusRows.end())
        return DialFault::NotCoterie;
    // A host is content with any address of its own: who refuses one is something else.
    if (row->fault == DialFault::NameRefused && !QHostAddress(url.host()).isNull())
        return DialFault::NotCoterie;
    return row->fault;
}

DialFault dialFault(Heard heard)
{
    return heard == Heard::Nothing       ? DialFault::Nobody
           : heard == Heard::TookTheCall ? DialFault::Silent
                                         : DialFault::NotCoterie;
}

QString dialSentence(const DialEnd &end)
{
    for (const WordsRow &row : wordsRows)
        if (row.fault == end.fault)
            return QCoreApplication::translate(dialContext, row.text)
                .replace(QLatin1String("%3"), end.address)
                .replace(QLatin1String("%2"), end.url.host(QUrl::EncodeUnicode))
                .replace(QLatin1String("%1"), shownAuthority(end.url));
    return {};
}

} // namespace coterie
