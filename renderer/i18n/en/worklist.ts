/** Texts of the worklist room. */
export const worklist = {
}
