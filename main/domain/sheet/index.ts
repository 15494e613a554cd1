/** The national interpretation sheet: its rules, its words, and what an opinion amounts to. */
export { anomalieLabels, anomaliesOf, cotes, decisionOf, goesToSecondReader, isPositive, type Decision } from './decision.ts'
export { examineAvis, type SheetFinding } from './examine.ts'
export { emptyText, examineText, examineTraces } from './plain-text.ts'
export { sheetRules, type SheetContext, type SheetKind, type SheetRule } from './rules.ts'
export { coteOf, incidenceOf, type SheetImage } from './views.ts'
export * from './words.ts'
