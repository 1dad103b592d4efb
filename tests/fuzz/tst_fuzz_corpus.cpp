// SPDX-License-Identifier: MIT
#include "tests/fuzz/boardtarget.h"
#include "tests/fuzz/configtarget.h"
#include "tests/fuzz/corpuskit.h"
#include "tests/fuzz/decodetarget.h"
#include "tests/fuzz/frameguardtarget.h"
#include "tests/fuzz/httpheadtarget.h"
#include "tests/fuzz/hubtarget.h"
#include "tests/fuzz/nametarget.h"

using namespace coterie;

namespace {

// ---- readers that are wrong on purpose. The kept inputs have to tell: what they find is counted.

// A host that writes each frame without its last byte, or the same one each time.
struct ShortEncoder {
    template <class Message> QByteArray operator()(const Message &message, Framing framing) const
    {
        return encode(message, framing).chopped(1);
    }
};
struct ForgetfulEncoder {
    template <class Message> QByteArray operator()(const Message &, Framing framing) const
    {
        if constexpr (std::is_same_v<Message, ClientMessage>)
            return encode(ClientMessage(Ping()), framing);
        else
            return encode(ServerMessage(Pong()), framing);
    }
};

// A guard that lets everything through, and one that forgets between two pieces where it is.
struct OpenGuard {
    server::FrameGuard::Verdict feed(QByteArrayView, qint64, QByteArray &) { return {}; }
};
struct ForgetfulGuard {
    server::FrameGuard::Verdict feed(QByteArrayView bytes, qint64 nowMs, QByteArray &passed)
    {
        return server::FrameGuard().feed(bytes, nowMs, passed);
    }
};

// Readers of heads: one takes a bare line feed for the end of a line, one forgets what stood at the edge of a piece.
template <class Turned> class TurningReader
{
public:
    using State = server::HttpHeadReader::State;
    State feed(QByteArrayView bytes) { return m_reader.feed(Turned()(bytes)); }
    [[nodiscard]] State state() const { return m_reader.state(); }
    [[nodiscard]] qsizetype size() const { return m_reader.size(); }
    [[nodiscard]] const server::HttpHead &head() const { return m_reader.head(); }
    [[nodiscard]] const server::HttpRefusal &refusal() const { return m_reader.refusal(); }

private:
    server::HttpHeadReader m_reader;
};
struct WithReturns {
    QByteArray operator()(QByteArrayView bytes) const
    {
        return bytes.toByteArray().replace("\r\n", "\n").replace("\n", "\r\n");
    }
};
struct WithoutEdges {
    QByteArray operator()(QByteArrayView bytes) const { return bytes.toByteArray().trimmed(); }
};

} // namespace

// What the fuzzers kept, with any compiler, in every run; and that their properties can be broken.
class TestFuzzCorpus final : public QObject
{
    Q_OBJECT

