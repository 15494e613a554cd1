/** Texts of the app room. */
export const app = {
}
