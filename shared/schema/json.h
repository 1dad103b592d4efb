// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/wireio.h"

#include <optional>
#include <vector>

// JSON (RFC 8259) read straight from the frame, as strictly as the protocol needs: UTF-8 only, no lone surrogates, no
// duplicate names, no trailing bytes. Qt's own parser takes all of these. Values only, any thread.
namespace coterie::wire {

class JsonWriter final : public Writer
{
public:
    explicit JsonWriter(QByteArray &out)
        : m_out(out)
    {
    }
    void beginMap(qsizetype) override { open('{'); }
    void endMap() override { close('}'); }
    void beginList(qsizetype) override { open('['); }
    void endList() override { close(']'); }
    void key(int, const char *name) override;
    void type(int, const char *name) override;
    void integer(qint64 v) override;
    void real(double v) override;
    void boolean(bool v) override;
    void name(int, const char *name) override;
    void text(const QString &v) override;
    void bytes(const QByteArray &v) override;
    void uuid(const QUuid &v) override;

private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    void quoted(QByteArrayView utf8);
    QByteArray &m_out;
    bool m_first = true; // of its container, or right after a key: no comma before what comes next
};

class JsonReader final : public Reader
{
public:
    explicit JsonReader(QByteArrayView in)
        : m_in(in)
    {
    }
    // The text at "type", wherever it stands.
    [[nodiscard]] static std::optional<QByteArray> typeOf(QByteArrayView frame);

    bool beginMap(Container &map) override;
    bool beginList(Container &list) override;
    bool nextEntry(Container &map) override;
    bool nextItem(Container &list) override;
    [[nodiscard]] bool atKey(int, const char *name) const override { return m_key == QByteArrayView(name); }
    [[nodiscard]] bool atTypeKey() const override { return m_key == "type"; }

    bool integer(qint64 &out) override;
    bool real(double &out) override;
    bool boolean(bool &out) override;
    bool text(QString &out, qsizetype max) override;
    bool bytes(QByteArray &out, qsizetype max) override; // base64url without padding (RFC 4648 §5)
    bool uuid(QUuid &out) override;                      // 36 characters (RFC 9562 §4)
    bool name(int &out, std::span<const char *const> names) override;
    bool takeNull() override { return literal("null"); }
    bool skipUnknown() override { return skip(0); }

    [[nodiscard]] bool atEnd() override
    {
        space();
        return m_at == m_in.size();
    }

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
    static constexpr std::size_t maxNames = 128;
    std::vector<std::vector<QByteArray>> m_names; // those of each open object: none may come twice
};

} // namespace coterie::wire
