/** Whether a display may carry a reading of the programme (Q1, Q4, Q5), and if not every reason at once, so that
 *  nobody mends one fault to be told of the next. Pure: the screen as reported, the display as registered, the rule,
 *  and the day where the console stands. */
import type { Display, DisplayCheck, DisplayReason, DisplayRule, ReportedScreen } from '../../contract/index.ts'
import { devicePixels, matchDisplay, megapixels, samePixels } from './match.ts'
import { dayWords, figure, pixels, quantity, questionWords, reason } from './reasons.ts'

export interface Fitness { readonly fit: boolean; readonly reasons: DisplayReason[] }

/** ISO day. */
type Day = string

export function fitness(display: Display | null, screen: ReportedScreen, rule: DisplayRule, today: Day, displays: readonly Display[] = display === null ? [] : [display]): Fitness {
  const reasons = [
    ...pixelReasons(display, screen, rule),
    ...display === null ? unmatched(screen, displays) : [...calibrationReasons(display, rule, today), ...luminanceReasons(display, rule), ...greyReasons(display, screen, rule), ...checkReasons(display.lastCheck, rule, today)],
  ]
  return { fit: reasons.length === 0, reasons }
}

/** True while the rule asks for today's check and none was done; a check that failed was done. */
export function checkDue(lastCheck: DisplayCheck | null, rule: DisplayRule, today: Day): boolean {
  return rule.dailyCheck && lastCheck?.day !== today
}

function unmatched(screen: ReportedScreen, displays: readonly Display[]): DisplayReason[] {
  const seen = pixels(devicePixels(screen))
  const { candidates } = matchDisplay(screen, displays)
  if (candidates.length > 1) {
    return [reason('ambiguous-display',
      `${candidates.length} écrans du registre ont ${seen} pixels : dites lequel est celui-ci dans Réglages, Écrans.`,
      `${candidates.length} registered displays have ${seen} pixels: say which one this is in Settings, Displays.`)]
  }
  return [reason('unknown-display',
    `Cet écran de ${seen} pixels n’est pas au registre du poste : un compte d’administration l’y inscrit dans Réglages, Écrans.`,
    `This screen of ${seen} pixels is not in the registry: an administrator enters it in Settings, Displays.`)]
}

function pixelReasons(display: Display | null, screen: ReportedScreen, rule: DisplayRule): DisplayReason[] {
  const reasons: DisplayReason[] = []
  const seen = devicePixels(screen)
  const [size, limit] = [figure(megapixels(seen), 2), figure(rule.minimumMegapixels, 2)]
  if (megapixels(seen) < rule.minimumMegapixels) {
    reasons.push(reason('megapixels',
      `${size.fr} mégapixels (${pixels(seen)}) ; il en faut au moins ${limit.fr} : lisez sur un écran de mammographie.`,
      `${size.en} megapixels (${pixels(seen)}); at least ${limit.en} are needed: read on a mammography display.`))
  }
  if (screen.devicePixelRatio !== 1) {
    const scale = figure(screen.devicePixelRatio * 100, 0)
    reasons.push(reason('scaling',
      `L’affichage est agrandi à ${scale.fr} % ; il doit être à 100 % : réglez l’échelle du système à 100 % et le zoom de la fenêtre par Ctrl+0.`,
      `The display is scaled to ${scale.en}%; it must be 100%: set the system’s scaling to 100% and the window’s zoom with Ctrl+0.`))
  }
  if (display !== null && !samePixels(display, seen)) {
    reasons.push(reason('resolution',
      `L’écran est réglé à ${pixels(seen)} pixels, le registre dit ${pixels(display)} : réglez sa résolution native, ou corrigez le registre.`,
      `The screen is set to ${pixels(seen)} pixels, the registry says ${pixels(display)}: set its native resolution, or correct the registry.`))
  }
  return reasons
}

