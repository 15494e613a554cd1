/** Secrets of the settings: kept here, said to no window. */
import type { Settings as PublicSettings } from '../contract/index.ts'
import type { SettingsInput, StoredSettings } from './settings.ts'

export function withoutSecrets({ sources, dicomIdentity: { key, ...identity }, ...rest }: StoredSettings): PublicSettings {
  return {
    ...rest,
    sources: sources.map(({ dicomWeb: { password, token, clientKey, ...dicomWeb }, ...source }) => ({ ...source, dicomWeb: { ...dicomWeb, passwordSet: password !== '', tokenSet: token !== '', clientKeySet: clientKey !== '' } })),
    dicomIdentity: { ...identity, keySet: key !== '' },
  }
}

/** A null secret is the stored one of the same source; of a new source, none. */
export function withStoredSecrets(input: SettingsInput, before: StoredSettings): unknown {
  return {
    ...input,
    sources: input.sources.map((source) => {
      const kept = before.sources.find(({ id }) => id === source.id)?.dicomWeb
      const { password, token, clientKey } = source.dicomWeb
      return { ...source, dicomWeb: { ...source.dicomWeb, password: password ?? kept?.password ?? '', token: token ?? kept?.token ?? '', clientKey: clientKey ?? kept?.clientKey ?? '' } }
    }),
    dicomIdentity: { ...input.dicomIdentity, key: input.dicomIdentity.key ?? before.dicomIdentity.key },
  }
}
