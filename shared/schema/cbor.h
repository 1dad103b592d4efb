// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/wireio.h"

#include <optional>
#include <vector>

// The part of CBOR (RFC 8949) that the protocol uses: definite lengths, unsigned integer map keys, no tags.
// Values only, any thread. Nothing is allocated before its length was checked against what is left of the frame.
namespace coterie::wire {

class CborWriter final : public Writer
{
public:
    explicit CborWriter(QByteArray &out)
        : m_out(out)
    {
    }
    void beginMap(qsizetype entries) override { head(5, quint64(entries)); }
    void endMap() override {}
    void beginList(qsizetype items) override { head(4, quint64(items)); }
    void endList() override {}
    void key(int key, const char *) override { head(0, quint64(key)); }
    void type(int id, const char *) override
    {
        head(0, 0);
        head(0, quint64(id));
    }
    void integer(qint64 v) override { v < 0 ? head(1, quint64(-(v + 1))) : head(0, quint64(v)); }
    void real(double v) override;
    void boolean(bool v) override { m_out.append(char(v ? 0xf5 : 0xf4)); }
    void name(int index, const char *) override { head(0, quint64(index)); }
    void text(const QString &v) override;
    void bytes(const QByteArray &v) override
    {
        head(2, quint64(v.size()));
        m_out.append(v);
    }
    void uuid(const QUuid &v) override;

private:
    void head(uchar major, quint64 argument);
    QByteArray &m_out;
};

class CborReader final : public Reader
{
public:
    explicit CborReader(QByteArrayView in)
        : m_in(in)
    {
    }
    // The type of a message: the integer at key 0, wherever it stands.
    [[nodiscard]] static std::optional<qint64> typeOf(QByteArrayView frame);

    bool beginMap(Container &map) override { return open(5, map); }
    bool beginList(Container &list) override { return open(4, list); }
    bool nextEntry(Container &map) override;
    bool nextItem(Container &list) override;
    [[nodiscard]] bool atKey(int key, const char *) const override { return m_key == key; }
    [[nodiscard]] bool atTypeKey() const override { return m_key == 0; }

    bool integer(qint64 &out) override;
    bool real(double &out) override;
    bool boolean(bool &out) override;
    bool text(QString &out, qsizetype max) override;
    bool bytes(QByteArray &out, qsizetype max) override;
    bool uuid(QUuid &out) override;
    bool name(int &out, std::span<const char *const> names) override;
    bool takeNull() override; // or an undefined
    bool skipUnknown() override;

    [[nodiscard]] bool atEnd() override { return m_at == m_in.size(); }
    [[nodiscard]] Mark mark() const override { return {m_at, m_unknown.size()}; }
    [[nodiscard]] bool passOver(const Mark &mark) override;

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
    static constexpr std::size_t maxUnknown = 64;
    std::vector<std::vector<qint64>> m_unknown; // keys skipped in each open map: none may come twice
};

} // namespace coterie::wire
