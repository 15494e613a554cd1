/** Tables of the reporting room. */
export const sql = ''