function calibrationReasons({ calibratedOn, calibrationTarget }: Display, rule: DisplayRule, today: Day): DisplayReason[] {
  const reasons: DisplayReason[] = []
  const limit = `${rule.calibrationMaxAgeDays}`
  if (calibratedOn === null) {
    reasons.push(reason('calibration-missing',
      `Aucune date d’étalonnage ; il doit avoir moins de ${limit} jours : étalonnez l’écran et inscrivez la date.`,
      `No calibration date; it must be less than ${limit} days old: calibrate the display and enter the date.`))
  } else {
    const age = daysBetween(calibratedOn, today)
    if (age < 0) {
      reasons.push(reason('calibration-future',
        `Étalonnage daté du ${dayWords(calibratedOn)}, après le ${dayWords(today)} : vérifiez l’horloge du poste et le registre.`,
        `Calibration dated ${dayWords(calibratedOn)}, after ${dayWords(today)}: check the clock of the console and the registry.`))
    }
    if (age > rule.calibrationMaxAgeDays) {
      reasons.push(reason('calibration-old',
        `Étalonnage du ${dayWords(calibratedOn)}, il y a ${age} jours ; la limite est de ${limit} : étalonnez l’écran à nouveau.`,
        `Calibrated on ${dayWords(calibratedOn)}, ${age} days ago; the limit is ${limit}: calibrate the display again.`))
    }
  }
  if (rule.gsdfRequired && calibrationTarget !== 'GSDF') {
    const target = targetWords[calibrationTarget]
    reasons.push(reason('not-gsdf',
      `Courbe d’étalonnage : ${target.fr} ; il faut la GSDF (DICOM PS3.14) : étalonnez l’écran en mode DICOM.`,
      `Calibration curve: ${target.en}; GSDF (DICOM PS3.14) is needed: calibrate the display in DICOM mode.`))
  }
  return reasons
}

const targetWords = {
  GSDF: { fr: 'GSDF', en: 'GSDF' }, GAMMA_2_2: { fr: 'gamma 2,2', en: 'gamma 2.2' }, CIE_L: { fr: 'CIE L*', en: 'CIE L*' },
  OTHER: { fr: 'autre', en: 'other' }, NONE: { fr: 'non déclarée', en: 'not declared' },
} as const satisfies Record<Display['calibrationTarget'], { fr: string; en: string }>

function luminanceReasons({ luminanceMin, luminanceMax, ambientLux }: Display, rule: DisplayRule): DisplayReason[] {
  const reasons: DisplayReason[] = []
  const need = (code: 'luminance-max' | 'luminance-min', value: number, limit: number) => {
    if (value >= limit) return
    const [found, asked] = [quantity(value, 'cd/m²', 2), quantity(limit, 'cd/m²', 2)]
    const max = code === 'luminance-max'
    reasons.push(reason(code,
      `Luminance ${max ? 'maximale' : 'minimale'} ${found.fr} ; il en faut au moins ${asked.fr} : ${max ? 'étalonnez plus clair ou remplacez l’écran' : 'étalonnez avec un noir plus haut'}.`,
      `${max ? 'Maximum' : 'Minimum'} luminance ${found.en}; at least ${asked.en} is needed: ${max ? 'calibrate brighter or replace the display' : 'calibrate with a higher black level'}.`))
  }
  if (luminanceMin === null || luminanceMax === null) {
    const asked = quantity(rule.luminanceMaxAtLeast, 'cd/m²', 2)
    reasons.push(reason('luminance-missing',
      `Luminances minimale et maximale non mesurées ; il faut un maximum d’au moins ${asked.fr} : mesurez-les et inscrivez-les au registre.`,
      `Minimum and maximum luminance not measured; the maximum must be at least ${asked.en}: measure and enter them.`))
  } else {
    need('luminance-max', luminanceMax, rule.luminanceMaxAtLeast)
    need('luminance-min', luminanceMin, rule.luminanceMinAtLeast)
    const ratio = luminanceMax / luminanceMin
    if (ratio < rule.luminanceRatioAtLeast || ratio > rule.luminanceRatioAtMost) {
      const [found, from, to] = [figure(ratio, 0), figure(rule.luminanceRatioAtLeast, 0), figure(rule.luminanceRatioAtMost, 0)]
      reasons.push(reason('luminance-ratio',
        `Rapport de luminance ${found.fr} ; il doit être entre ${from.fr} et ${to.fr} : étalonnez l’écran à nouveau.`,
        `Luminance ratio ${found.en}; it must be between ${from.en} and ${to.en}: calibrate the display again.`))
    }
  }
  const limit = quantity(rule.ambientLuxAtMost, 'lx')
  if (ambientLux === null) {
    reasons.push(reason('ambient-missing',
      `Éclairage ambiant non mesuré ; il ne doit pas dépasser ${limit.fr} : mesurez-le et inscrivez-le au registre.`,
      `Ambient light not measured; it must not exceed ${limit.en}: measure and enter it.`))
  } else if (ambientLux > rule.ambientLuxAtMost) {
    const found = quantity(ambientLux, 'lx')
    reasons.push(reason('ambient',
      `Éclairage ambiant ${found.fr} ; il ne doit pas dépasser ${limit.fr} : tamisez la pièce et mesurez à nouveau.`,
      `Ambient light ${found.en}; it must not exceed ${limit.en}: dim the room and measure again.`))
  }
  return reasons
}

