-- Version 1: reports, what was derived from them, stories, accounts, corrections.
-- Tables are in the singular and may change with a version; the views in the plural are for readers.

-- What was given -----------------------------------------------------------------------------------------

CREATE TABLE document (
  number   INTEGER PRIMARY KEY,          -- in the order of adding
  id       TEXT NOT NULL UNIQUE,         -- the report's id, as given or a digest
  address  TEXT UNIQUE,                  -- its web address in one form, where one was given with it
  current  INTEGER NOT NULL UNIQUE       -- the number of its latest version
);

CREATE TABLE version (                   -- one text of a document; never changed once written
  number    INTEGER PRIMARY KEY,
  document  INTEGER NOT NULL REFERENCES document (number) DEFERRABLE INITIALLY DEFERRED,
  version   INTEGER NOT NULL,            -- 1, 2, ... within the document
  content   TEXT NOT NULL,               -- digest of text and facts
  source    TEXT NOT NULL,               -- the input as the user named it
  sha256    TEXT NOT NULL,               -- of the bytes read
  bytes     INTEGER NOT NULL,
  given     TEXT NOT NULL,               -- JSON: what the caller said about it
  page      TEXT NOT NULL,               -- JSON: what the markup of its page said
  notes     TEXT NOT NULL,               -- JSON: the reader's notes
  added     TEXT NOT NULL,               -- UTC
  text      TEXT NOT NULL,               -- every offset points into this
  UNIQUE (document, version),
  UNIQUE (document, content)
);

CREATE TABLE retrieval (                 -- every place from which a version was had
  version  INTEGER NOT NULL REFERENCES version (number),
  source   TEXT NOT NULL,
  sha256   TEXT NOT NULL,
  bytes    INTEGER NOT NULL,
  seen     TEXT NOT NULL,                -- UTC, the first time
  PRIMARY KEY (version, source, sha256)
) WITHOUT ROWID;

CREATE TABLE outcome (                   -- one row an input: `failed-retryable` until proven otherwise
  number     INTEGER PRIMARY KEY,
  report     TEXT NOT NULL,              -- the report's id, or the name of an input that gave none
  content    TEXT NOT NULL,              -- digest of text and facts, '' for an input that gave no report
  source     TEXT NOT NULL,
  status     TEXT NOT NULL,
  code       TEXT,
  stage      TEXT,
  detail     TEXT,
  begun      INTEGER NOT NULL DEFAULT 0, -- how often work on it began without coming to an end
  crashes    INTEGER NOT NULL DEFAULT 0, -- how often that was seen to end the worker
  is_ignored INTEGER NOT NULL DEFAULT 0, -- by the user
  version    INTEGER REFERENCES version (number),
  added      TEXT NOT NULL,
  packed     BLOB,                       -- the report as read (zlib, JSON), until it is in `version`
  UNIQUE (report, content)
);
CREATE INDEX outcome_open ON outcome (number) WHERE packed IS NOT NULL;

-- What was derived, and can be derived again ---------------------------------------------------------------

CREATE TABLE layers (                    -- what `clean` and `mark` found in a version
  version   INTEGER PRIMARY KEY REFERENCES version (number),
  made_by   TEXT NOT NULL,               -- the version of the code
  outlet    TEXT,
  title     TEXT,
  byline    TEXT,
  published TEXT,
  published_basis TEXT NOT NULL,
  language  TEXT,
  status    TEXT NOT NULL,
  reasons   TEXT NOT NULL,               -- JSON
  names     TEXT NOT NULL,               -- of its parties, one a line
  packed    BLOB NOT NULL                -- layout and marks (zlib, JSON)
);

CREATE TABLE quote (                     -- the attributions of a version
  version  INTEGER NOT NULL REFERENCES version (number),
  id       TEXT NOT NULL,
  kind     TEXT NOT NULL,
  start    INTEGER NOT NULL,             -- of the first stretch of its content
  "end"    INTEGER NOT NULL,
  speaker  TEXT,
  via      TEXT,
  strength TEXT NOT NULL,
  PRIMARY KEY (version, id)
) WITHOUT ROWID;

CREATE VIEW searchable AS
  SELECT v.number AS number, l.title AS title, v.text AS text, l.outlet AS outlet, l.names AS names
  FROM version v JOIN document d ON d.current = v.number JOIN layers l ON l.version = v.number;

CREATE VIRTUAL TABLE report_search USING fts5 (
  title, text, outlet, names,
  content = 'searchable', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2"
);

CREATE TABLE placement (                 -- which story a document belongs to
  number   INTEGER PRIMARY KEY,          -- in the order of placing
  document INTEGER NOT NULL UNIQUE REFERENCES document (number) DEFERRABLE INITIALLY DEFERRED,
  story    TEXT NOT NULL,
  reason   TEXT NOT NULL,
  card     BLOB NOT NULL,                -- what grouping keeps of it (zlib, JSON)
  near     BLOB NOT NULL                 -- what it was compared with when it came (see grouping.py)
);
CREATE INDEX placement_story ON placement (story, document);

