// SPDX-License-Identifier: MIT
#include "app/ui/shell/prompts.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/textlabel.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPointer>
#include <QVBoxLayout>

#include <memory>

namespace coterie::ui {

namespace {

// The folder, or what there is of the way to it: one that is only made when something is written is not there yet, and
// a dialog would begin wherever the program was started.
QString nearestFolder(const QString &path)
{
    QString folder = path;
    while (!QFileInfo(folder).isDir()) {
        const QString above = QFileInfo(folder).path();
        if (above == folder)
            return QDir::homePath();
        folder = above;
    }
    return folder;
}

} // namespace

Prompts::Prompts(QObject *parent)
    : QObject(parent)
{
}

void Prompts::ask(QWidget *over, const Question &question, std::function<void(int)> then)
{
    m_lastAsked = question;
    if (!m_answers.isEmpty()) {
        then(m_answers.dequeue());
        return;
    }
    auto *sheet = new Sheet(question.title, over);
    auto *text = new TextLabel(question.text, Type::Body, TextLabel::Tone::Muted, sheet);
    text->setWordWrap(true);
    sheet->column()->addWidget(text);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->setContentsMargins(0, space::s, 0, 0);
    row->addStretch();
    const int harmless = int(question.answers.size()) - 1;
    auto answered = std::make_shared<bool>(false);
    QWidget *first = sheet;
    for (int i = harmless; i >= 0; --i) {
        const auto kind = i == question.dangerous ? Button::Kind::Danger
                          : i == harmless         ? Button::Kind::Secondary
                                                  : Button::Kind::Primary;
        auto *button = new Button(question.answers.at(i), kind, sheet);
        connect(button, &QPushButton::clicked, sheet, [=] {
            *answered = true;
            sheet->dismiss();
            then(i);
        });
        row->addWidget(button);
        if (i == harmless)
            first = button;
    }
    sheet->column()->addLayout(row);
    connect(sheet, &Sheet::dismissed, this, [=] {
        if (!*answered)
            then(harmless);
    });
    sheet->open(first);
}

void Prompts::askForFile(QWidget *over, const QString &title, const QString &suggestion, const QString &filter,
                         std::function<void(const QString &)> then, Existing existing)
{
    const QFileInfo suggested(suggestion);
    if (existing == Existing::Confirmed)
        then = [this, over = QPointer(over), suffix = suggested.suffix(), then = std::move(then)](const QString &file) {
            if (over)
                takeFile(over, file, suffix, then);
        };
    if (!m_files.isEmpty()) {
        then(m_files.dequeue());
        return;
    }
    auto *dialog = new QFileDialog(over->window(), title, nearestFolder(suggested.absolutePath()), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite, existing == Existing::Taken);
    if (existing == Existing::Confirmed)
        dialog->setDefaultSuffix(suggested.suffix());
    dialog->selectFile(suggested.fileName());
    connect(over, &QObject::destroyed, dialog, &QObject::deleteLater); // what it is for is gone
    connect(dialog, &QFileDialog::fileSelected, this, [then](const QString &file) { then(file); });
    dialog->open();
}

// The dialog has asked about the file it names. One that gets its suffix only here is another: a name with a point in
// it has one for the dialog, and some systems' dialogs add none.
void Prompts::takeFile(QWidget *over, const QString &file, const QString &suffix,
                       const std::function<void(const QString &)> &then)
{
    const QString ending = u'.' + suffix;
    if (file.isEmpty() || suffix.isEmpty() || file.endsWith(ending, Qt::CaseInsensitive))
        return then(file);
    const QString whole = file + ending;
    const QFileInfo info(whole);
    if (!info.exists())
        return then(whole);
    Question question;
    question.title = tr("Replace %1?", "%1 is the name of a file").arg(isolated(info.fileName()));
    question.text = tr("A file of this name is there already. What is in it now would be lost.");
    question.answers = {tr("Replace", "button: a file"), tr("Keep it", "button: not to replace a file")};
    ask(over, question, [whole, then](int answer) {
        if (answer == 0)
            then(whole);
    });
}

void Prompts::askForFiles(QWidget *over, const QString &title, const QString &folder, const QString &filter,
                          std::function<void(const QStringList &)> then)
{
    if (!m_files.isEmpty()) {
        then({m_files.dequeue()});
        return;
    }
    auto *dialog = new QFileDialog(over->window(), title, nearestFolder(folder), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(over, &QObject::destroyed, dialog, &QObject::deleteLater);
    connect(dialog, &QFileDialog::filesSelected, this, [then](const QStringList &files) { then(files); });
    dialog->open();
}

} // namespace coterie::ui
