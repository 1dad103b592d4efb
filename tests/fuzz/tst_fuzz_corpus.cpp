// SPDX-License-Identifier: MIT
#include "tests/fuzz/decodetarget.h"

#include <QDir>
#include <QTest>

using namespace coterie;

class TestFuzzCorpus final : public QObject
{
    Q_OBJECT
private slots:
    void everyKeptFrameKeepsItsMeaning()
    {
        const QDir folder(QStringLiteral(COTERIE_SOURCE_DIR "/tests/fuzz/corpus/decode"));
        const auto files = folder.entryInfoList(QDir::Files);
        QVERIFY(files.size() > 50);
        int accepted = 0;
        for (const QFileInfo &entry : files) {
            QFile file(entry.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QString fault;
            accepted += fuzz::decodeOne(file.readAll(), &fault) ? 1 : 0;
            QVERIFY2(fault.isEmpty(), qPrintable(entry.fileName() + QStringLiteral(": ") + fault));
        }
        QVERIFY(accepted > 20);
    }
};

QTEST_APPLESS_MAIN(TestFuzzCorpus)
#include "tst_fuzz_corpus.moc"
