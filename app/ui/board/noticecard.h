// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardcard.h"

#include <functional>

namespace coterie::ui {

class Button;
class Linger;
class TextLabel;

// A sentence above the board, for some seconds (Linger), with or without something that can be done about it. Fills a
// card; whoever owns it places the card.
class NoticeCard final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NoticeCard)
public:
    explicit NoticeCard(BoardCard *card, QObject *parent = nullptr);

    // answer: on the button, which hides the card and then does the work; none when empty.
    void show(const QString &sentence, const QString &answer = {}, std::function<void()> work = {});
    void hide();
    void take(const QString &sentence); // away, if it is what stands there

private:
    BoardCard *m_card;
    TextLabel *m_text;
    Button *m_answer;
    Linger *m_linger;
    std::function<void()> m_work;
};

} // namespace coterie::ui
