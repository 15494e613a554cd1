/** Numbers, dates and units as the reader writes them: JJ.MM.AAAA in both languages (a date that cannot be misread
 *  between readers), decimal comma in French, a no-break space before units. */
import type { Language } from '../../main/contract/index.ts'

export interface Format {
  /** `2025-03-10` → `10.03.2025`; absent → ''. */
  day(iso: string | null): string
  /** An instant, local time: `10.03.2025 14:05`. */
  instant(iso: string | null): string
  /** Local time of an instant: `14:05`. */
  time(iso: string | null): string
  number(value: number, digits?: number): string
  /** `Site : Flers` (French) or `Site: Flers`. */
  labelled(label: string, value: string): string
  /** 0..1 → `37 %` (French) or `37%`. */
  percent(ratio: number): string
  /** Octets in French, bytes in English; powers of 1000. */
  bytes(count: number): string
  /** With its unit: `12,5 mm`. */
  quantity(value: number, unit: string, digits?: number): string
}

const noBreak = '\u00a0'

/** Kept, by language and digits: making one takes longer than a hundred uses of it. */
const numbers = new Map<string, Intl.NumberFormat>()

function numberFormat(language: Language, digits: number): Intl.NumberFormat {
  const name = `${language} ${digits}`
  const format = numbers.get(name) ?? new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  numbers.set(name, format)
  return format
}

export function createFormat(language: Language): Format {
  const number = (value: number, digits = 0) => numberFormat(language, digits).format(value)
  const time = (iso: string | null) => {
    const at = parse(iso)
    return at === null ? '' : `${two(at.getHours())}:${two(at.getMinutes())}`
  }
  return {
    number,
    labelled: (label, value) => `${label}${language === 'fr' ? noBreak : ''}: ${value}`,
    time,
    day: (iso) => formatDay(iso),
    instant: (iso) => {
      const at = parse(iso)
      return at === null ? '' : `${two(at.getDate())}.${two(at.getMonth() + 1)}.${at.getFullYear()} ${time(iso)}`
    },
    percent: (ratio) => `${number(Math.floor(ratio * 100))}${language === 'fr' ? noBreak : ''}%`,
    quantity: (value, unit, digits = 0) => `${number(value, digits)}${noBreak}${unit}`,
    bytes: (count) => {
      const units = language === 'fr' ? ['o', 'ko', 'Mo', 'Go', 'To'] : ['B', 'kB', 'MB', 'GB', 'TB']
      let value = count
      let step = 0
      while (value >= 1000 && step < units.length - 1) {
        value /= 1000
        step += 1
      }
      return `${number(value, step === 0 || value >= 100 ? 0 : 1)}${noBreak}${units[step] ?? ''}`
    },
  }
}

export function formatDay(iso: string | null): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '')
  return match === null ? '' : `${match[3]}.${match[2]}.${match[1]}`
}

function parse(iso: string | null): Date | null {
  if (iso === null || iso === '') return null
  const at = new Date(iso)
  return Number.isNaN(at.getTime()) ? null : at
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
