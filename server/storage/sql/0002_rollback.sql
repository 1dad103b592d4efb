-- Each time a log was found to hold less than it once did, and got a new epoch for it.

CREATE TABLE rollback (
    number INTEGER PRIMARY KEY,
    room INTEGER NOT NULL REFERENCES room (number) ON DELETE CASCADE,
    found INTEGER NOT NULL,
    before BLOB NOT NULL CHECK (length(before) = 16), -- the epoch until then; a room's first one is what its chain begins with
    had INTEGER NOT NULL,                             -- the seq that the log had reached, as far as is known
    has INTEGER NOT NULL                              -- what was left of it
) STRICT;
CREATE INDEX rollback_by_room ON rollback (room, number);
