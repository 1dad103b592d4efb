// SPDX-License-Identifier: MIT
#include "tests/fuzz/boardtarget.h"
#include "tests/fuzz/corpuskit.h"
#include "tests/fuzz/decodetarget.h"
#include "tests/fuzz/nametarget.h"

using namespace coterie;

// What the fuzzers kept, with any compiler, in every run.
class TestFuzzCorpus final : public QObject
{
    Q_OBJECT
private slots:
    void everyKeptFrameKeepsItsMeaning()
    {
        int accepted = 0;
        const int files = fuzz::replay("decode", 0, [&](const QByteArray &input) {
            QString fault;
            accepted += fuzz::decodeOne(input, &fault) ? 1 : 0;
            return fault;
        });
        QVERIFY(files > 200);
        QVERIFY(accepted > 20);
    }
    void everyKeptName() { QVERIFY(fuzz::replay("name", 20'000, fuzz::nameFault) > 40); }
    void everyKeptBoard() { QVERIFY(fuzz::replay("board", 1'500, fuzz::boardFault) > 20); }
};

QTEST_APPLESS_MAIN(TestFuzzCorpus)
#include "tst_fuzz_corpus.moc"
