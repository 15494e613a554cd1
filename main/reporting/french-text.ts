/** French typography of values on a report: names, days, instants, lengths. */

/** `FAMILY^Given^Middle^Prefix^Suffix` (PS3.5 6.2.1) → `Prefix FAMILY Given Middle, Suffix`. */
export function personName(value: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = (value.split('=')[0] ?? '').split('^').map((part) => part.trim())
  const name = [prefix, family.toLocaleUpperCase('fr'), given, middle].filter((part) => part !== '').join(' ')
  return suffix === '' ? name : `${name}, ${suffix}`
}

/** ISO day → `12.04.1962`; what is no day stays as it is. */
export function frenchDay(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso) ?? []
  return year === undefined ? iso : `${day}.${month}.${year}`
}

/** TM (`101530.25`, `1015`, `10:15`) → `10:15`; empty when there is none. */
export function frenchTime(tm: string): string {
  const [, hour, minute] = /^(\d{2}):?(\d{2})/.exec(tm) ?? []
  return hour === undefined ? '' : `${hour}:${minute}`
}

/** An instant in the time zone of the console, offset said: `10.03.2025 à 14:32:05 (UTC+01:00)`. */
export function frenchInstant(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('fr-FR', {
    timeZone, timeZoneName: 'longOffset', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  }).formatToParts(new Date(instant))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('day')}.${part('month')}.${part('year')} à ${part('hour')}:${part('minute')}:${part('second')} (${part('timeZoneName')})`
}

/** `8,5 mm`, with the no-break space of a unit. */
export function millimetres(value: number): string {
  return `${new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }).format(value)}\u00A0mm`
}

/** Fills the `{…}` places of a template sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

/** No line may break before double punctuation, inside guillemets, or between a number and what it counts. */
export function noBreaks(text: string): string {
  return text
    .replaceAll(': ACR', ':\u00A0ACR')
    .replaceAll(/ ([:;!?»])/g, '\u00A0$1')
    .replaceAll('« ', '«\u00A0')
    .replaceAll(/\b(ACR|Type) (\d)/g, '$1\u00A0$2')
    .replaceAll(/(\d) (%|mm|cm|mL|mGy)(?![\p{L}])/gu, '$1\u00A0$2')
}
