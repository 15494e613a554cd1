/** Texts of the viewer room. */
export const viewer = {
}
