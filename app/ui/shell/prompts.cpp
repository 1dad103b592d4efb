// SPDX-License-Identifier: MIT
#include "app/ui/shell/prompts.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/textlabel.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
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
    if (!m_files.isEmpty()) {
        then(m_files.dequeue());
        return;
    }
    const QFileInfo suggested(suggestion);
    auto *dialog = new QFileDialog(over->window(), title, nearestFolder(suggested.absolutePath()), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite, existing == Existing::Taken);
    dialog->selectFile(suggested.fileName());
    connect(over, &QObject::destroyed, dialog, &QObject::deleteLater); // what it is for is gone
    connect(dialog, &QFileDialog::fileSelected, this, [then](const QString &file) { then(file); });
    dialog->open();
}

void Prompts::askForFiles(QWidget *over, const QString &title, const QString &filter,
                          std::function<void(const QStringList &)> then)
{
    if (!m_files.isEmpty()) {
        then({m_files.dequeue()});
        return;
    }
    auto *dialog = new QFileDialog(over->window(), title, {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(over, &QObject::destroyed, dialog, &QObject::deleteLater);
    connect(dialog, &QFileDialog::filesSelected, this, [then](const QStringList &files) { then(files); });
    dialog->open();
}

} // namespace coterie::ui