CREATE TABLE change (                    -- what became of stories: the log is only added to
  number     INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,              -- merged, split, undone
  story      TEXT NOT NULL,              -- the story that reports came to
  other      TEXT NOT NULL,              -- the story that they were in
  reports    TEXT NOT NULL,              -- JSON: their ids
  reason     TEXT NOT NULL,
  correction INTEGER REFERENCES correction (number), -- NULL if the program's own
  made       TEXT NOT NULL               -- UTC
);
CREATE INDEX change_story ON change (story);
CREATE INDEX change_other ON change (other);

CREATE TABLE account (                   -- one row a story
  story       TEXT PRIMARY KEY,
  reports     INTEGER NOT NULL DEFAULT 0,
  published   TEXT,                      -- the latest day of publication of its reports
  latest      INTEGER NOT NULL DEFAULT 0, -- the number of the latest placement
  is_stale    INTEGER NOT NULL DEFAULT 1,
  made_by     TEXT,
  problem     TEXT,                      -- why there is no account
  title       TEXT,
  first       TEXT,                      -- the days its claims tell of
  last        TEXT,
  outlets     INTEGER,
  origins     INTEGER,
  claims      INTEGER,
  independent INTEGER,
  conflicts   INTEGER,
  packed      BLOB                       -- the account without its reports (zlib, JSON)
);
CREATE INDEX account_latest ON account (published DESC, latest DESC, story);
CREATE INDEX account_stale ON account (story) WHERE is_stale;

CREATE TABLE claim (
  story     TEXT NOT NULL REFERENCES account (story) ON DELETE CASCADE,
  id        TEXT NOT NULL,
  place     INTEGER NOT NULL,            -- in the account
  kind      TEXT NOT NULL,
  text      TEXT NOT NULL,
  standing  TEXT NOT NULL,
  reason    TEXT NOT NULL,
  origins   INTEGER NOT NULL,
  outlets   INTEGER NOT NULL,
  conflicts INTEGER NOT NULL,
  "from"    TEXT,
  "to"      TEXT,
  weight    REAL NOT NULL,
  is_main   INTEGER NOT NULL,
  PRIMARY KEY (story, id)
) WITHOUT ROWID;
CREATE INDEX claim_id ON claim (id);

