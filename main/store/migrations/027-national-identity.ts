/** Whose exam it is: the national identity that the objects carry, and indexes by which exams of perhaps one person find
 *  each other (never joined by them alone). */
export const sql = `
ALTER TABLE studies ADD COLUMN ins_value TEXT NOT NULL DEFAULT '';
ALTER TABLE studies ADD COLUMN ins_kind TEXT CHECK (ins_kind IN ('NIR', 'NIA', 'TEST', 'DEMO'));
ALTER TABLE studies ADD COLUMN birth_name TEXT NOT NULL DEFAULT '';
CREATE INDEX studies_by_ins ON studies (ins_value) WHERE ins_value <> '';
-- The text begins with the folded name.
CREATE INDEX studies_by_birth_and_name ON studies (patient_birth_date, search_text);
`
