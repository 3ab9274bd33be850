-- Version 2: feeds that are watched, their entries, and what hosts asked of us.
-- Moments are seconds since 1970, UTC, as they serve to count.

CREATE TABLE feed (
  number    INTEGER PRIMARY KEY,
  url       TEXT NOT NULL UNIQUE,          -- without credentials
  title     TEXT NOT NULL DEFAULT '',
  kind      TEXT,                          -- rss, atom, json; NULL before the first success
  every     REAL NOT NULL,                 -- seconds
  status    TEXT NOT NULL DEFAULT 'watched', -- or 'stopped'
  added     TEXT NOT NULL,                 -- UTC
  due       REAL NOT NULL,                 -- the next check
  checked   REAL,                          -- the last one
  succeeded REAL,                          -- the last one that went well
  whole     REAL,                          -- the last one that asked for the body whatever it is
  failures  INTEGER NOT NULL DEFAULT 0,    -- since the last success
  code      TEXT,                          -- of the last failure, or of what there is to tell
  detail    TEXT,
  etag      TEXT,
  modified  TEXT,
  body      TEXT,                          -- SHA-256 of the last body that was read whole
  moved     TEXT,                          -- where it says that it moved for good
  moves     INTEGER NOT NULL DEFAULT 0     -- how often in a row it said so
);
CREATE INDEX feed_due ON feed (due) WHERE status = 'watched';

CREATE TABLE entry (
  number    INTEGER PRIMARY KEY,
  feed      INTEGER NOT NULL REFERENCES feed (number) ON DELETE CASCADE,
  key       TEXT NOT NULL,                 -- its guid, else its link, else a digest of its text
  address   TEXT,                          -- its link in one form
  link      TEXT,
  host      TEXT NOT NULL,                 -- that its link is on, '' without one
  state     TEXT NOT NULL,                 -- changes when its text in the feed does
  title     TEXT NOT NULL,
  published TEXT,                          -- ISO, if it surely means something
  raw       TEXT,                          -- as it stands in the feed
  zone_sure INTEGER NOT NULL DEFAULT 0,
  suspect   INTEGER NOT NULL DEFAULT 0,    -- no day or time that can be
  publisher TEXT,                          -- RSS <source>
  content   TEXT,                          -- the feed's own text, only while there is no link to fetch
  status    TEXT NOT NULL,                 -- waiting, done, failed, twin (of another feed), skipped
  tries     INTEGER NOT NULL DEFAULT 0,    -- that failed, or brought nothing new
  due       REAL NOT NULL,
  seen      TEXT NOT NULL,                 -- UTC, the first time
  report    TEXT,                          -- id of the report that came of it
  code      TEXT,
  UNIQUE (feed, key)
);
CREATE INDEX entry_waiting ON entry (due) WHERE status = 'waiting';
CREATE INDEX entry_address ON entry (address);

CREATE TABLE host (                        -- hosts that asked to be left alone
  host TEXT PRIMARY KEY,
  held REAL NOT NULL                       -- until when
) WITHOUT ROWID;

CREATE TABLE robots (                      -- the robots.txt of an origin
  origin  TEXT PRIMARY KEY,
  verdict TEXT NOT NULL,                   -- rules, none, unknown
  detail  TEXT NOT NULL,
  until   REAL NOT NULL,
  text    TEXT
) WITHOUT ROWID;

CREATE VIEW feeds AS
  SELECT f.url AS url, f.title AS title, f.kind AS kind, f.status AS status, f.every AS every,
    datetime(f.due, 'unixepoch') AS due, datetime(f.checked, 'unixepoch') AS checked,
    datetime(f.succeeded, 'unixepoch') AS succeeded, f.failures AS failures, f.code AS code,
    f.detail AS detail, f.moved AS moved,
    (SELECT count(*) FROM entry e WHERE e.feed = f.number) AS entries,
    (SELECT count(*) FROM entry e WHERE e.feed = f.number AND e.status = 'waiting') AS waiting
  FROM feed f;

CREATE VIEW entries AS
  SELECT f.url AS feed, e.key AS entry, e.link AS link, e.title AS title, e.published AS published,
    e.raw AS published_raw, e.suspect AS is_date_suspect, e.publisher AS publisher, e.status AS status,
    e.code AS code, e.report AS report, e.seen AS seen
  FROM entry e JOIN feed f ON f.number = e.feed;
