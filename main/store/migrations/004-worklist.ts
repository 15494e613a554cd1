/** Tables of the worklist room. */
export const sql = ''
