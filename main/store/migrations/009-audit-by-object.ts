/** What was done to one object is asked at each reveal: without an index the whole trail would be read for it. */
export const sql = `
CREATE INDEX audit_events_by_object ON audit_events (object);
`
