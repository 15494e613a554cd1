/** What of a source cannot be sent as it stands. */
import type { SettingsDraft } from '../settings-input.ts'
import type { SourceInput } from '../../../main/contract/index.ts'

export type SourceProblem = 'name' | 'url' | 'port' | 'calledAE'

export function sourceProblems({ name, dicomWeb, dimse }: SourceInput): readonly SourceProblem[] {
  return [
    ...(name.trim() === '' ? ['name' as const] : []),
    ...(dicomWeb.url === '' || isWebAddress(dicomWeb.url) ? [] : ['url' as const]),
    ...(dimse.host === '' || isPort(dimse.port) ? [] : ['port' as const]),
    ...(dimse.host === '' || isTitle(dimse.calledAE) ? [] : ['calledAE' as const]),
  ]
}

export function identityProblems({ aeTitle, listen }: SettingsDraft['dicomIdentity']): readonly ('aeTitle' | 'listenPort')[] {
  return [
    ...(isTitle(aeTitle) ? [] : ['aeTitle' as const]),
    ...(listen.host === '' || isPort(listen.port) ? [] : ['listenPort' as const]),
  ]
}

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535
const isTitle = (title: string): boolean => title.trim() !== '' && /^[\x20-\x5b\x5d-\x7e]{1,16}$/.test(title)

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}