const pathOrder = ['EIGHT_BIT', 'DITHERED', 'TEN_BIT'] as const satisfies readonly ReportedScreen['greyPath'][]
const pathWords = {
  EIGHT_BIT: { fr: '8 bits', en: '8 bits' }, DITHERED: { fr: '8 bits avec tramage', en: '8 bits with dithering' }, TEN_BIT: { fr: '10 bits', en: '10 bits' },
} as const satisfies Record<ReportedScreen['greyPath'], { fr: string; en: string }>

/** Ten bits need all three: a window that paints them, a screen driven with 30 bits per pixel, a panel that shows them. */
export function effectivePath({ bits }: Pick<Display, 'bits'>, { greyPath, colorDepth }: Pick<ReportedScreen, 'greyPath' | 'colorDepth'>): ReportedScreen['greyPath'] {
  return greyPath === 'TEN_BIT' && (bits < 10 || colorDepth < 30) ? 'EIGHT_BIT' : greyPath
}

function greyReasons(display: Display, screen: ReportedScreen, rule: DisplayRule): DisplayReason[] {
  const path = effectivePath(display, screen)
  if (pathOrder.indexOf(path) >= pathOrder.indexOf(rule.greyPathAtLeast)) return []
  const [found, asked] = [pathWords[path], pathWords[rule.greyPathAtLeast]]
  return [reason('grey-path',
    `Chaîne de gris : ${found.fr} ; la règle demande ${asked.fr} : employez un écran, une carte et une fenêtre qui les transmettent.`,
    `Grey path: ${found.en}; the rule asks for ${asked.en}: use a display, a graphics card and a window that carry them.`)]
}

function checkReasons(lastCheck: DisplayCheck | null, rule: DisplayRule, today: Day): DisplayReason[] {
  if (checkDue(lastCheck, rule, today)) {
    const last = lastCheck === null ? { fr: 'jamais fait', en: 'never done' } : { fr: `dernier le ${dayWords(lastCheck.day)}`, en: `last on ${dayWords(lastCheck.day)}` }
    return [reason('check-missing',
      `Contrôle du jour à la mire : ${last.fr} ; il en faut un par jour : faites-le, il prend moins d’une minute.`,
      `Daily check with the pattern: ${last.en}; one a day is needed: do it, it takes less than a minute.`)]
  }
  return (lastCheck?.failed ?? []).map((question) => reason('check-failed',
    `Contrôle du ${dayWords(lastCheck?.day ?? today)} : ${questionWords[question].fr} ; puis refaites le contrôle.`,
    `Check of ${dayWords(lastCheck?.day ?? today)}: ${questionWords[question].en}; then do the check again.`))
}

/** Whole days from one ISO day to another. */
function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
