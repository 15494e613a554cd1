/** Words. Resources are TypeScript, one file per room under `fr/` and `en/`; French is the reference and English must
 *  have the same keys (a type and a test hold that). In a component: `const t = useText('worklist')`, then
 *  `t('columns.patient')`, `t('count', { count: 3 })`. Never write a sentence in a component. */
export * from './day-input.ts'
export * from './dicom-text.ts'
export * from './format.ts'
export * from './i18n.ts'
export { frenchSpaces, spaced } from './typography.ts'
export * from './use-text.ts'
