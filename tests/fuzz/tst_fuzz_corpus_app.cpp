// SPDX-License-Identifier: MIT
#include "tests/fuzz/corpuskit.h"
#include "tests/fuzz/synctarget.h"
#include "tests/fuzz/texttarget.h"

using namespace coterie;

// What the fuzzers of session and window kept, with any compiler, in every run.
class TestFuzzCorpusApp final : public QObject
{
    Q_OBJECT
private slots:
    void everyKeptHistory() { QVERIFY(fuzz::replay("sync", 20'000, fuzz::syncFault) > 20); }
    void everyKeptText()
    {
        const auto fault = [](const QByteArray &input) { return fuzz::textFault(input, 1.0); };
        QVERIFY(fuzz::replay("text", 500, fault) > 80);
    }
};

QTEST_MAIN(TestFuzzCorpusApp)
#include "tst_fuzz_corpus_app.moc"
