// SPDX-License-Identifier: MIT
#include "app/session/errortext.h"

#include "shared/board/boarddoc.h"
#include "shared/board/boardop.h"
#include "shared/board/boardtext.h"
#include "shared/board/strokepoints.h"
#include "shared/protocol/closecodes.h"
#include "shared/protocol/errors.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace coterie {

namespace {

struct Sentence {
    const char *code;
    const char *text;
};

constexpr char context[] = "coterie::errors";

// A fault of the frame itself: this program made something the host does not take.
constexpr char ourFault[] = QT_TRANSLATE_NOOP(
    "coterie::errors",
    "The host did not understand this program. Everything else goes on. Please update the older of the two programs.");

constexpr std::array sentences{
    Sentence{"malformed", ourFault},
    Sentence{"trailing-bytes", ourFault},
    Sentence{"unknown-type",
             QT_TRANSLATE_NOOP(
                 "coterie::errors",
                 "The host's program does not know this yet. Everything else works. Ask the host to update it.")},
    Sentence{"forbidden", QT_TRANSLATE_NOOP(
                              "coterie::errors",
                              "You may not do this here. Everything else works. Ask the host for the right to do it.")},
    Sentence{"missing", ourFault},
    Sentence{"wrong-type", ourFault},
    Sentence{"out-of-range",
             QT_TRANSLATE_NOOP("coterie::errors",
                               "A value was outside what the host takes. Nothing was changed. Try a smaller one.")},
    Sentence{
        "too-long",
        QT_TRANSLATE_NOOP("coterie::errors",
                          "This is too long for the host. Your text is still here. Shorten it, or send it in parts.")},
    Sentence{"too-short", QT_TRANSLATE_NOOP("coterie::errors",
                                            "There is nothing in it yet. Nothing was sent. Write something first.")},
    Sentence{"too-many", QT_TRANSLATE_NOOP("coterie::errors",
                                           "This is too much at once. Nothing was changed. Do it in smaller parts.")},
    Sentence{"too-few", QT_TRANSLATE_NOOP("coterie::errors",
                                          "There is nothing in it yet. Nothing was changed. Choose something first.")},
    Sentence{"duplicate-key", ourFault},
    Sentence{"invalid-text",
             QT_TRANSLATE_NOOP(
                 "coterie::errors",
                 "The text holds characters that cannot be sent. It is still here. Remove them and try again.")},
    Sentence{"hello-first", ourFault},
    Sentence{"hello-again", ourFault},
    Sentence{"version",
             QT_TRANSLATE_NOOP("coterie::errors", "Your program and the host's do not speak the same version. What is "
                                                  "on this computer can still be read. Update the older of the two.")},
    Sentence{"bad-name",
             QT_TRANSLATE_NOOP(
                 "coterie::errors",
                 "This name cannot be used. Nothing was changed. Use letters, digits and blanks, at most 64.")},
    Sentence{
        "bad-text",
        QT_TRANSLATE_NOOP(
            "coterie::errors",
            "The text is empty or holds characters that cannot be shown. It is still here. Change it and try again.")},
    Sentence{"bad-token",
             QT_TRANSLATE_NOOP("coterie::errors", "The host does not know this computer any more. What is on this "
                                                  "computer can still be read. Join anew to go on.")},
    Sentence{"not-found",
             QT_TRANSLATE_NOOP("coterie::errors",
                               "This does not exist here any more. Everything else works. Choose another room.")},
    Sentence{
        "not-member",
        QT_TRANSLATE_NOOP("coterie::errors",
                          "You do not belong to this room. Your text is still here. Join the room and send it again.")},
    Sentence{"name-taken",
             QT_TRANSLATE_NOOP(
                 "coterie::errors",
                 "There is a room of this name already. Nothing was made. Choose another name, or join that room.")},
    Sentence{"rate", QT_TRANSLATE_NOOP(
                         "coterie::errors",
                         "That was faster than the host allows. Nothing is lost. It is sent by itself in a moment.")},
    Sentence{"full",
             QT_TRANSLATE_NOOP(
                 "coterie::errors",
                 "The host has reached a limit. What is there goes on working. Try again later, or ask the host.")},
    Sentence{"storage", QT_TRANSLATE_NOOP("coterie::errors", "The host cannot write to its disk. Reading goes on, and "
                                                             "what you send waits here. Tell the host to make room.")},
    Sentence{"busy",
             QT_TRANSLATE_NOOP(
                 "coterie::errors",
                 "The host has too much to do right now. What you send waits here. It is tried again by itself.")},
    Sentence{
        "id-reused",
        QT_TRANSLATE_NOOP(
            "coterie::errors",
            "The host holds something else under this number. Your text is still here. Copy it and send it anew.")},
    Sentence{
        "log-full",
        QT_TRANSLATE_NOOP(
            "coterie::errors",
            "So much has been done on this board that it takes no more changes. It can be looked at, "
            "copied and exported as ever. Duplicate it in the list of boards and go on there, or ask a moderator to.")},
    Sentence{"frozen",
             QT_TRANSLATE_NOOP("coterie::errors", "The board takes no changes at this moment. You can look at it as "
                                                  "before. Ask a moderator of the room to let you draw.")},
    Sentence{"bad-blob",
             QT_TRANSLATE_NOOP("coterie::errors", "The image did not arrive as it was sent. The rest of the board is "
                                                  "there. Put it on the board again.")},
    Sentence{"board", QT_TRANSLATE_NOOP(
                          "coterie::errors",
                          "The board did not take this change. The rest of the board is as it was. Draw it again.")},
};
static_assert(sentences.size() == errorTable.size(), "every code of the protocol has a sentence");

// What this side says itself: see Outbox and BoardController.
constexpr std::array own{
    Sentence{"edited-too-late",
             QT_TRANSLATE_NOOP("coterie::errors", "The host had this message already when you changed it, and shows it "
                                                  "as it was. Send these words as a message of their own, or discard "
                                                  "them.")},
    Sentence{"room-gone", QT_TRANSLATE_NOOP("coterie::errors",
                                            "The host has not got this room any more. What is here of it is kept on "
                                            "this computer; when the room is made again, below the new one.")},
    Sentence{"board-removed",
             QT_TRANSLATE_NOOP("coterie::errors", "The board was removed. What you did on it last is kept, and can be "
                                                  "added to another one.")},
    Sentence{"look-only", QT_TRANSLATE_NOOP("coterie::errors",
                                            "You may only look at this board. You can go on looking and pointing. Ask "
                                            "a moderator of the room to let you draw.")},
    Sentence{"locked", QT_TRANSLATE_NOOP("coterie::errors",
                                         "Somebody has locked this on the board. The rest of the board takes changes "
                                         "as before. Unlock it, or work on a copy.")},
};

struct CloseRow {
    CloseCode code;
    const char *text;
};
constexpr std::array closes{
    CloseRow{CloseCode::Normal,
             QT_TRANSLATE_NOOP("coterie::errors", "The host ended this connection. What is on this computer can still "
                                                  "be read. Connect again when you like.")},
    CloseRow{CloseCode::BadFrame, ourFault},
    CloseRow{CloseCode::BadText, ourFault},
    CloseRow{CloseCode::TooBig,
             QT_TRANSLATE_NOOP("coterie::errors", "The host refused a message as too large. What is on this computer "
                                                  "can still be read. Please report this fault.")},
    CloseRow{
        CloseCode::Forbidden,
        QT_TRANSLATE_NOOP(
            "coterie::errors",
            "The host does not let you in. What is on this computer can still be read. Ask the host to admit you.")},
    CloseRow{CloseCode::MessageTooBig,
             QT_TRANSLATE_NOOP("coterie::errors", "The host refused a message as too large. What is on this computer "
                                                  "can still be read. Please report this fault.")},
    CloseRow{CloseCode::SessionRevoked,
             QT_TRANSLATE_NOOP("coterie::errors", "This computer was logged out from another of your devices. What is "
                                                  "here can still be read. Join again to go on.")},
    CloseRow{
        CloseCode::TokenExpired,
        QT_TRANSLATE_NOOP("coterie::errors",
                          "Your login has run out. What is on this computer can still be read. Join again to go on.")},
    CloseRow{CloseCode::Replaced,
             QT_TRANSLATE_NOOP("coterie::errors", "You connected again from this computer. The other window goes on. "
                                                  "Close this one, or connect here instead.")},
    CloseRow{CloseCode::ProtocolFault, ourFault},
};
consteval bool everyFinalCloseHasWords()
{
    for (const auto &row : closeCodes) {
        bool found = row.comeback != Comeback::Never;
        for (const auto &close : closes)
            found = found || close.code == row.code;
        if (!found)
            return false;
    }
    return true;
}
static_assert(everyFinalCloseHasWords(), "a close code after which nobody comes back by itself lacks a sentence");

} // namespace

