// SPDX-License-Identifier: MIT
#include "shared/protocol/ids.h"

#include <QSet>
#include <QTest>

using namespace coterie;

class TestIds final : public QObject
{
    Q_OBJECT
private slots:
    void uuidV7HasTheBitsOfRfc9562()
    {
        const QUuid id = uuidV7(0x017F22E279B0, 0xCC3, 0x18C4DC0C0C07398F);
        QCOMPARE(id.toString(QUuid::WithoutBraces), QStringLiteral("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
    }
    void idsOfOneProcessRiseAndAreUnique()
    {
        QByteArray last;
        QSet<QUuid> seen;
        for (int i = 0; i < 20000; ++i) {
            const QUuid id = newUuidV7();
            QVERIFY2(id.toRfc4122().left(8) > last.left(8), "the time and counter part must rise");
            last = id.toRfc4122();
            seen.insert(id);
        }
        QCOMPARE(seen.size(), 20000);
    }
};

QTEST_APPLESS_MAIN(TestIds)
#include "tst_ids.moc"
