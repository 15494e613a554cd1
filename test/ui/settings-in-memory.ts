/** What a console does with the settings that a window sends, secrets forgotten at once. */
import { newSource, type Input, type Settings, type SourceView } from '../../main/contract/index.ts'

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
