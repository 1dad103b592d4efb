// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardcard.h"

#include <QTimer>

namespace coterie::ui {

class Button;
class TextLabel;

// A sentence above the board, for some seconds, with or without something that can be done about it. Fills a card;
// whoever owns it places the card.
class NoticeCard final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NoticeCard)
public:
    explicit NoticeCard(BoardCard *card, QObject *parent = nullptr);

    void show(const QString &sentence, const QString &answer = {}); // answer: on the button; none when empty
    void hide();
    [[nodiscard]] bool hasAnswer() const;

signals:
    void answered();

private:
    BoardCard *m_card;
    TextLabel *m_text;
    Button *m_answer;
    QTimer m_end;
};

} // namespace coterie::ui
