// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <variant>

namespace coterie::wire {

// Why a frame is no message: { "too-long", "events[1].chat.body" }. The codes are those of shared/protocol/errors.h.
struct Error {
    QString code;
    QString path;
    friend bool operator==(const Error &, const Error &) = default;
};
template <class T> using Result = std::variant<T, Error>;

// What a reader carries while it unwinds: the first code wins, each level puts its name before the path.
class Fault
{
public:
    bool raise(const char *code)
    {
        if (!m_code)
            m_code = code;
        return false;
    }
    void within(const char *name) { prepend(QString::fromLatin1(name)); }
    void within(qsizetype index) { prepend(QString(u'[' + QString::number(index) + u']')); }
    [[nodiscard]] Error error() const { return {QString::fromLatin1(m_code ? m_code : "malformed"), m_path}; }

private:
    void prepend(const QString &head)
    {
        const bool joined = m_path.isEmpty() || m_path.startsWith(u'[');
        m_path = joined ? QString(head + m_path) : QString(head + u'.' + m_path);
    }
    const char *m_code = nullptr;
    QString m_path;
};

} // namespace coterie::wire
