// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

// What a program still says when it is ended by a signal, by a sanitizer, or because what it does takes more processor
// time than it can need: the line that plays a seed again (K21). For one thing at a time, in the main thread.
namespace coterie::test {

class LastWords
{
public:
    // `seconds`: of processor time, from now on.
    LastWords(const QByteArray &words, int seconds);
    ~LastWords();
    LastWords(const LastWords &) = delete;
    LastWords &operator=(const LastWords &) = delete;
};

} // namespace coterie::test
