/** Holds an opinion against the rules of the sheet. Main decides by it; the window shows the same findings. */
import type { Avis, Cote, Reading } from '../../contract/index.ts'
import { sheetRules, type SheetContext } from './rules.ts'

export type SheetFinding = Reading['findings'][number]

export function examineAvis(avis: Avis, context: SheetContext): SheetFinding[] {
  return sheetRules
    .filter((rule) => rule.applies.includes(context.kind))
    .flatMap((rule) => {
      const broken = rule.broken(avis, context)
      if (broken === false || (broken !== true && broken.length === 0)) return []
      const sides = broken === true ? [] : broken
      return [{ rule: rule.id, blocking: rule.blocks.includes(context.kind), fr: sentence(rule.fr, sides, sidesFr), en: sentence(rule.en, sides, sidesEn) }]
    })
}

const sidesFr: Record<string, string> = { D: 'sein droit', G: 'sein gauche', DG: 'les deux seins' }
const sidesEn: Record<string, string> = { D: 'right breast', G: 'left breast', DG: 'both breasts' }

function sentence(rule: string, sides: readonly Cote[], names: Record<string, string>): string {
  const name = names[sides.join('')]
  return name === undefined ? rule : `${rule.slice(0, -1)} (${name}).`
}
