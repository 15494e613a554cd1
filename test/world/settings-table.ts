/** What to type into Settings, as its form asks for it; how to log in, and what to try. */
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
    'cut NAME, break NAME, mend NAME act on a line (a centre, central, ris); results tells what the RIS holds; Ctrl+C ends everything.',
  ].join('\n')
}

/** `profile`: one that was written for this region; null: none. */
export function whatToTry({ places }: World, profile: string | null, passphrase: string): string {
  const [central, first, second] = places
  const patient = first?.studies[0]?.patientID ?? central?.studies[0]?.patientID ?? ''
  const moody = places.find(({ line }) => line.includes('drops')) ?? second ?? first
  return [
    ...(profile === null
      ? ['Log in         with a profile of your own, Settings as above; or end this and start npm run world -- --profile=DIR, which writes one that knows all of it']
      : [`Log in         npm start -- --profile=${profile}; account Lecture, passphrase: ${passphrase}`]),
    `To try         search ${patient}: an exam of today, and one of two years ago that ${central?.name ?? 'the archive'} holds as well; open today's, and its prior comes before it is asked for`,
    `               open an exam of ${moody?.name ?? ''}, type break ${moody?.id ?? ''}: the retrieval waits and says so; mend ${moody?.id ?? ''}: it goes on, nothing is fetched twice`,
    '               Settings › Sources, Test: what each archive can and cannot do',
    '               Requests (sent to --orders=PORT; to 2575 with a profile): they come from the RIS, with one that is cancelled; each joins its exam once that is here',
    '               type break ris, sign a report: the archive has it, the result waits in Deliveries; mend ris, results: it came once',
  ].join('\n')
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd())
}
