-- A session: its people, its rooms and the log of each room. Ids are the 16 bytes of RFC 9562, times are milliseconds
-- since 1970 in UTC. No triggers: statements end at a semicolon outside of quotes.

CREATE TABLE session (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL CHECK (length(id) = 16),
    name TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    token BLOB NOT NULL,          -- BLAKE2b-256 of the secret that its owner keeps
    text TEXT NOT NULL,
    seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE room (
    number INTEGER PRIMARY KEY,   -- the order in which they were made; short, because every event carries it
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    name TEXT NOT NULL,
    topic TEXT NOT NULL,
    epoch BLOB NOT NULL CHECK (length(epoch) = 16),
    created INTEGER NOT NULL,
    creator BLOB NOT NULL CHECK (length(creator) = 16)
) STRICT;

CREATE TABLE member (
    room INTEGER NOT NULL REFERENCES room (number) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    read INTEGER NOT NULL,        -- the last line read
    PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_by_person ON member (person);

CREATE TABLE event (
    room INTEGER NOT NULL REFERENCES room (number),
    seq INTEGER NOT NULL CHECK (seq > 0),
    line INTEGER NOT NULL,        -- chat messages up to and with this event
    time INTEGER NOT NULL,
    kind INTEGER NOT NULL,        -- 1 chat, 2 topic, 3 board
    board INTEGER NOT NULL,       -- 1 for a change of the board: a reader of the talk need not step over these
    author BLOB NOT NULL,
    op BLOB NOT NULL,             -- the id its author chose: a resend finds it, however late
    body BLOB NOT NULL,           -- the event as it goes over the wire, in CBOR
    hash BLOB NOT NULL,           -- BLAKE2b-256 of the hash before and the body
    PRIMARY KEY (room, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX event_by_op ON event (room, op);
CREATE INDEX event_by_board ON event (room, board, seq);
