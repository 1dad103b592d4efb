// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/rooms.h"

#include <map>
#include <optional>

namespace coterie {

// Follows one room's log without a hole: what was missed comes in pages, what comes live meanwhile is held back until
// its turn, and a gap is fetched (P11). Plain logic: told what arrived, answers what to do. Any one thread. Never
// sends, stores or shows anything.
//
// Where too much was missed it does not fetch all of it: it begins anew at the end (Fetch::Latest).
class RoomSync
{
public:
    enum class Stage { Away, Fetching, Live };
    struct Fetch {
        enum class Kind { After, Latest } kind = Kind::After;
        Seq after = 0;
    };
    struct Step {
        QList<RoomEvent> events; // in order, each once; to be stored and shown
        Seq first = 1, last = 0; // the stretch of the log they cover; last < first: none
        bool dropAll = false;    // the log began anew: what is here of it is of no use (P12)
        bool leap = false;       // the stretch does not follow what was there: show it instead
        bool caughtUp = false;   // this was the last page
        std::optional<Fetch> fetch;
    };

    explicit RoomSync(Seq mostMissed = 1000)
        : m_mostMissed(mostMissed)
    {
    }

    // What is here already. `chain`: see chain().
    void restore(const EpochId &epoch, Seq cursor, const QByteArray &chain = {});

    [[nodiscard]] Step joined(const RoomInfo &room, bool reset);
    // Answer to a fetch. For Latest, `more` tells that there is more before it.
    [[nodiscard]] Step page(const QList<RoomEvent> &events, bool more);
    // Answer to Fetch::Latest where a snapshot stands for all events up to this one.
    [[nodiscard]] Step snapshot(Seq seq);
    [[nodiscard]] Step live(const RoomEvent &event);
    // What is here is not what the log comes to: as if it had begun at the end, while what is here stays for now.
    [[nodiscard]] Step again();
    void away(); // the connection is gone: nothing that was asked for comes any more

    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] Seq cursor() const { return m_cursor; }
    [[nodiscard]] EpochId epoch() const { return m_epoch; }
    // Stands for all up to the cursor, for the host to compare (P20); empty: not known.
    [[nodiscard]] QByteArray chain() const { return m_chain; }
    [[nodiscard]] Seq behind() const { return m_stage == Stage::Fetching ? std::max<Seq>(0, m_head - m_cursor) : 0; }

private:
    void moveTo(Seq cursor, const RoomEvent *event = nullptr);
    void askOn(Step &step);
    void release(Step &step);

    static constexpr std::size_t mostHeld = 4096;
    Seq m_mostMissed;
    Stage m_stage = Stage::Away;
    EpochId m_epoch;
    Seq m_cursor = 0; // all up to here is here
    Seq m_head = 0;   // fetch up to here
    QByteArray m_chain;
    Seq m_tip = 0; // where the log stood when it was joined, and its chain there
    QByteArray m_tipChain;
    Fetch m_asked;
    bool m_leapt = false; // begun at the end already: from there on in pages
    std::map<Seq, RoomEvent> m_held;
};

} // namespace coterie
