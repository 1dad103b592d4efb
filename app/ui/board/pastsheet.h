// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardpast.h"
#include "app/ui/board/boardpaper.h"
#include "app/ui/shell/background.h"
#include "app/ui/shell/sheet.h"

#include <QImage>
#include <QPointer>
#include <QSet>
#include <QTimer>

class QAbstractButton;
class QLabel;

namespace coterie {
class BoardController;
}

namespace coterie::ui {

class Button;
class TextLabel;

// A question about what has happened on a board: reads it from the host, shows how the board would be, or was, and does
// what is chosen as one step of whoever asks, so that it can be undone. Follows what others do to the board meanwhile;
// where it is about the present, it reads once more before anything is done. What is asked, and what that comes to, is
// up to those who inherit it.
class PastSheet : public Sheet
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PastSheet)

protected:
    struct Words {
        QString title;
        QString action; // on the button that does it
        bool takesAway = false;
        QString picture = {}; // what the picture shows, for a screen reader
        QString nothing = {}; // in its place where nothing would be on the board
        // What is done is about the board as it is by then: it is read once more before. Else it is about a moment that
        // stays as it was, and each picture is shown, also those of moments that somebody only passes.
        bool isOfThePresent = true;
    };
    // past: of this board, not started yet; the sheet takes it as its child.
    PastSheet(const Words &words, BoardController *board, BoardPast *past, const BoardPaper &paper, QWidget *over);

    static constexpr int smallPicture = 200; // pixels high
    void addPicture(int height);
    void addFoot(int lines = 1); // behind the controls: words, with room for so many lines, and the buttons
    void begin(QWidget *first); // to read; first gets the focus
    void say(const QString &sentence, bool wrong = false);
    void sayReading();
    void gather(const QSet<QByteArray> &assets); // pictures that are to be shown

    [[nodiscard]] const BoardPast &past() const { return *m_past; }
    [[nodiscard]] QAbstractButton *action() const;

    void ask();                  // something else is asked: what was planned is about nothing any more
    virtual void listPast() = 0; // it is read, again perhaps
    virtual void forgetPast() {} // the board came anew: what is read next may be another log, from its first event on
    virtual void compute() = 0;  // calls plan() with what is chosen
    [[nodiscard]] int planned() const { return int(m_ops.size()); } // operations
    // What is planned is to be done, as this step; true when it was.
    [[nodiscard]] bool commit(const QString &what);
    virtual void confirm() = 0; // what is planned is of now, where it is about the present

    // Values only: it is painted in another thread.
    struct Picturing {
        QList<BoardEvent> events;
        int side;
        quint32 ground;
        QHash<QByteArray, QByteArray> stored; // pictures
        // area: of the board, with some room around it; null: as much as there is on it.
        [[nodiscard]] QImage paint(const BoardDoc &doc, const QRectF &area = {}) const;
        [[nodiscard]] QImage paintWith(const QList<BoardOp> &ops) const; // the present board, when these are done
    };
    // Plan: has the member `ops`. work: makes it of the events, in another thread, from values only. paint: the board
    // as it is to be shown with a plan, likewise. done: is told in this one, with that picture shown already.
    template <class Work, class Paint, class Done> void plan(Work work, Paint paint, Done done)
    {
        if (!m_latest.begin())
            return;
        inBackground(
            this,
            [work = std::move(work), paint = std::move(paint), picture = picturing()] {
                auto made = work(picture.events);
                const QImage image = paint(picture, made); // which may let go of what only it needs
                return std::pair(std::move(made), image);
            },
            [this, done = std::move(done), question = m_question, last = m_last, log = m_log](const auto &outcome) {
                const bool newest = m_latest.end();
                const bool isAsked = question == m_question;
                if (isAsked || (!m_said.isOfThePresent &&
                                log == m_log)) { // it may be older than the board: so may the next one be
                    show(outcome.second);
                    done(outcome.first);
                }
                if (isAsked) {
                    m_ops = outcome.first.ops;
                    if (isDone(last))
                        return;
                }
                if (!newest)
                    compute();
            });
    }
    // The same, shown as the board would be with the plan done.
    template <class Work, class Done> void plan(Work work, Done done)
    {
        plan(
            std::move(work), [](const Picturing &picture, const auto &made) { return picture.paintWith(made.ops); },
            std::move(done));
    }

private:
    // To be read once more before it is done: after what is being read already; now; it is read.
    enum class Last { None, Next, Reading, Read };
    [[nodiscard]] Picturing picturing() const;
    void readAnew();
    void takePast();
    void readOnceMore();
    void sayOnceMore();
    [[nodiscard]] bool isDone(Last planned); // what was planned then was to be done, and has been
    void show(const QImage &picture);
    void setDoable(bool doable);

    QPointer<BoardController> m_board;
    BoardPast *m_past;
    const Words m_said;
    const quint32 m_ground; // of the board's paper
    QLabel *m_picture = nullptr;
    TextLabel *m_words = nullptr;
    Button *m_do = nullptr; // off while nothing is planned
    QList<BoardOp> m_ops;   // planned
    QHash<QByteArray, QByteArray> m_stored; // pictures
    QSet<QByteArray> m_asked;               // for which pictures
    QSet<QByteArray> m_wanted;              // pictures that are to be shown
    QPointer<QWidget> m_first;              // that had the keys
    Last m_last = Last::None;
    int m_question = 0;
    int m_log = 0; // how often the log was another one
    bool m_read = false;
    QTimer m_soon;
    bool m_failed = false; // to read
    bool m_online = true;
    LatestOnly m_latest;
};

} // namespace coterie::ui
