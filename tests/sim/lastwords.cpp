// SPDX-License-Identifier: MIT
#include "tests/sim/lastwords.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>

#ifdef Q_OS_UNIX
#include <sys/time.h>
#include <unistd.h>
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#endif

namespace coterie::test {

#ifdef Q_OS_UNIX

namespace {

// What a handler of signals may use: nothing that allocates.
std::array<char, 512> theWords{};
std::array<char, 65536> theStack{}; // for who has used up their own
constexpr std::array signalsOfTheEnd{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTERM, SIGINT, SIGPROF};
std::array<struct sigaction, signalsOfTheEnd.size()> before{};

void say(const char *text)
{
    (void)!write(STDERR_FILENO, text, std::strlen(text));
}

void sayWords()
{
    if (theWords[0] == '\0')
        return;
    say("\n");
    say(theWords.data());
    say(": it did not come to its end\n");
    theWords[0] = '\0';
}

void takeBack()
{
    for (std::size_t i = 0; i < before.size(); ++i)
        (void)sigaction(signalsOfTheEnd[i], &before[i], nullptr);
}

// The signal does then what it would have done without us.
void onSignal(int number)
{
    sayWords();
    takeBack();
    (void)raise(number == SIGPROF ? SIGABRT : number);
}

void startClock(int seconds)
{
    itimerval timer{};
    timer.it_value.tv_sec = seconds;
    (void)setitimer(ITIMER_PROF, &timer, nullptr);
}

void useOwnStack()
{
    stack_t stack{};
    if (sigaltstack(nullptr, &stack) == 0 && (stack.ss_flags & SS_DISABLE) != 0) {
        stack = {};
        stack.ss_sp = theStack.data();
        stack.ss_size = theStack.size();
        (void)sigaltstack(&stack, nullptr);
    }
}

} // namespace

LastWords::LastWords(const QByteArray &words, int seconds)
{
    const auto length = std::min(std::size_t(words.size()), theWords.size() - 1);
    std::memcpy(theWords.data(), words.constData(), length);
    theWords[length] = '\0';
    useOwnStack();
    struct sigaction action {
    };
    action.sa_handler = onSignal;
    action.sa_flags = SA_ONSTACK | SA_RESTART;
    for (std::size_t i = 0; i < before.size(); ++i)
        (void)sigaction(signalsOfTheEnd[i], &action, &before[i]);
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_set_death_callback(sayWords);
#endif
    startClock(seconds);
}

LastWords::~LastWords()
{
    startClock(0);
    takeBack();
    theWords[0] = '\0';
}

#else

LastWords::LastWords(const QByteArray &, int) {}
LastWords::~LastWords() = default;

#endif

} // namespace coterie::test

#ifdef __SANITIZE_ADDRESS__
// The sanitizer of undefined behaviour has a runtime of its own, and ends the program with its first report.
extern "C" void __ubsan_on_report(); // NOLINT(bugprone-reserved-identifier)
extern "C" void __ubsan_on_report()  // NOLINT(bugprone-reserved-identifier)
{
    coterie::test::sayWords();
}
#endif