QString errorSentence(const QString &code, qint64 retryMs)
{
    for (const Sentence &sentence : own)
        if (code == QLatin1String(sentence.code))
            return QCoreApplication::translate(context, sentence.text);
    for (const Sentence &sentence : sentences)
        if (code == QLatin1String(sentence.code)) {
            const QString text = QCoreApplication::translate(context, sentence.text);
            if (retryMs < 2000)
                return text;
            //: Added to a sentence that says what went wrong. %n: seconds.
            return text + u' ' +
                   QCoreApplication::translate(context, "Next try in %n second(s).", nullptr,
                                               int((retryMs + 999) / 1000));
        }
    return QCoreApplication::translate(
        context, "The host refused this. Everything else works. Its program may be newer than yours.");
}

bool isWorthRetrying(const QString &code)
{
    return std::any_of(errorTable.begin(), errorTable.end(),
                       [&](const ErrorRow &row) { return row.worthRetrying && code == QLatin1String(row.code); });
}

QString closeSentence(int closeCode)
{
    for (const CloseRow &row : closes)
        if (int(row.code) == closeCode)
            return QCoreApplication::translate(context, row.text);
    return {};
}

namespace {

struct FaultWords {
    Q_DECLARE_TR_FUNCTIONS(BoardFault)
};

struct BoardRange {
    const char *field;
    double least, most;
};
constexpr BoardRange boardRanges[] = {
    {"x", -maxBoardCoordinate, maxBoardCoordinate},
    {"y", -maxBoardCoordinate, maxBoardCoordinate},
    {"width", minBoardWidth, maxBoardWidth},
    {"rotation", -36'000, 36'000},
    {"opacity", 0, 1},
    {"fontSize", minBoardFont, maxBoardFont},
};

QString inWords(double number)
{
    return QLocale().toString(number, 'f', QLocale::FloatingPointShortest);
}

// By what it is about: the codes "board" and "out-of-range" are of many things.
QString faultOfField(const QString &field)
{
    for (const BoardRange &range : boardRanges)
        if (field == QLatin1String(range.field))
            return FaultWords::tr("the number must be from %1 to %2").arg(inWords(range.least), inWords(range.most));
    if (field == u"w" || field == u"h")
        return FaultWords::tr("a size is at most %1, and negative only of lines").arg(inWords(maxBoardCoordinate));
    if (field == u"points")
        return FaultWords::tr("points belong to strokes only, which have 1 to %1 of them")
            .arg(inWords(maxStrokePoints));
    if (field == u"asset")
        return FaultWords::tr("it names no picture, or belongs to images only");
    if (field == u"parent")
        return FaultWords::tr("only groups and frames hold others, at most %1 deep, and nothing holds itself")
            .arg(inWords(maxBoardNesting));
    if (field == u"start" || field == u"end")
        return FaultWords::tr("only lines and arrows are bound, and not to themselves");
    if (field == u"text" || field == u"delta")
        return FaultWords::tr("there is no writing in an object of this kind, or not at this place");
    if (field == u"intervals" || field == u"deleted")
        return FaultWords::tr("only of strokes a part can be rubbed out, and only what they have");
    if (field == u"kind" || field == u"act")
        return FaultWords::tr("this is not known here: a newer version may know it");
    return FaultWords::tr("it says something that does not fit an object of this kind");
}

} // namespace

QString boardFault(const BoardRefusal &refusal)
{
    if (refusal.code == u"missing")
        return FaultWords::tr("something that is needed is missing");
    if (refusal.code == u"too-long")
        return FaultWords::tr("a text has at most %1 characters").arg(inWords(maxBoardText));
    if (refusal.code == u"too-many")
        return FaultWords::tr("that is too much at once");
    if (refusal.code == u"too-few" || refusal.code == u"too-short")
        return FaultWords::tr("there is nothing in it");
    if (refusal.code == u"invalid-text")
        return FaultWords::tr("the text has signs in it that no text may have");
    if (refusal.code == errors::idReused)
        return FaultWords::tr("there is another of the same id");
    return faultOfField(refusal.path.contains(u'.') ? refusal.path.section(u'.', -1) : QString());
}

} // namespace coterie
