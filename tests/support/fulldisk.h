// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

namespace coterie::test {

// As long as it lives, no file of this process takes another byte. Reading goes on. Only where the system can do that
// (isReal()); what a test prints meanwhile is lost when it goes to a file.
class FullDisk final
{
public:
    FullDisk()
    {
#ifdef Q_OS_UNIX
        std::signal(SIGXFSZ, SIG_IGN); // the write fails instead
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 0;
        m_real = setrlimit(RLIMIT_FSIZE, &none) == 0;
#endif
    }
    ~FullDisk()
    {
#ifdef Q_OS_UNIX
        setrlimit(RLIMIT_FSIZE, &m_before);
#endif
    }
    Q_DISABLE_COPY_MOVE(FullDisk)
    [[nodiscard]] bool isReal() const
    {
        return m_real;
    }

private:
#ifdef Q_OS_UNIX
    rlimit m_before{};
#endif
    bool m_real = false;
};

} // namespace coterie::test
