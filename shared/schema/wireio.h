// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/error.h"

#include <QByteArray>
#include <QUuid>

#include <span>

// What a framing must be able to read and write. The codec (codec.h) knows frames by these two only, so that its code
// exists once and not once for each framing. Values only, any thread.
namespace coterie::wire {

class Reader
{
public:
    // An open map or list: what is left of it where the frame tells that beforehand, else whether it has begun.
    struct Container {
        quint64 left = 0;
        bool started = false;
    };

    virtual bool beginMap(Container &map) = 0;
    virtual bool beginList(Container &list) = 0;
    // Steps to the next entry; false at the end, and on a fault, which failed() then tells.
    virtual bool nextEntry(Container &map) = 0;
    virtual bool nextItem(Container &list) = 0;
    // Which key the entry has; a field has a number and a name, and each framing looks at one of them.
    [[nodiscard]] virtual bool atKey(int key, const char *name) const = 0;
    [[nodiscard]] virtual bool atTypeKey() const = 0;

    // Each reads one value, or fails with a code and returns false.
    virtual bool integer(qint64 &out) = 0;
    virtual bool real(double &out) = 0;
    virtual bool boolean(bool &out) = 0;
    virtual bool text(QString &out, qsizetype max) = 0;
    virtual bool bytes(QByteArray &out, qsizetype max) = 0;
    virtual bool uuid(QUuid &out) = 0;
    virtual bool name(int &out, std::span<const char *const> names) = 0;
    virtual bool takeNull() = 0; // consumes a null, if one is next
    virtual bool skipUnknown() = 0;
    [[nodiscard]] virtual bool atEnd() = 0; // of the frame

    // What was written by a later version may hold what does not fit the declarations here (P32). Only CBOR can.
    bool fromNewer = false;
    struct Mark {
        qsizetype at = 0;
        std::size_t depth = 0;
    };
    // Before a value; and behind that value again, as if it had been no fault. False where it is not even CBOR.
    [[nodiscard]] virtual Mark mark() const { return {}; }
    [[nodiscard]] virtual bool passOver(const Mark & /*mark*/) { return false; }

    [[nodiscard]] bool failed() const { return m_failed; }
    bool fail(const char *code)
    {
        m_failed = true;
        return fault.raise(code);
    }
    Fault fault;

protected:
    ~Reader() = default; // nobody owns one by this type
    bool m_failed = false;
};

class Writer
{
public:
    virtual void beginMap(qsizetype entries) = 0;
    virtual void endMap() = 0;
    virtual void beginList(qsizetype items) = 0;
    virtual void endList() = 0;
    virtual void key(int key, const char *name) = 0;
    virtual void type(int id, const char *name) = 0; // key and value
    virtual void integer(qint64 v) = 0;
    virtual void real(double v) = 0;
    virtual void boolean(bool v) = 0;
    virtual void text(const QString &v) = 0;
    virtual void bytes(const QByteArray &v) = 0;
    virtual void uuid(const QUuid &v) = 0;
    virtual void name(int index, const char *spelled) = 0;

protected:
    ~Writer() = default;
};

} // namespace coterie::wire
