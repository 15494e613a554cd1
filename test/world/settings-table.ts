/** What to type into Settings, as its form asks for it. */
import type { World } from './world.ts'

export function settingsTable({ places, ris, console }: World): string {
  const rows = places.map((place) => [
    `${place.name}${place.archive ? ' *' : ''}`, place.url, place.token !== '' ? `token ${place.token}` : place.user === '' ? '' : `${place.user} / ${place.password}`,
    place.host === '' ? '' : `${place.host}:${place.port} ${place.aet}`, place.ways.join(' > '), place.line, place.habit,
  ])
  return [
    '', ...aligned([['Source (* archive)', 'DICOMweb', 'Account', 'DIMSE', 'Ways', 'Line', 'Habit'], ...rows]), '',
    `This console   title ${console.aet}; archives move objects to port ${console.port}`,
    `RIS            ${ris.host}:${ris.port}, MLLP without TLS`,
    `Patients       ${[...new Set(places.flatMap(({ studies }) => studies.map(({ patientID }) => patientID)))].join(', ')}`, '',
    'cut NAME, break NAME, mend NAME act on a line; Ctrl+C ends everything.',
  ].join('\n')
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd())
}
