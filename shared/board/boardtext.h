// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"
#include "shared/schema/field.h"

#include <QList>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

// The text in an object, that several people write at once (B19). Lengths and positions count UTF-16 units, as QString
// does, and never fall inside a surrogate pair. Values only, any thread.
namespace coterie {

inline constexpr int maxBoardText = 20'000; // that one writes; see B19 for undo
inline constexpr int maxBoardTextSteps = 256;
inline constexpr int maxBoardTextEdits = 1024;              // that one text remembers
inline constexpr int maxBoardTextToggles = 16;              // undo and redo of one edit
inline constexpr int maxBoardTextPieces = 20'000;           // with the cuts through them
inline constexpr int maxBoardTextHidden = 2 * maxBoardText; // taken out, but it could come back
inline constexpr int maxBoardTextUnits = 4 * maxBoardText;  // that can be seen after somebody took something back

// Nobody would see that there is a text.
[[nodiscard]] inline bool isBlankBoardText(const QString &text)
{
    return text.trimmed().isEmpty();
}

// A step through the text from its beginning: exactly one of the three. The steps together cover the whole text.
struct BoardTextStep {
    std::optional<int> retain; // so many units stay
    std::optional<QString> insert;
    std::optional<int> remove; // so many units go
    friend bool operator==(const BoardTextStep &, const BoardTextStep &) = default;

    static consteval auto schema()
    {
        using namespace wire;
        return record(
            "boardTextStep", "A step through a text from its beginning. Exactly one of its fields.",
            field<&BoardTextStep::retain>(1, "retain", Range{1, maxBoardTextUnits}, "UTF-16 units that stay."),
            field<&BoardTextStep::insert>(2, "insert", Length{1, maxBoardText}, "What is put in here."),
            field<&BoardTextStep::remove>(3, "delete", Range{1, maxBoardTextUnits}, "UTF-16 units that go."));
    }
};
using BoardDelta = QList<BoardTextStep>;

// The shortest single replacement that makes the one text of the other; empty when they are equal.
[[nodiscard]] BoardDelta boardDelta(const QString &before, const QString &after);
// Where a caret that was at this position is after the change. It stays left of what others put in at its place.
[[nodiscard]] int boardCaret(int caret, const BoardDelta &change);
// Whether it can be in a text: valid UTF-16 without control characters but line feed and tab.
[[nodiscard]] bool isBoardText(QStringView text);
// The text without what cannot be in one.
[[nodiscard]] QString cleanBoardText(const QString &text);

// Every unit that is, or was and could come back, in the order in which all of them stand, each with the edit that put
// it in and those that took it out. So a delta can be read in the text as its author saw it, whatever came in between,
// and undo is a mark on an edit.
class BoardText final
{
public:
    // What the author of an edit saw: everything up to base, and what the same client of theirs did before.
    struct Context {
        Seq tx = 0; // place of the edit
        Seq base = 0;
        quint32 author = 0;
        quint32 client = 0;
    };
    enum class Outcome { Done, DoesNotFit, TooLong };

    BoardText() = default;
    explicit BoardText(QString own);

    [[nodiscard]] const QString &shown() const { return m_shown; }
    [[nodiscard]] quint64 hash() const { return m_hash; } // of what is shown; 0 for nothing
    [[nodiscard]] bool isEditedBy(Seq tx) const { return find(tx) >= 0; }
    [[nodiscard]] bool hasWorkBeside(quint32 owner) const; // an edit of somebody else that counts
    // The last of those: its place in the log, and whose it is. Nothing as well where it is forgotten.
    [[nodiscard]] std::optional<std::pair<Seq, quint32>> latestBeside(quint32 owner) const;
    // What would make it the text that it is without the edits of one author from this place on.
    [[nodiscard]] BoardDelta deltaWithout(quint32 author, Seq from) const;
    // Only what is Done changes anything. What an undo does that would make the text longer than anybody could show has
    // no effect.
    [[nodiscard]] Outcome apply(const Context &context, const BoardDelta &delta);
    void setUndone(Seq tx, bool undone, Seq place, quint32 client);
    // Forgets the edits that nothing was done to for longest, as long as there are too many: what they did stays as it
    // is, and whoever had not seen it comes too late (B19).
    void fold(quint32 owner);

private:
    friend class BoardSnapshotWriter;
    friend class BoardSnapshotReader;

    struct Toggle {
        Seq place = 0;
        quint32 client = 0;
        bool undone = false;
    };
    struct Edit {
        Seq tx = 0;
        Seq base = 0;
        quint32 author = 0;
        quint32 client = 0;
        std::vector<Toggle> toggles;

        [[nodiscard]] bool isUndone() const { return !toggles.empty() && toggles.back().undone; }
        [[nodiscard]] Seq lastPlace() const { return toggles.empty() ? tx : toggles.back().place; }
    };
    struct Run {
        Seq tx = 0; // the edit that put it in; 0: it was always there
        int length = 0;
        std::vector<Seq> cuts; // the edits that took it out
    };
    class Weaver;

    [[nodiscard]] qsizetype find(Seq tx) const;
    [[nodiscard]] bool isShown(const Run &run) const;
    [[nodiscard]] qsizetype pieces() const;
    void forget(size_t edit, quint32 owner);
    void show();

    QString m_all;
    QString m_shown;
    std::vector<Run> m_runs;
    std::vector<Edit> m_edits; // by tx
    Seq m_horizon = 0;         // what came up to here can no longer be told apart
    quint64 m_hash = 0;
    bool m_foreign = false; // a forgotten edit was somebody else's
};

} // namespace coterie
