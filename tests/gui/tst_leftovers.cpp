// SPDX-License-Identifier: MIT
#include "app/ui/shell/emptystate.h"
#include "app/ui/timeline/composer.h"

#include <QApplication>
#include <QBackingStore>
#include <QTest>

using namespace coterie::ui;

namespace {

void settle()
{
    for (int i = 0; i < 5; ++i) {
        QApplication::sendPostedEvents();
        QApplication::processEvents();
    }
}

// What the window shows by now, painted bit by bit as its parts asked for it.
QImage shownIn(const QWidget &window)
{
    const auto *image = dynamic_cast<QImage *>(window.backingStore()->paintDevice());
    return image ? image->copy(window.rect()).convertToFormat(QImage::Format_RGB32) : QImage();
}

// The same, painted as a whole.
QImage paintedAnew(QWidget &window)
{
    return window.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

} // namespace

// A206: nothing of what was shown before stays in the window when a part of it changes.
class TestLeftovers final : public QObject
{
    Q_OBJECT
private slots:
    void A206_thePictureOfAnEmptyPlaceGoesWithItsWords()
    {
        EmptyState state(u"pen");
        state.resize(400, 500);
        state.setWords(QStringLiteral("Nothing here yet"), QStringLiteral("Draw."));
        state.show();
        QVERIFY(QTest::qWaitForWindowExposed(&state));
        settle();
        const QImage before = shownIn(state);
        QVERIFY(!before.isNull());
        QCOMPARE(before, paintedAnew(state));
        state.setWords(QStringLiteral("Nothing here yet"), QStringLiteral("word ").repeated(80));
        settle();
        QVERIFY(shownIn(state) != before);
        QCOMPARE(shownIn(state), paintedAnew(state));
    }
    void A206_aComposerThatCannotBeWrittenInAnyMoreSaysOnlyWhy()
    {
        QWidget window;
        Composer composer(&window);
        window.resize(600, 100);
        composer.setGeometry(window.rect());
        composer.setRoomName(QStringLiteral("general"));
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        composer.clearFocus();
        settle();
        QCOMPARE(shownIn(window), paintedAnew(window));
        const QImage before = shownIn(window);
        composer.setReadOnly(true, QStringLiteral("You cannot write here"));
        composer.clearFocus();
        settle();
        QVERIFY(shownIn(window) != before);
        QCOMPARE(shownIn(window), paintedAnew(window));
    }
};

QTEST_MAIN(TestLeftovers)
#include "tst_leftovers.moc"
