/** Tables of the reading room. */
export const sql = ''
