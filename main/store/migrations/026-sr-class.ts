/** A report remembers the class of its structured report: a corrigendum names its predecessor by it. Opinions were
 *  written as Comprehensive SR alone until now, ordinary reports as Basic Text SR. */
export const sql = `
ALTER TABLE reports ADD COLUMN sr_sop_class_uid TEXT NOT NULL DEFAULT '1.2.840.10008.5.1.4.1.1.88.33';
`
