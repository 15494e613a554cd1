/** Texts of the importing room. */
export const importing = {
}
