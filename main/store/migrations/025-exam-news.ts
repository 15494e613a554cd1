/** What happened to an exam that another console must learn of, written in the transaction in which it happened and told by
 *  a letter as soon as somebody who may is there. */
export const sql = `
CREATE TABLE exam_news (
  id TEXT PRIMARY KEY,
  study_uid TEXT NOT NULL,
  -- At the centre the reader elsewhere whom it is about; on a reader's console the account that tells the centre.
  account_id TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('IMAGES', 'FICHE', 'PRIORS', 'NO_PRIORS', 'PRIORS_ASKED')),
  at TEXT NOT NULL,
  -- SOP Instance UIDs that its teller has of the exam: whoever has them already takes no notice.
  images TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(images)),
  -- The first conclusion had been released to this reader: the exam is taken back.
  over INTEGER NOT NULL DEFAULT 0 CHECK (over IN (0, 1)),
  told_at TEXT,
  -- When the reader's console knew of it, by its own clock.
  known_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX exam_news_untold ON exam_news (at) WHERE told_at IS NULL;
CREATE INDEX exam_news_of_study ON exam_news (study_uid, account_id);

-- What another console's structure has told is told, whatever lies in this console's outbox.
ALTER TABLE corrections ADD COLUMN told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1));
`
