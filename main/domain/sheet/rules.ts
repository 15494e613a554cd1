/** The rules of the national sheet, as a table: R1–R20 of the cahier des charges des radiologues (annexe III-B, III–V and
 *  annexes 2, 3), with letters where one number says several things; R0 and R21 are this program's own.
 *
 *  Where two numbers contradict each other, the text of the order decides:
 *  - R7 derives « L2 » from every ACR 1 or 2, R11 keeps an exam out of L2 whose abnormal clinical examination the workup
 *    confirmed. III.D (« ne passe pas en seconde lecture ») wins: the course is then chosen by hand, and surveillance or
 *    biopsy stand beside ACR 1 or 2 for that clinical reason alone (IV.B–C).
 *  - R7 knows no course for ACR 0, R4 lets one stand where the woman refused the workup: IV.B sends it on with
 *    recommendations; put off, it goes nowhere yet.
 *  - R5 speaks of ACR 3 and 4 alone; IV.B asks at least a lateral view of ACR 5 too.
 *  - R10 forbids the systematic ultrasound as an exam of the workup, R5 asks for ultrasound there: they are two exams,
 *    and one may not stand for the other (IV.B).
 *  - R9 asks words for every ACR 2; a second reader writes no report (V.C), so for him it is a warning. */
import { imageRules } from './rules-images.ts'
import { firstReaderRules } from './rules-first.ts'
import { secondReaderRules } from './rules-second.ts'
import type { SheetRule } from './rule.ts'

export type { SheetContext, SheetKind, SheetRule } from './rule.ts'

const number = ({ id }: SheetRule) => Number(/\d+/.exec(id)?.[0] ?? 0)

export const sheetRules: readonly SheetRule[] = [...imageRules, ...firstReaderRules, ...secondReaderRules].sort((one, other) => number(one) - number(other) || one.id.localeCompare(other.id))
