-- The images of the boards: bytes named by their SHA-256. They are written in parts of 32 KiB, so that no transaction is
-- held up by a large one; parts of uploads that no blob names are swept away at the next start.

CREATE TABLE blob (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    upload INTEGER NOT NULL UNIQUE, -- whose parts are its bytes
    size INTEGER NOT NULL CHECK (size > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE blob_part (
    upload INTEGER NOT NULL,
    part INTEGER NOT NULL CHECK (part >= 0),
    data BLOB NOT NULL,
    UNIQUE (upload, part)
) STRICT;

-- Who owns the session: whoever came first.
ALTER TABLE person ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;
UPDATE person SET owner=1 WHERE id=(SELECT min(id) FROM person);

-- A start reads the events that say which boards a room has and who may do what (kinds 4 and 5), and no others.
CREATE INDEX event_by_state ON event (room, seq) WHERE kind >= 4;
