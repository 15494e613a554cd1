/** What a console does with the settings that a window sends, secrets forgotten at once. */
import { newSource, type Input, type Settings, type SourceTest, type SourceView, type StepResult } from '../../main/contract/index.ts'

export function archiveSource(url: string): SourceView {
  const { dicomWeb: { password: _password, token: _token, clientKey: _clientKey, ...dicomWeb }, ...source } = newSource('pacs', 'PACS')
  return { ...source, archive: true, dicomWeb: { ...dicomWeb, url, user: 'lecteur', passwordSet: true, tokenSet: false, clientKeySet: false } }
}

const isSet = (given: string | null, before: boolean | undefined): boolean => (given === null ? before === true : given !== '')

export function settingsAfter({ sources, dicomIdentity: { key, ...identity }, ...rest }: Input<'settings.set'>, before: Settings): Settings {
  return {
    ...rest,
    dicomIdentity: { ...identity, keySet: isSet(key, before.dicomIdentity.keySet) },
    sources: sources.map(({ dicomWeb: { password, token, clientKey, ...dicomWeb }, ...source }) => {
      const known = before.sources.find(({ id }) => id === source.id)?.dicomWeb
      return { ...source, dicomWeb: { ...dicomWeb, passwordSet: isSet(password, known?.passwordSet), tokenSet: isSet(token, known?.tokenSet), clientKeySet: isSet(clientKey, known?.clientKeySet) } }
    }),
  }
}

const step = (name: StepResult['step'], told: Partial<StepResult>): StepResult => ({ step: name, outcome: 'OK', reason: null, problem: null, milliseconds: null, bytes: null, found: null, ...told })

/** What the test of a source says that works in every way. */
export const workingSource: SourceTest = {
  steps: [
    step('WEB_ECHO', { milliseconds: 38 }), step('C_ECHO', { milliseconds: 24 }), step('QIDO_RS', { milliseconds: 120, found: 20 }), step('C_FIND', { milliseconds: 180, found: 20 }),
    step('WADO_RS', { milliseconds: 820, bytes: 27_262_976 }), step('C_GET', { milliseconds: 1400, bytes: 27_262_976 }), step('C_MOVE', { milliseconds: 1900, bytes: 27_262_976 }),
    step('STOW_RS', { milliseconds: 95 }), step('C_STORE', { milliseconds: 110 }),
  ],
  clockAheadSeconds: 2, testStudyInstanceUID: '2.25.329800735698586629295641978511506172918',
}
