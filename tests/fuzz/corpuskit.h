// SPDX-License-Identifier: MIT
#pragma once

#include <QDir>
#include <QFile>
#include <QTest>

#include <functional>

namespace coterie::fuzz {

// The kept inputs of a fuzzer, with what they are called: a file each, or a line each of a text file in percent
// encoding.
inline QList<std::pair<QString, QByteArray>> kept(const QString &name)
{
    QList<std::pair<QString, QByteArray>> inputs;
    const QString path = QStringLiteral(COTERIE_SOURCE_DIR "/tests/fuzz/corpus/") + name;
    for (const QFileInfo &entry : QDir(path).entryInfoList(QDir::Files, QDir::Name))
        if (QFile file(entry.filePath()); file.open(QIODevice::ReadOnly))
            inputs.append({entry.fileName(), file.readAll()});
    QFile packed(path + QStringLiteral(".txt"));
    if (packed.open(QIODevice::ReadOnly))
        for (int line = 1; !packed.atEnd(); ++line)
            if (const QByteArray text = packed.readLine().chopped(1); !text.isEmpty())
                inputs.append({QStringLiteral("%1.txt:%2").arg(name).arg(line), QByteArray::fromPercentEncoding(text)});
    return inputs;
}

// Gives every kept input of a fuzzer to its property, and so many mutations of them, each the same in every run.
// Returns how many inputs there were; a fault fails the test.
inline int replay(const char *name, int mutations, const std::function<QString(const QByteArray &)> &faultOf)
{
    const auto inputs = kept(QLatin1String(name));
    for (const auto &[called, input] : inputs)
        if (const QString fault = faultOf(input); !fault.isEmpty()) {
            QTest::qFail(qPrintable(called + QStringLiteral(": ") + fault), __FILE__, __LINE__);
            return 0;
        }
    quint64 dice = 88172645463325252ull;
    const auto roll = [&](qsizetype sides) {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        return qsizetype(dice % quint64(std::max<qsizetype>(1, sides)));
    };
    for (int i = 0; i < mutations && !inputs.isEmpty(); ++i) {
        QByteArray input = inputs.at(roll(inputs.size())).second;
        for (qsizetype n = roll(6) + 1; n > 0 && !input.isEmpty(); --n) {
            const qsizetype at = roll(input.size());
            if (roll(3) == 0)
                input.remove(at, roll(8) + 1);
            else if (roll(3) == 0)
                input.insert(at, inputs.at(roll(inputs.size())).second.mid(roll(40), roll(40)));
            else
                input[at] = char(roll(256));
        }
        if (const QString fault = faultOf(input); !fault.isEmpty()) {
            QTest::qFail(
                qPrintable(QStringLiteral("mutation %1: %2\n%3").arg(i).arg(fault, QString::fromLatin1(input.toHex()))),
                __FILE__, __LINE__);
            return 0;
        }
    }
    return int(inputs.size());
}

} // namespace coterie::fuzz
