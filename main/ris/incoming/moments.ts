/** Days and instants of HL7 v2 (2.A.21, 2.A.77): as ISO, or null where the text names none. */

export function day(text: string): string | null {
  const found = /^(\d{4})(\d{2})(\d{2})/.exec(text)
  if (found === null) return null
  const iso = `${found[1]}-${found[2]}-${found[3]}`
  const at = new Date(`${iso}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? null : iso
}

/** An instant where the text has its offset, else local time of that day. */
export function moment(text: string): string | null {
  const found = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?(?:\.\d+)?)?([+-]\d{4})?$/.exec(text)
  if (found === null || day(text) === null) return null
  const [, , , , hour = '00', minute = '00', second = '00', offset] = found
  const at = new Date(`${day(text)}T${hour}:${minute}:${second}${offset === undefined ? '' : `${offset.slice(0, 3)}:${offset.slice(3)}`}`)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}
