// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardpast.h"
#include "app/ui/board/boardpaper.h"
#include "app/ui/shell/background.h"
#include "app/ui/shell/sheet.h"

#include <QImage>
#include <QPointer>
#include <QTimer>

class QAbstractButton;
class QLabel;

namespace coterie {
class BoardController;
}

namespace coterie::ui {

class Button;
class TextLabel;

// A question about what has happened on a board: reads it from the host, shows how the board would be, and does what is
// chosen as one step of whoever asks, so that it can be undone. Follows what others do to the board meanwhile, and
// reads it once more before anything is done: what is done is about the board as it is by then. What is asked, and what
// that comes to, is up to those who inherit it.
class PastSheet : public Sheet
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PastSheet)

protected:
    struct Words {
        QString title;
        QString action; // on the button that does it
        bool takesAway = false;
    };
    // past: of this board, not started yet; the sheet takes it as its child.
    PastSheet(const Words &words, BoardController *board, BoardPast *past, const BoardPaper &paper, QWidget *over);

    void addFoot();             // behind the controls: the picture, the words and the buttons
    void begin(QWidget *first); // to read; first gets the focus
    void say(const QString &sentence, bool wrong = false);

    [[nodiscard]] const BoardPast &past() const { return *m_past; }
    [[nodiscard]] QAbstractButton *action() const;

    void ask();                  // something else is asked: what was planned is about nothing any more
    virtual void listPast() = 0; // it is read, again perhaps
    virtual void compute() = 0;  // calls plan() with what is chosen
    [[nodiscard]] int planned() const { return int(m_ops.size()); } // operations
    // What is planned is to be done, as this step; true when it was.
    [[nodiscard]] bool commit(const QString &what);
    virtual void confirm() = 0; // what is planned is of now

    // Plan: has the member `ops`. work: makes it of the events, in another thread, from values only. done: is told in
    // this one, with the picture of the board as it would be shown already.
    template <class Work, class Done> void plan(Work work, Done done)
    {
        if (!m_latest.begin())
            return;
        inBackground(
            this,
            [work = std::move(work), picture = picturing()] {
                auto made = work(picture.events);
                const QImage image = picture.paint(made.ops);
                return std::pair(std::move(made), image);
            },
            [this, done = std::move(done), question = m_question, last = m_last](const auto &outcome) {
                const bool newest = m_latest.end();
                if (question == m_question) { // it may be older than the board, and is shown: so may the next one be
                    show(outcome.second, outcome.first.ops);
                    done(outcome.first);
                    if (isDone(last))
                        return;
                }
                if (!newest)
                    compute();
            });
    }

private:
    // To be read once more before it is done: after what is being read already; now; it is read.
    enum class Last { None, Next, Reading, Read };
    // Values only: it is done in another thread.
    struct Picturing {
        QList<BoardEvent> events;
        int side;
        quint32 ground;
        QHash<QByteArray, QByteArray> stored; // pictures
        [[nodiscard]] QImage paint(const QList<BoardOp> &ops) const;
    };
    [[nodiscard]] Picturing picturing() const;
    void takePast();
    void readOnceMore();
    void sayOnceMore();
    [[nodiscard]] bool isDone(Last planned); // what was planned then was to be done, and has been
    void show(const QImage &picture, const QList<BoardOp> &ops);

    QPointer<BoardController> m_board;
    BoardPast *m_past;
    const QString m_actionText;
    const bool m_takesAway;
    const quint32 m_ground; // of the board's paper
    QLabel *m_picture = nullptr;
    TextLabel *m_words = nullptr;
    Button *m_do = nullptr; // off while nothing is planned
    QList<BoardOp> m_ops;   // planned
    QHash<QByteArray, QByteArray> m_stored;
    Last m_last = Last::None;
    int m_question = 0;
    bool m_read = false;
    QTimer m_soon;
    LatestOnly m_latest;
};

} // namespace coterie::ui
