// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardcommands.h"

#include <QList>
#include <QPointF>
#include <QPointer>
#include <QTimer>

#include <memory>

class QMimeData;

namespace coterie {
class BoardController;
class Settings;
} // namespace coterie

namespace coterie::ui {

class BoardView;
class Prompts;
struct BoardIntake;

// What goes from a board into files, and what of files, dropped or chosen, and of pictures comes onto it. Each time
// something is added is one step. Works with whatever board the view shows at that moment.
class BoardFiles final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardFiles)
public:
    BoardFiles(BoardView *view, const BoardActions &actions, Settings *settings, QObject *parent = nullptr);

    void exportBoard();
    void importFile();
    void insertImage();
    // Files, pictures and boards among what was dropped or is pasted, around that place of the board. False: there are
    // none.
    bool take(const QMimeData &data, const QPointF &middle);

    // Brings onto the board what is dropped, words too: as if it had been copied and were pasted there. False: it is
    // nothing that a board can take.
    using Bring = std::function<bool(const QMimeData &data, const QPointF &middle)>;
    void setBring(Bring bring) { m_bring = std::move(bring); }

    // What is being read for the board that the view shows, once that takes more than a moment.
    struct ReadingHere {
        QString words; // that name it; empty: nothing is
        int files = 0;
        int read = 0; // of these, so far
    };
    [[nodiscard]] ReadingHere readingHere() const;

    bool eventFilter(QObject *watched, QEvent *event) override; // of the view: what is dropped

signals:
    void reading(const QString &sentence); // files, until the same sentence comes with wasRead()
    void wasRead(const QString &sentence);
    void readingChanged(); // what readingHere() says
    void noticed(const QString &sentence);
    void offered(const QString &sentence, const QString &answer, const std::function<void()> &run);

private:
    [[nodiscard]] static QByteArray boardIn(const QMimeData &data);
    [[nodiscard]] QString boardName() const; // empty: nobody has named it
    [[nodiscard]] bool mayAdd();
    [[nodiscard]] bool isStill(const QPointer<BoardController> &board); // the one that is shown; or it says so
    void askForFiles(const QString &title, const QString &filter);
    [[nodiscard]] QString folder() const; // that a question for files begins in
    void takeFiles(const QStringList &files, const QPointF &middle);
    struct Batch; // files that are added together
    void readNext(const std::shared_ptr<Batch> &batch);
    void add(const QList<BoardIntake> &files, const QPointF &middle, const QPointer<BoardController> &board);
    void say(const QList<BoardIntake> &files, int pictures, int objects);

    BoardView *m_view;
    Settings *m_settings;
    Prompts *m_prompts;
    Bring m_bring;
    struct Reading {
        QPointer<BoardController> board; // that it comes to
        QString file;
        friend bool operator==(const Reading &, const Reading &) = default;
    };
    [[nodiscard]] static QString readingWords(const QList<Reading> &files);
    void tellReading();

    QList<Reading> m_reading;
    QString m_toldReading; // the sentence that stands there for it
    QTimer m_readingSoon;  // most is read before anybody wonders
    QList<Reading> m_read; // of what is being read; the others of its batch are not there yet
};

} // namespace coterie::ui
