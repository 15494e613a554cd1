/** The reader's own day, ISO 8601. */
export function today(): string {
  const at = new Date()
  return [at.getFullYear(), String(at.getMonth() + 1).padStart(2, '0'), String(at.getDate()).padStart(2, '0')].join('-')
}

export function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`
}
