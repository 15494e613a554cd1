/** Tables of the sync room. */
export const sql = ''
