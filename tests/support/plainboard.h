// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <QHash>
#include <QSet>

#include <array>
#include <map>
#include <vector>

namespace coterie::test {

// A rule that the plain board gets wrong on purpose, as if the real one did: the comparison must notice it.
enum class Slip {
    None,
    LockedChanges,       // what is locked can be written to
    LockedUndoes,        // ... and taken back
    GroupTakesNewcomers, // erasing a group takes what its author had not seen
    PartsReplace,        // the later eraser alone counts
    PartsOnlyVanish,     // bringing pieces back does nothing
    LaterTextIsLeft,     // at the same place of a text the later one goes left
    TextSeesAll,         // a delta is read in the text as it is, whatever its author saw
    TextUndoTakesAll,    // undo of writing takes what others put into it too
    ForeignWorkIsHidden, // undo of a creation takes the others' work with it
    CirclesClose,        // a group gets into itself
    FrontIsForAll,       // the key of `above` is that of `front`
    DeletedIsDeaf,       // what is written to an erased object is lost
};

// The rules of shared/board/README.md once more, written as plainly as possible and as slowly: keep every write for
// ever, every unit of a text by itself, and look for what counts. What BoardDoc folds, hashes and journals must come
// to the same.
class PlainBoard final
{
public:
    struct Write {
        Seq tx = 0;
        UserId author;
        BoardValue value;
        bool undone = false;
    };
    struct Unit {
        char16_t unit = 0;
        Seq tx = 0; // 0: it was always there
        std::vector<Seq> cuts;
    };
    struct Edit {
        Seq base = 0;
        UserId author;
        qint64 client = 0;
        struct Toggle {
            Seq place;
            qint64 client;
            bool undone;
        };
        std::vector<Toggle> toggles;
        [[nodiscard]] bool isUndone() const { return !toggles.empty() && toggles.back().undone; }
    };
    struct Part {
        Seq tx = 0;
        UserId author;
        bool back = false;
        bool undone = false;
        BoardIntervals parts;
    };
    struct Object {
        UserId author;
        Seq created = 0;
        BoardKind kind = BoardKind::Stroke;
        bool creationUndone = false;
        int points = 0;
        std::array<std::vector<Write>, boardRegisterCount> writes; // the first is the object's own value
        std::vector<Part> parts;
        std::vector<Unit> text;
        std::map<Seq, Edit> edits;
    };
    using Objects = std::map<ObjectId, Object>;

    explicit PlainBoard(Slip slip = Slip::None)
        : m_slip(slip)
    {
    }

    void apply(const BoardTransaction &tx, Seq seq);

    [[nodiscard]] const Objects &objects() const { return m_objects; }
    // Whether an undo or a redo of theirs passed something by that was locked (B18), so that it stands otherwise than
    // the transaction does.
    [[nodiscard]] bool hasPassedBy(UserId author) const;
    [[nodiscard]] const Write &effective(const Object &object, BoardRegister reg) const;
    [[nodiscard]] bool followsOthers(const Object &object, BoardRegister reg) const; // the place of a bound line (B41)
    [[nodiscard]] bool isVisible(const Object &object) const;
    [[nodiscard]] bool isShown(const Object &object, const Unit &unit) const;
    [[nodiscard]] QString text(const Object &object) const;
    [[nodiscard]] BoardIntervals erased(const Object &object) const;
    // Nothing is in itself.
    [[nodiscard]] bool hasCircle() const;
    // Empty, or what is different.
    [[nodiscard]] QString difference(const BoardDoc &doc) const;

private:
    struct Done {
        OpId id;
        Seq tx = 0;
        bool undone = false;
        OpId step;
    };

    [[nodiscard]] bool goesOn(const BoardTransaction &tx) const;
    bool applyEdit(const BoardOp &op, UserId author, Seq seq, qint64 turn);
    bool create(const BoardOp &op, UserId author, Seq seq, qint64 turn);
    bool set(const BoardOp &op, UserId author, Seq seq, qint64 turn);
    bool clear(const BoardOp &op, UserId author, Seq seq);
    bool eraseTree(ObjectId group, Seq base, UserId author, Seq seq);
    bool write(const BoardOp &op, UserId author, Seq seq);
    bool erasePart(const BoardOp &op, UserId author, Seq seq);
    void mark(const BoardOp &op, UserId author, Seq seq);
    void markObject(Object &object, Seq tx, bool undone, Seq place, qint64 client);
    [[nodiscard]] bool isLocked(const Object &object) const;
    [[nodiscard]] bool isContainer(ObjectId id) const;
    [[nodiscard]] std::optional<ObjectId> parentOf(const Object &object) const;
    [[nodiscard]] bool closesCircle(ObjectId child, ObjectId parent) const;
    [[nodiscard]] BoardOrderKey orderOf(const Object &object) const;
    [[nodiscard]] bool isEmptyGroup(ObjectId id) const;

    Slip m_slip;
    Objects m_objects;
    QHash<UserId, std::vector<Done>> m_done;
};

} // namespace coterie::test