CREATE TABLE telling (
  story    TEXT NOT NULL,
  claim    TEXT NOT NULL,
  place    INTEGER NOT NULL,             -- within the claim
  version  INTEGER NOT NULL REFERENCES version (number),
  start    INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  origin   TEXT NOT NULL,
  lineage  TEXT NOT NULL,
  polarity TEXT NOT NULL,
  modality TEXT NOT NULL,
  PRIMARY KEY (story, claim, place),
  FOREIGN KEY (story, claim) REFERENCES claim (story, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX telling_version ON telling (version);

CREATE TABLE difference (
  story   TEXT NOT NULL,
  claim   TEXT NOT NULL,
  place   INTEGER NOT NULL,
  field   TEXT NOT NULL,
  verdict TEXT NOT NULL,
  rule    TEXT NOT NULL,
  one     INTEGER NOT NULL,              -- places of the two tellings
  other   INTEGER NOT NULL,
  value   TEXT NOT NULL,
  other_value TEXT NOT NULL,
  reason  TEXT NOT NULL,
  PRIMARY KEY (story, claim, place),
  FOREIGN KEY (story, claim) REFERENCES claim (story, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE origin (
  story      TEXT NOT NULL REFERENCES account (story) ON DELETE CASCADE,
  id         TEXT NOT NULL,
  name       TEXT NOT NULL,
  lineage    TEXT NOT NULL,
  reports    TEXT NOT NULL,              -- JSON: ids
  depends_on TEXT NOT NULL,              -- JSON: ids of origins
  reason     TEXT NOT NULL,
  PRIMARY KEY (story, id)
) WITHOUT ROWID;

CREATE TABLE party (
  story TEXT NOT NULL REFERENCES account (story) ON DELETE CASCADE,
  id    TEXT NOT NULL,
  type  TEXT NOT NULL,
  name  TEXT NOT NULL,
  PRIMARY KEY (story, id)
) WITHOUT ROWID;

CREATE TABLE party_name (
  story TEXT NOT NULL,
  party TEXT NOT NULL,
  name  TEXT NOT NULL,
  key   TEXT NOT NULL,                   -- the form in which judgements compare names
  PRIMARY KEY (story, party, name),
  FOREIGN KEY (story, party) REFERENCES party (story, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX party_name_key ON party_name (key);

CREATE TABLE copy (
  story     TEXT NOT NULL REFERENCES account (story) ON DELETE CASCADE,
  report    TEXT NOT NULL,
  other     TEXT NOT NULL,
  share     REAL NOT NULL,
  direction TEXT NOT NULL,
  reason    TEXT NOT NULL,
  PRIMARY KEY (story, report, other)
) WITHOUT ROWID;

-- What the user settled: only ever added to ----------------------------------------------------------------

CREATE TABLE correction (
  number INTEGER PRIMARY KEY,
  kind   TEXT NOT NULL,                  -- same, different, prefer, merge, split, undo
  what   TEXT NOT NULL,                  -- JSON: names, or stories and reports, or the number undone
  before TEXT NOT NULL,                  -- JSON: by report, the story that it was in
  note   TEXT NOT NULL,
  made   TEXT NOT NULL                   -- UTC
);

CREATE TABLE pin (                       -- reports that a correction keeps together (one side) or apart
  correction INTEGER NOT NULL REFERENCES correction (number),
  document   INTEGER NOT NULL REFERENCES document (number),
  side       INTEGER NOT NULL,
  PRIMARY KEY (correction, document)
) WITHOUT ROWID;

CREATE TABLE migration (                 -- which version of the program brought the store to which version
  version INTEGER PRIMARY KEY,
  made_by TEXT NOT NULL
);

CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counter VALUES ('grouping', 0);

-- For readers: documented in docs/store.md, kept from version to version -----------------------------------

CREATE VIEW reports AS
  SELECT d.id AS report, p.story AS story, v.version AS version, l.outlet AS outlet, l.title AS title,
    l.byline AS byline, l.published AS published, l.published_basis AS published_basis,
    l.language AS language, l.status AS status, l.reasons AS reasons, v.source AS source,
    v.sha256 AS sha256, v.bytes AS bytes, v.added AS added, p.reason AS story_reason, l.made_by AS made_by,
    v.text AS text
  FROM document d JOIN version v ON v.number = d.current JOIN layers l ON l.version = v.number
    JOIN placement p ON p.document = d.number;

CREATE VIEW versions AS
  SELECT d.id AS report, v.version AS version, d.current = v.number AS is_current, v.source AS source,
    v.sha256 AS sha256, v.bytes AS bytes, v.added AS added, v.text AS text
  FROM version v JOIN document d ON d.number = v.document;

CREATE VIEW stories AS                   -- numbers are NULL until the account is worked out
  SELECT a.story AS story, a.title AS title, a.published AS published, a.reports AS reports,
    iif(a.is_stale, NULL, a.outlets) AS outlets, iif(a.is_stale, NULL, a.origins) AS origins,
    iif(a.is_stale, NULL, a.claims) AS claims, iif(a.is_stale, NULL, a.independent) AS independent,
    iif(a.is_stale, NULL, a.conflicts) AS conflicts, iif(a.is_stale, NULL, a.first) AS "from",
    iif(a.is_stale, NULL, a.last) AS "to", a.is_stale AS is_stale, a.problem AS problem, a.made_by AS made_by
  FROM account a;

CREATE VIEW claims AS
  SELECT story, id AS claim, place, kind, text, standing, reason, origins, outlets, conflicts, "from", "to",
    weight, is_main
  FROM claim;

CREATE VIEW tellings AS
  SELECT t.story AS story, t.claim AS claim, t.place AS place, d.id AS report, l.outlet AS outlet,
    t.start AS start, t."end" AS "end", substr(v.text, t.start + 1, t."end" - t.start) AS text,
    t.origin AS origin, t.lineage AS lineage, t.polarity AS polarity, t.modality AS modality
  FROM telling t JOIN version v ON v.number = t.version JOIN document d ON d.number = v.document
    JOIN layers l ON l.version = v.number;

CREATE VIEW quotes AS
  SELECT d.id AS report, p.story AS story, l.outlet AS outlet, q.id AS quote, q.kind AS kind,
    q.speaker AS speaker, q.via AS via, q.strength AS strength, q.start AS start, q."end" AS "end",
    substr(v.text, q.start + 1, q."end" - q.start) AS text
  FROM quote q JOIN document d ON d.current = q.version JOIN version v ON v.number = q.version
    JOIN layers l ON l.version = v.number JOIN placement p ON p.document = d.number;

CREATE VIEW differences AS
  SELECT story, claim, field, verdict, value, other_value, reason, rule, one, other FROM difference;

CREATE VIEW origins AS SELECT story, id AS origin, name, lineage, reports, depends_on, reason FROM origin;

CREATE VIEW parties AS                   -- json_group_array is no function that a view may call everywhere
  SELECT p.story AS story, p.id AS party, p.type AS type, p.name AS name,
    (SELECT group_concat(n.name, ' | ') FROM (SELECT name FROM party_name o
      WHERE o.story = p.story AND o.party = p.id ORDER BY name) n) AS names
  FROM party p;

CREATE VIEW copies AS SELECT story, report, other, share, direction, reason FROM copy;

CREATE VIEW changes AS
  SELECT number, kind, story, other, reports, reason, correction, made FROM change;

CREATE VIEW corrections AS SELECT number, kind, what, note, made FROM correction;

CREATE VIEW failures AS
  SELECT number, report, source, status, code, stage, detail, begun, crashes, is_ignored, added
  FROM outcome WHERE status NOT IN ('ok', 'partial', 'duplicate');
