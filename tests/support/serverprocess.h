// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

namespace coterie::test {

// The real coterie-server as a process, on a free port of the loopback.
class ServerProcess final
{
public:
    explicit ServerProcess(const QString &file, const QStringList &more = {}, const QStringList &environment = {})
    {
        m_process.setProgram(program());
        m_process.setArguments(QStringList{QStringLiteral("--file"), file, QStringLiteral("--port"),
                                           QStringLiteral("0"), QStringLiteral("--listen"), QStringLiteral("local")} +
                               more);
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        for (const auto &line : environment)
            variables.insert(line.section(u'=', 0, 0), line.section(u'=', 1));
        m_process.setProcessEnvironment(variables);
        m_process.start();
        static const QRegularExpression listens(QStringLiteral("listens on port (\\d+)"));
        (void)QTest::qWaitFor(
            [this] {
                m_output += m_process.readAllStandardOutput();
                return listens.match(QString::fromUtf8(m_output)).hasMatch() ||
                       m_process.state() == QProcess::NotRunning;
            },
            15000);
        m_port = quint16(listens.match(QString::fromUtf8(m_output)).captured(1).toUInt());
    }
    ~ServerProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(ServerProcess)

    [[nodiscard]] static QString program() { return QStringLiteral(COTERIE_BINARY_DIR "/bin/coterie-server"); }
    [[nodiscard]] quint16 port() const { return m_port; } // 0: it did not start
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] pid_t pid() const { return pid_t(m_process.processId()); }
    void signal(int number) { ::kill(pid(), number); }
    // Its exit code, or −1 when it did not end in time or not by itself.
    [[nodiscard]] int exitCode(int timeoutMs)
    {
        const bool ended = QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, timeoutMs);
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    void killHard()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] QString log()
    {
        m_log += m_process.readAllStandardError();
        return QString::fromUtf8(m_log);
    }

private:
    QProcess m_process;
    QByteArray m_output, m_log;
    quint16 m_port = 0;
};

// Runs it to its end.
struct RunResult {
    int exitCode = -1;
    QString output, errors;
};
inline RunResult runServer(const QStringList &arguments)
{
    QProcess process;
    process.start(ServerProcess::program(), arguments);
    RunResult result;
    if (process.waitForFinished(20000) && process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    process.kill();
    result.output = QString::fromUtf8(process.readAllStandardOutput());
    result.errors = QString::fromUtf8(process.readAllStandardError());
    return result;
}

} // namespace coterie::test
