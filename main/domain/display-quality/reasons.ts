/** The sentences of an unfit display: each names the figure, the limit, and what to do. */
import type { CheckQuestion, DisplayReason, DisplayReasonCode } from '../../contract/index.ts'

const noBreak = '\u00a0'

/** `2.07` → `2,07` in French; no trailing zeros. */
export function figure(value: number, digits: number): { fr: string; en: string } {
  const en = String(Number(value.toFixed(digits)))
  return { fr: en.replace('.', ','), en }
}

/** With its unit after a no-break space. */
export function quantity(value: number, unit: string, digits = 1): { fr: string; en: string } {
  const { fr, en } = figure(value, digits)
  return { fr: `${fr}${noBreak}${unit}`, en: `${en}${noBreak}${unit}` }
}

export function pixels({ columns, rows }: { columns: number; rows: number }): string {
  return `${columns}${noBreak}×${noBreak}${rows}`
}

/** `2025-03-10` → `10.03.2025`. */
export function dayWords(iso: string): string {
  return iso.split('-').toReversed().join('.')
}

export function reason(code: DisplayReasonCode, fr: string, en: string): DisplayReason {
  return { code, fr, en }
}

export const questionWords: Readonly<Record<CheckQuestion, { fr: string; en: string }>> = {
  SQUARES: {
    fr: 'les carrés à 5 % et 95 % ne se distinguent pas : refaites l’étalonnage et vérifiez que rien ne se reflète sur l’écran',
    en: 'the 5% and 95% squares do not stand out: recalibrate, and check that nothing is reflected by the screen',
  },
  LETTERS: {
    fr: 'les lettres ne se lisent pas au même rang sur les trois fonds : refaites l’étalonnage GSDF',
    en: 'the letters are not legible to the same rank on the three grounds: recalibrate to GSDF',
  },
  LINES: {
    fr: 'les traits d’un pixel sont flous ou gris : réglez la résolution native, l’échelle à 100 % et la liaison numérique',
    en: 'the one-pixel lines are blurred or grey: set the native resolution, 100% scaling and a digital link',
  },
  ARTEFACTS: {
    fr: 'un défaut est visible : nettoyez l’écran ; s’il reste, faites contrôler l’écran',
    en: 'an artefact is visible: clean the screen; if it stays, have the display checked',
  },
  AMBIENT: {
    fr: 'l’éclairage de la pièce n’est pas celui de la lecture : tamisez-le et ôtez les reflets',
    en: 'the room is not lit for reading: dim it and remove reflections',
  },
}
