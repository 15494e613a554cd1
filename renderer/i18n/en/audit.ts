/** Texts of the audit room. */
export const audit = {
}
