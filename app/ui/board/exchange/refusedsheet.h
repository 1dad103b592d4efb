// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

class QWidget;

namespace coterie::ui {

struct RefusedFile {
    QString name;
    QString why; // a sentence
};

// Which files could not be added, each with the reason: to be read for as long as one likes.
void showRefused(const QList<RefusedFile> &files, QWidget *over);

} // namespace coterie::ui
