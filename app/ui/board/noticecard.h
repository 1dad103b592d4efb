// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardcard.h"

#include <QFont>
#include <QList>

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

    // The sizes that the card may have, in ever shorter lines; and takes one of them.
    [[nodiscard]] QList<QSize> forms(int widest);
    void setForm(int form);
    // answer: on the button, which hides the card and then does the work; none when empty.
    void show(const QString &sentence, const QString &answer = {}, std::function<void()> work = {});
    void keep(const QString &sentence); // no time takes it away: what is said meanwhile gives the place back to it
    void hide();                        // what is said for a time
    void clear();                       // all of it: it was about something else
    void take(const QString &sentence); // away, if it is what stands there or is kept

signals:
    void cameBack(); // what is kept; it has other sizes

private:
    void say(const QString &sentence, const QString &answer, std::function<void()> work);
    // How wide its words are, and whether the answer stands below them.
    struct Form {
        int words;
        bool below;
    };
    void lay(const Form &form);

    QList<Form> m_forms;
    QList<QSize> m_sizes; // of these words in this room; empty: not looked for yet
    int m_widest = 0;
    QFont m_font;
    BoardCard *m_card;
    TextLabel *m_text;
    Button *m_answer;
    Linger *m_linger;
    std::function<void()> m_work;
    QString m_kept;
};

} // namespace coterie::ui
