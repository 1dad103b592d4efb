// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <functional>
#include <memory>

struct Scene {
    QString name;
    std::function<std::unique_ptr<QWidget>()> make;
};

[[nodiscard]] const QList<Scene> &scenes();