    // How many of the kept inputs tell.
    template <class FaultOf> static int found(const char *name, const FaultOf &faultOf)
    {
        int count = 0;
        for (const auto &[called, input] : fuzz::kept(QLatin1String(name)))
            count += QString(faultOf(input)).isEmpty() ? 0 : 1;
        return count;
    }
    static int foundIn(const char *name, const QString &as, const std::function<QString(const QByteArray &)> &faultOf)
    {
        return found(name, [&](const QByteArray &input) {
            const QString fault = faultOf(input);
            return fault.contains(as) ? fault : QString();
        });
    }

private slots:
    void everyKeptFrameKeepsItsMeaning()
    {
        int accepted = 0;
        const int files = fuzz::replay("decode", 0, [&](const QByteArray &input) {
            QString fault;
            accepted += fuzz::decodeOne(input, &fault) ? 1 : 0;
            return fault;
        });
        QVERIFY(files > 200);
        QVERIFY(accepted > 20);
    }
    void everyKeptName()
    {
        QVERIFY(fuzz::replay("name", 20'000, [](const QByteArray &input) { return fuzz::nameFault(input); }) > 40);
    }
    void everyKeptBoard() { QVERIFY(fuzz::replay("board", 1'500, fuzz::boardFault) > 20); }
    void everyKeptSettingsFile()
    {
        QVERIFY(fuzz::replay("config", 5'000, [](const QByteArray &input) { return fuzz::configFault(input); }) > 80);
    }

    void everyKeptSession()
    {
        QVERIFY(fuzz::replay("hub", 500, [](const QByteArray &input) { return fuzz::hubFault(input); }) >= 20);
    }

    void framesFindWhatIsPlanted()
    {
        const auto faultWith = [](const auto &encoder) {
            return [&encoder](const QByteArray &input) {
                QString fault;
                (void)fuzz::decodeOne(input, &fault, encoder);
                return fault;
            };
        };
        QVERIFY(foundIn("decode", QStringLiteral("not what it was encoded to"), faultWith(ShortEncoder())) >= 20);
        QVERIFY(foundIn("decode", QStringLiteral("another message"), faultWith(ForgetfulEncoder())) >= 20);
    }
    void namesFindWhatIsPlanted()
    {
        const auto foundWith = [](const fuzz::NameRules &rules, const char *as) {
            return foundIn("name", QLatin1String(as),
                           [&](const QByteArray &input) { return fuzz::nameFault(input, rules); });
        };
        fuzz::NameRules rules;
        rules.normalized = [](const QString &text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
        QVERIFY2(foundWith(rules, "units") >= 3, "a name of any length");
        QVERIFY2(foundWith(rules, "does not survive UTF-8") >= 3, "a name that is no text");
        rules = {};
        rules.normalized = [](const QString &text) {
            const auto name = normalizedName(text);
            return name ? std::optional(QString(u'x' + *name)) : std::nullopt;
        };
        QVERIFY2(foundWith(rules, "another name") >= 3, "a name that grows each time it is read");
        rules = {};
        rules.key = [](const QString &name) { return QString(name + u'.'); };
        QVERIFY2(foundWith(rules, "its own key") >= 3, "a key that has another key");
        rules = {};
        rules.isLine = [](const QString &) { return true; };
        QVERIFY2(foundWith(rules, "two lines") >= 1, "lines that are not counted");
        rules = {};
        rules.postable = [](const QString &) { return true; };
        QVERIFY2(foundWith(rules, "no text") >= 3, "messages of halves of signs");
    }
    void boardsFindWhatIsPlanted_data()
    {
        QTest::addColumn<int>("plant");
        QTest::addColumn<QString>("as");
        const auto row = [](const char *what, fuzz::BoardPlant plant, const char *as) {
            QTest::newRow(what) << int(plant) << QString::fromLatin1(as);
        };
        row("what was pending stays", fuzz::BoardPlant::LeavesTraces, "B4");
        row("the event behind a snapshot is not told", fuzz::BoardPlant::MissesEvents, "B14: from the snapshot on");
        row("redo ends too soon", fuzz::BoardPlant::ShortRedo, "B9: undo and redo end elsewhere");
        row("a snapshot is an event behind", fuzz::BoardPlant::OldSnapshot, "B14: a snapshot is another board");
    }
    void boardsFindWhatIsPlanted()
    {
        QFETCH(const int, plant);
        QFETCH(const QString, as);
        const int count = foundIn("board", as, [&](const QByteArray &input) {
            const bool isScript = !input.isEmpty() && (input[0] & 3) == 0; // of three people, one after the other
            return isScript ? fuzz::BoardScript(QByteArrayView(input).sliced(1), fuzz::BoardPlant(plant)).fault()
                            : QString();
        });
        QVERIFY2(count >= 3, qPrintable(QStringLiteral("found by %1 of the kept boards").arg(count)));
    }
    void guardsFindWhatIsPlanted()
    {
        const auto passed = [](const QByteArray &input) { return fuzz::guardFault<OpenGuard>(input); };
        QVERIFY(foundIn("frameguard", QStringLiteral("passed"), passed) >= 3);
        const auto inPieces = [](const QByteArray &input) { return fuzz::guardFault<ForgetfulGuard>(input); };
        QVERIFY(foundIn("frameguard", QStringLiteral("in pieces"), inPieces) >= 3);
    }
    void headsFindWhatIsPlanted()
    {
        const auto bare = [](const QByteArray &input) { return fuzz::headFault<TurningReader<WithReturns>>(input); };
        QVERIFY(found("httphead", bare) >= 1);
        const auto edges = [](const QByteArray &input) { return fuzz::headFault<TurningReader<WithoutEdges>>(input); };
        QVERIFY(foundIn("httphead", QStringLiteral("in pieces"), edges) >= 3);
    }
    void sessionsFindWhatIsPlanted_data()
    {
        QTest::addColumn<int>("plant");
        QTest::addColumn<QString>("as");
        const auto row = [](const char *what, fuzz::HubPlant plant, const char *as) {
            QTest::newRow(what) << int(plant) << QString::fromLatin1(as);
        };
        row("a request without an answer", fuzz::HubPlant::SwallowsRequests, "was never answered");
        row("an answer that is said twice", fuzz::HubPlant::AnswersTwice, "answers nothing, or twice");
        row("an event that is not told", fuzz::HubPlant::MissesEvents, "event ");
        row("nothing is told any more", fuzz::HubPlant::FallsSilent, "was the last that came");
        row("a room that is acknowledged and not stored", fuzz::HubPlant::LosesRooms, "acknowledged is not in the log");
        row("an event that is told to who has left", fuzz::HubPlant::TellsStrangers, "who is not in it");
        row("a host that does not keep to its settings", fuzz::HubPlant::LenientHost, "what they may not");
        row("a restart that forgets a member", fuzz::HubPlant::ForgetsAtRestart, "started again");
        row("an event that is told otherwise", fuzz::HubPlant::TurnsTheLog, "is not stored so");
    }
    void sessionsFindWhatIsPlanted()
    {
        QFETCH(const int, plant);
        QFETCH(const QString, as);
        const int count =
            foundIn("hub", as, [&](const QByteArray &input) { return fuzz::hubFault(input, fuzz::HubPlant(plant)); });
        QVERIFY2(count >= 3, qPrintable(QStringLiteral("found by %1 of the kept sessions").arg(count)));
    }
    void settingsFindWhatIsPlanted()
    {
        using server::ConfigReader;
        const auto foundWith = [](const fuzz::ReadConfig &read, const char *as) {
            return foundIn("config", QLatin1String(as),
                           [&](const QByteArray &input) { return fuzz::configFault(input, read); });
        };
        // Each key by itself, as it comes.
        const auto piecemeal = [](ConfigReader &reader, const QString &path) -> std::optional<server::ConfigError> {
            const auto entries = server::readTomlFile(path);
            if (const auto *error = std::get_if<server::ConfigError>(&entries))
                return *error;
            std::optional<server::ConfigError> last;
            for (const auto &entry : std::get<server::TomlFile>(entries))
                if (const auto error = reader.set(entry.key, entry.text, server::ConfigSource::File))
                    last = server::ConfigError{QString(path % u": " % error->text)};
            return last;
        };
        QVERIFY(foundWith(piecemeal, "was taken") >= 1);
        const auto wordless = [](ConfigReader &reader, const QString &path) {
            return reader.readFile(path) ? std::optional(server::ConfigError{path}) : std::nullopt;
        };
        QVERIFY(foundWith(wordless, "what is wrong where") >= 20);
        const auto lenient = [](ConfigReader &reader, const QString &path) -> std::optional<server::ConfigError> {
            (void)reader.readFile(path);
            return {};
        };
        QVERIFY(foundWith(lenient, "a file that cannot be read was taken") >= 10);
    }
};

QTEST_APPLESS_MAIN(TestFuzzCorpus)
#include "tst_fuzz_corpus.moc"
