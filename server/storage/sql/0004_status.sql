-- How somebody said they are, by the number of `Status`: who appears offline does so when the host was started anew (P44).

ALTER TABLE person ADD COLUMN status INTEGER NOT NULL DEFAULT 1;
