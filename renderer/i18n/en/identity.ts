/** Texts of the identity room. */
export const identity = {
}
