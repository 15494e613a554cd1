/** By which version of the description rules an object was read, and what is kept of evidence objects that speak of
 *  images (rejection notes, CAD results) as JSON. 0: read before versions were counted. */
export const sql = `
ALTER TABLE instances ADD COLUMN description_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE instances ADD COLUMN evidence TEXT;
`
