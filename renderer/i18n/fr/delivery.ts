/** Texts of the delivery room. */
export const delivery = {
}
