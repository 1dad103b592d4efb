-- Who brought an image, so that nobody uses up what a session may hold (H8). Of those that were there before nobody knows.

ALTER TABLE blob ADD COLUMN author BLOB CHECK (author IS NULL OR length(author) = 16);
