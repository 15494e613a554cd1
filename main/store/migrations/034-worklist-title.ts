/** The worklist is asked under the console's one DICOM title: it has none of its own any more. */
export const sql = `UPDATE settings SET value = json_remove(value, '$.worklist.callingAE') WHERE key = 'ordersIn'`
