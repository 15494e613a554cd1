/** What of a source cannot be sent as it stands. */
import type { SourceInput } from '../../../main/contract/index.ts'

export type SourceProblem = 'name' | 'url' | 'port' | 'calledAE'

export function sourceProblems({ name, dicomWeb, dimse }: SourceInput): readonly SourceProblem[] {
  return [
    ...(name.trim() === '' ? ['name' as const] : []),
    ...(dicomWeb.url === '' || isWebAddress(dicomWeb.url) ? [] : ['url' as const]),
    ...(dimse.host === '' || (Number.isInteger(dimse.port) && dimse.port >= 1 && dimse.port <= 65_535) ? [] : ['port' as const]),
    ...(dimse.host === '' || /^[\x20-\x5b\x5d-\x7e]{1,16}$/.test(dimse.calledAE) ? [] : ['calledAE' as const]),
  ]
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}
