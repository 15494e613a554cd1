/** English must have every key of French, as a string. */
export type Translation<Texts> = { readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Translation<Texts[Key]> }
