/** Texts of the reporting room. */
export const reporting = {
}
