/** Who reads: welcome, unlock, and the fields of a new passphrase. */
export { PassphraseFields } from './PassphraseFields.tsx'
export { passphraseProblems } from './passphrase-rules.ts'
export { Unlock } from './Unlock.tsx'
export { Welcome } from './Welcome.tsx'
