/** Font files of a printed report: Inter (SIL OFL 1.1) in the subsets and weights that its package ships. Looked up on
 *  disk once; they are embedded in each document, as PDF/A asks. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { sfntOfWoff } from './woff.ts'

/** Latin first: what it lacks is looked for in the others, in this order. */
export const subsets = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'] as const
export const weights = [400, 500, 600, 700] as const
export type Subset = (typeof subsets)[number]
export type Weight = (typeof weights)[number]

export type ReportFonts = ReadonlyMap<`${Subset} ${Weight}`, Buffer>

export async function loadReportFonts(folder: string = interFolder()): Promise<ReportFonts> {
  const wanted = subsets.flatMap((subset) => weights.map((weight) => ({ subset, weight })))
  return new Map(await Promise.all(wanted.map(async ({ subset, weight }) =>
    [`${subset} ${weight}`, sfntOfWoff(await readFile(join(folder, `inter-${subset}-${weight}-normal.woff`)))] as const)))
}

function interFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@fontsource/inter/package.json')), 'files')
}
