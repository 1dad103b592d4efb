// SPDX-License-Identifier: MIT
// The rules of resources/README.md, checked on every icon.
#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTest>

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QRect inkOf(const QImage &image)
{
    QRect ink;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) > 24)
                ink |= QRect(x, y, 1, 1);
        }
    }
    return ink;
}

QImage render(QSvgRenderer &renderer, int side)
{
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter, QRectF(0, 0, side, side));
    return image;
}

} // namespace

class TestResources final : public QObject
{
    Q_OBJECT

private slots:
    void everyIconOfTheFolderIsCompiledIn()
    {
        const QString folder = QStringLiteral(COTERIE_SOURCE_DIR "/resources/icons");
        const QStringList files = QDir(folder).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
        const QStringList compiled = QDir(QStringLiteral(":/icons")).entryList(QDir::Files, QDir::Name);
        QVERIFY(files.size() >= 45);
        QCOMPARE(compiled, files);
    }

    void icon_data()
    {
        QTest::addColumn<QString>("path");
        const QDir icons(QStringLiteral(":/icons"));
        for (const QString &name : icons.entryList(QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name)) << icons.filePath(name);
    }

    void icon()
    {
        QFETCH(QString, path);
        const QByteArray source = read(path);
        QVERIFY(source.contains("viewBox=\"0 0 24 24\""));
        QVERIFY(source.contains("stroke-width=\"1.75\""));
        QVERIFY(source.contains("stroke=\"currentColor\""));
        static const QRegularExpression foreign(
            QStringLiteral("#[0-9a-fA-F]{3,8}|href|url\\(|<text|<image|<style|<script|Gradient"));
        QVERIFY2(!QString::fromUtf8(source).contains(foreign), "only currentColor and plain shapes");

        QSvgRenderer renderer(source);
        QVERIFY(renderer.isValid());
        const QRect ink = inkOf(render(renderer, 240));
        QVERIFY2(!ink.isEmpty(), "nothing is drawn");
        QVERIFY2(QRect(8, 8, 224, 224).contains(ink), "something is drawn too near to the edge");
    }

    void theMarkIsThereAtEverySize()
    {
        QSvgRenderer renderer(read(QStringLiteral(":/app/coterie.svg")));
        QVERIFY(renderer.isValid());
        for (const int side : {16, 22, 24, 32, 48, 64, 128, 256}) {
            const QImage image = render(renderer, side);
            const QRect ink = inkOf(image);
            QVERIFY(ink.width() >= side * 9 / 10);
            QCOMPARE(qAlpha(image.pixel(0, 0)) < 64, true);
        }
    }
};

QTEST_MAIN(TestResources)
#include "tst_resources.moc"
