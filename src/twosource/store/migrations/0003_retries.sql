-- Version 3: what came from an address and failed is tried again later; one form of addresses everywhere.

ALTER TABLE outcome ADD COLUMN tries INTEGER NOT NULL DEFAULT 0; -- fetches that failed
ALTER TABLE outcome ADD COLUMN due TEXT;                         -- UTC: not to be asked for again before

DROP VIEW failures;
CREATE VIEW failures AS
  SELECT number, report, source, status, code, stage, detail, begun, crashes, is_ignored, added, tries, due
  FROM outcome WHERE status NOT IN ('ok', 'partial', 'duplicate');

-- The page for phones is the article; of two reports that now have one address both stay as they are.
UPDATE OR IGNORE document SET address = substr(address, 3)
  WHERE address LIKE 'm.%' AND instr(substr(address, 3, instr(address || '/', '/') - 3), '.') > 0;
UPDATE OR IGNORE document SET address = substr(address, 5)
  WHERE address LIKE 'amp.%' AND instr(substr(address, 5, instr(address || '/', '/') - 5), '.') > 0;
UPDATE OR IGNORE document SET address = substr(address, 8)
  WHERE address LIKE 'mobile.%' AND instr(substr(address, 8, instr(address || '/', '/') - 8), '.') > 0;
