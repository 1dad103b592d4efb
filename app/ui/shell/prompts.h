// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QQueue>
#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace coterie::ui {

// A question before something that cannot be taken back. Each answer is a verb; the last is the harmless one, which
// Esc means too.
struct Question {
    QString title;
    QString text;
    QStringList answers;
    int dangerous = 0; // which answer destroys; -1: none
};

// Asks the person at the window, or a test: answers given ahead are used up in order, without a window. The answer
// comes by call, never through a nested event loop.
class Prompts final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Prompts)

public:
    explicit Prompts(QObject *parent = nullptr);

    void ask(QWidget *over, const Question &question, std::function<void(int answer)> then);
    // A file to write to; empty: the person thought better of it.
    // Existing: what is said when the file is there already. A session is continued, a picture replaced, which is asked
    // first; it gets the suggestion's suffix unless it has it.
    enum class Existing { Taken, Confirmed };
    void askForFile(QWidget *over, const QString &title, const QString &suggestion, const QString &filter,
                    std::function<void(const QString &file)> then, Existing existing = Existing::Taken);
    // Files to read, from this folder on; not called when the person thought better of it.
    void askForFiles(QWidget *over, const QString &title, const QString &folder, const QString &filter,
                     std::function<void(const QStringList &files)> then);

    void answerNext(int answer) { m_answers.enqueue(answer); }
    void nameNextFile(const QString &file) { m_files.enqueue(file); }
    [[nodiscard]] const Question &lastAsked() const { return m_lastAsked; }

private:
    void takeFile(QWidget *over, const QString &file, const QString &suffix,
                  const std::function<void(const QString &)> &then);

    QQueue<int> m_answers;
    QQueue<QString> m_files;
    Question m_lastAsked;
};

} // namespace coterie::ui
