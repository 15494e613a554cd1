/** Letters of the structure: their templates, the places that these may have, and the days on which they are due. Pure. */
export { defaultTemplates, type LetterWording } from './default-templates.ts'
export { fillLetter, paragraphsOf, placeholders, unknownPlaceholder, type LetterValues, type Placeholder } from './placeholders.ts'
export { addDays, letterDue, type LetterOccasion } from './timing.ts'
