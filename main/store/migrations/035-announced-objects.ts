/** How many objects a source said a study has, where it listed fewer: what a later look, at whichever source, is held against. */
export const sql = `
ALTER TABLE retrieve_jobs ADD COLUMN announced INTEGER NOT NULL DEFAULT 0;
`
