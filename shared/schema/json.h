// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/error.h"

#include <QByteArray>
#include <QUuid>

#include <array>
#include <optional>
#include <vector>

// JSON (RFC 8259) read straight from the frame, as strictly as the protocol needs: UTF-8 only, no lone surrogates, no
// duplicate names, no trailing bytes. Qt's own parser takes all of these. Values only, any thread.
namespace coterie::wire {

class JsonWriter
{
public:
    explicit JsonWriter(QByteArray &out)
        : m_out(out)
    {
    }
    void beginMap(qsizetype) { open('{'); }
    void endMap() { close('}'); }
    void beginList(qsizetype) { open('['); }
    void endList() { close(']'); }
    void key(int, const char *name);
    void type(int, const char *name);
    void integer(qint64 v);
    void real(double v);
    void boolean(bool v);
    void name(int, const char *name);
    void text(const QString &v);
    void bytes(const QByteArray &v);
    void uuid(const QUuid &v);

private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    void quoted(QByteArrayView utf8);
    QByteArray &m_out;
    bool m_first = true; // of its container, or right after a key: no comma before what comes next
};

class JsonReader
{
public:
    struct Container {
        bool started = false;
    };

    explicit JsonReader(QByteArrayView in)
        : m_in(in)
    {
    }
    // The text at "type", wherever it stands.
    [[nodiscard]] static std::optional<QByteArray> typeOf(QByteArrayView frame);

    bool beginMap(Container &map);
    bool beginList(Container &list);
    bool nextEntry(Container &map);
    bool nextItem(Container &list);
    [[nodiscard]] bool atKey(int, const char *name) const { return m_key == QByteArrayView(name); }
    [[nodiscard]] bool atTypeKey() const { return m_key == "type"; }

    bool integer(qint64 &out);
    bool real(double &out);
    bool boolean(bool &out);
    bool text(QString &out, qsizetype max);
    bool bytes(QByteArray &out, qsizetype max); // base64url without padding (RFC 4648 §5)
    bool uuid(QUuid &out);                      // 36 characters (RFC 9562 §4)
    template <std::size_t N> bool name(int &out, const std::array<const char *, N> &names)
    {
        QByteArray v;
        if (!string(v))
            return false;
        for (out = 0; out < int(N); ++out)
            if (v == names[std::size_t(out)])
                return true;
        return fail("out-of-range");
    }
    bool takeNull() { return literal("null"); }
    bool skipUnknown() { return skip(0); }

    [[nodiscard]] bool atEnd()
    {
        space();
        return m_at == m_in.size();
    }
    [[nodiscard]] bool failed() const { return m_failed; }
    bool fail(const char *code)
    {
        m_failed = true;
        return fault.raise(code);
    }
    Fault fault;

private:
    void space();
    bool next(char c);
    bool take(char c);
    bool literal(QByteArrayView word);
    bool string(QByteArray &utf8); // unescaped
    bool escape(QByteArray &utf8);
    bool hex4(uint &out);
    bool digits();
    bool number(QByteArrayView &out);
    bool skip(int depth);
    bool wrong(); // another value than the one that is wanted, or none at all

    QByteArrayView m_in;
    qsizetype m_at = 0;
    QByteArray m_key;
    bool m_failed = false;
    static constexpr std::size_t maxNames = 128;
    std::vector<std::vector<QByteArray>> m_names; // those of each open object: none may come twice
};

} // namespace coterie::wire
