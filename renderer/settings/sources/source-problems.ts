/** What of a source cannot be sent as it stands. */
import type { SettingsDraft } from '../settings-input.ts'
import type { SourceInput } from '../../../main/contract/index.ts'

export type SourceProblem = 'name' | 'url' | 'port' | 'calledAE' | 'hours'

export function sourceProblems({ name, dicomWeb, dimse, hours }: SourceInput): readonly SourceProblem[] {
  return [
    ...(name.trim() === '' ? ['name' as const] : []),
    ...(dicomWeb.url === '' || isWebAddress(dicomWeb.url) ? [] : ['url' as const]),
    ...(dimse.host === '' || isPort(dimse.port) ? [] : ['port' as const]),
    ...(dimse.host === '' || isTitle(dimse.calledAE) ? [] : ['calledAE' as const]),
    ...(hours === null || (isTime(hours.from) && isTime(hours.to)) ? [] : ['hours' as const]),
  ]
}

export function identityProblems({ aeTitle, listen }: SettingsDraft['dicomIdentity']): readonly ('aeTitle' | 'listenPort')[] {
  return [
    ...(isTitle(aeTitle) ? [] : ['aeTitle' as const]),
    ...(listen.host === '' || isPort(listen.port) ? [] : ['listenPort' as const]),
  ]
}

/** By the clock of 24 hours, whatever the system is set to. */
export const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535
const isTitle = (title: string): boolean => title.trim() !== '' && /^[\x20-\x5b\x5d-\x7e]{1,16}$/.test(title)

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}
