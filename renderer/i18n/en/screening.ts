/** Texts of the screening room. */
export const screening = {
}
