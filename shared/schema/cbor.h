// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/error.h"

#include <QByteArray>
#include <QUuid>

#include <array>
#include <optional>
#include <vector>

// The part of CBOR (RFC 8949) that the protocol uses: definite lengths, unsigned integer map keys, no tags.
// Values only, any thread. Nothing is allocated before its length was checked against what is left of the frame.
namespace coterie::wire {

class CborWriter
{
public:
    explicit CborWriter(QByteArray &out)
        : m_out(out)
    {
    }
    void beginMap(qsizetype entries) { head(5, quint64(entries)); }
    void endMap() {}
    void beginList(qsizetype items) { head(4, quint64(items)); }
    void endList() {}
    void key(int key, const char *) { head(0, quint64(key)); }
    void type(int id, const char *)
    {
        head(0, 0);
        head(0, quint64(id));
    }
    void integer(qint64 v) { v < 0 ? head(1, quint64(-(v + 1))) : head(0, quint64(v)); }
    void real(double v);
    void boolean(bool v) { m_out.append(char(v ? 0xf5 : 0xf4)); }
    void name(int index, const char *) { head(0, quint64(index)); }
    void text(const QString &v);
    void bytes(const QByteArray &v)
    {
        head(2, quint64(v.size()));
        m_out.append(v);
    }
    void uuid(const QUuid &v);

private:
    void head(uchar major, quint64 argument);
    QByteArray &m_out;
};

class CborReader
{
public:
    struct Container {
        quint64 left = 0;
    };

    explicit CborReader(QByteArrayView in)
        : m_in(in)
    {
    }
    // The type of a message: the integer at key 0, wherever it stands.
    [[nodiscard]] static std::optional<qint64> typeOf(QByteArrayView frame);

    bool beginMap(Container &map) { return open(5, map); }
    bool beginList(Container &list) { return open(4, list); }
    // Steps to the next entry; false at the end, and on a fault, which failed() then tells.
    bool nextEntry(Container &map);
    bool nextItem(Container &list);
    [[nodiscard]] bool atKey(int key, const char *) const { return m_key == key; }
    [[nodiscard]] bool atTypeKey() const { return m_key == 0; }

    bool integer(qint64 &out);
    bool real(double &out);
    bool boolean(bool &out);
    bool text(QString &out, qsizetype max);
    bool bytes(QByteArray &out, qsizetype max);
    bool uuid(QUuid &out);
    template <std::size_t N> bool name(int &out, const std::array<const char *, N> &)
    {
        qint64 v = 0;
        if (!integer(v))
            return false;
        out = int(v);
        return (v >= 0 && v < qint64(N)) || fail("out-of-range");
    }
    bool takeNull(); // consumes a null or undefined, if one is next
    bool skipUnknown();

    [[nodiscard]] bool atEnd() const { return m_at == m_in.size(); }
    [[nodiscard]] bool failed() const { return m_failed; }
    bool fail(const char *code)
    {
        m_failed = true;
        return fault.raise(code);
    }
    Fault fault;

private:
    struct Head {
        uchar major = 0, info = 0;
        quint64 argument = 0;
    };
    bool head(Head &out);
    bool open(uchar major, Container &container);
    bool raw(uchar major, QByteArrayView &out, qsizetype maxBytes);
    bool skip(int depth);

    QByteArrayView m_in;
    qsizetype m_at = 0;
    qint64 m_key = -1;
    bool m_failed = false;
    static constexpr std::size_t maxUnknown = 64;
    std::vector<std::vector<qint64>> m_unknown; // keys skipped in each open map: none may come twice
};

} // namespace coterie::wire
