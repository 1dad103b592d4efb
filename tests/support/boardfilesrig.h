// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardassets.h"
#include "app/session/settings.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/exchange/exportsheet.h"
#include "app/ui/shell/prompts.h"
#include "tests/support/boardsrig.h"
#include "tests/support/labels.h"

#include <QAbstractButton>
#include <QBuffer>
#include <QDropEvent>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QMimeData>

#include <memory>

namespace coterie::test {

// A board in a window, with a folder for the files that are dropped on it and written from it.
struct Shown {
    BoardsRig session;
    Settings settings{session.folder.filePath(QStringLiteral("coterie.ini"))};
    BoardAssets assets{session.room, session.requests, session.store};
    BoardRig rig;
    std::unique_ptr<ui::BoardPage> page;

    Shown()
    {
        rig.controller.setAssets(&assets);
        open();
    }
    void open()
    {
        page = std::make_unique<ui::BoardPage>(&settings);
        page->view()->setBackgroundPainting(false);
        page->resize(900, 640);
        page->setController(&rig.controller);
        page->show();
        page->activateWindow();
        page->setFocus();
        if (!QTest::qWaitForWindowActive(page.get()))
            qFatal("no window");
    }
    [[nodiscard]] QString file(const QString &name) const { return session.folder.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile out(file(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write");
        return out.fileName();
    }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    [[nodiscard]] ui::Prompts &prompts() const { return *page->findChild<ui::Prompts *>(); }
    void trigger(ui::BoardCommand command) const { page->actions()[command]->trigger(); }
    [[nodiscard]] ui::ExportSheet *sheet() const { return page->window()->findChild<ui::ExportSheet *>(); }
    static QAbstractButton *button(const QWidget *in, const QString &name)
    {
        for (auto *candidate : in->findChildren<QAbstractButton *>())
            if (candidate->text() == name || candidate->accessibleName() == name)
                return candidate;
        return nullptr;
    }
    [[nodiscard]] bool says(const QString &text) const { return test::says(*page->window(), text); }
    void drop(QMimeData &data, const QPoint &at) const
    {
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(page->view(), &enter);
        if (!enter.isAccepted())
            return;
        QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(page->view(), &event);
    }
    void dropFiles(const QStringList &files, const QPoint &at = {450, 320}) const
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &name : files)
            urls.append(QUrl::fromLocalFile(name));
        data.setUrls(urls);
        drop(data, at);
    }
    [[nodiscard]] QList<BoardObject> objects() const { return rig.controller.doc().objects(); }
};

inline QImage photo(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(x * 255 / width, y * 255 / height, (x ^ y) & 255));
    return image;
}

inline QByteArray jpegOf(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", 90);
    return bytes;
}

} // namespace coterie::test
