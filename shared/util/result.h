// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <utility>
#include <variant>

namespace coterie {

// What a function that can fail returns: the value, or why there is none.
template <class Value, class Fault> class [[nodiscard]] Result
{
public:
    Result(Value value) // NOLINT(google-explicit-constructor): return value; return fault;
        : m_either(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Fault fault)
        : m_either(std::in_place_index<1>, std::move(fault))
    {
    }

    [[nodiscard]] bool isOk() const { return m_either.index() == 0; }
    explicit operator bool() const { return isOk(); }
    [[nodiscard]] const Value &value() const
    {
        Q_ASSERT(isOk());
        return *std::get_if<0>(&m_either);
    }
    [[nodiscard]] Value takeValue()
    {
        Q_ASSERT(isOk());
        return std::move(*std::get_if<0>(&m_either));
    }
    [[nodiscard]] const Fault &fault() const
    {
        Q_ASSERT(!isOk());
        return *std::get_if<1>(&m_either);
    }

private:
    std::variant<Value, Fault> m_either;
};

} // namespace coterie
