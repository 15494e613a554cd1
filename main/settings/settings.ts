/** Settings of this console, kept in the encrypted database: peers and their secrets, the reading structure, the
 *  policy of second reading, the idle lock, the rule for displays. What is stored is checked again when read; what is
 *  missing has a default. */
import { z } from 'zod'
import { defaultDisplayRule } from '../domain/display-quality/index.ts'
import { defaultPriorRules } from '../domain/priors/index.ts'
import { defaultSessionSettings } from '../domain/reading-session/index.ts'
import { aheadSettings, displayRule, noListener, priorRuleList, programmeSettings, reportPayloadSettings, risSettings, sessionSettings, settings as publicShape, siteSettings, storedIdentity, storedSource, type ParsedInput, type Settings as PublicSettings } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import { formerPacs, forgetFormerPacs } from './former-pacs.ts'
import { withArchive } from './former-payload.ts'
import { withoutSecrets, withStoredSecrets } from './secrets.ts'

const sections = {
  sources: z.array(storedSource),
  dicomIdentity: storedIdentity,
  ris: risSettings,
  site: siteSettings,
  policy: publicShape.shape.policy,
  idleMinutes: publicShape.shape.idleMinutes,
  brightness: publicShape.shape.brightness,
  displayRule,
  training: publicShape.shape.training,
  programme: programmeSettings,
  oneToOneDemanded: publicShape.shape.oneToOneDemanded,
  structuredReport: publicShape.shape.structuredReport,
  reportPayload: reportPayloadSettings,
  sessions: sessionSettings,
  ahead: aheadSettings,
  priors: priorRuleList,
}
const storedSettings = z.strictObject(sections)
export type StoredSettings = z.infer<typeof storedSettings>
export type SettingsInput = ParsedInput<'settings.set'>

export const defaultSettings: StoredSettings = {
  sources: [],
  dicomIdentity: { aeTitle: 'BINOCLE', certificate: '', key: '', listen: { ...noListener, callers: [] } },
  ris: { host: '', port: 2575, tls: false, certificateAuthority: '', receivingApplication: '', receivingFacility: '' },
  site: { name: '', finess: '', derogation: '' },
  policy: 'FR_DOCS_MASQUE',
  idleMinutes: 10,
  brightness: 1,
  displayRule: defaultDisplayRule,
  training: false,
  // In the French programme only conventional 2D is read (HAS, March 2023).
  programme: { tomosynthesis: { default: false, sites: {} } },
  oneToOneDemanded: false,
  structuredReport: 'TID_1500',
  reportPayload: { default: { payload: 'PDF', patientOid: '', accessionOid: '', archiveCda: false }, sites: {}, level: 1, characterSet: 'UNICODE UTF-8', sector: '' },
  sessions: defaultSessionSettings,
  ahead: { dayList: false, newImagesMinutes: 5 },
  priors: [...defaultPriorRules],
}

export interface Settings {
  /** With the secrets: for the clients of the peers only. */
  get(): StoredSettings
  /** What a window may see: whether there is a secret, never which. */
  public(): PublicSettings
  /** A null secret keeps the one that is stored. Runs in the caller's transaction; answers the sections that changed. */
  set(input: SettingsInput): string[]
}

export function createSettings({ store }: { store: Store }): Settings {
  const rows = store.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings')
  const put = store.prepare('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')

  function get(): StoredSettings {
    const stored = Object.fromEntries(rows.all().filter(({ key }) => Object.hasOwn(sections, key)).map(({ key, value }): [string, unknown] => [key, JSON.parse(value)]))
    const payload = stored['reportPayload']
    return storedSettings.parse({ ...defaultSettings, ...formerPacs(store), ...stored, ...(payload === undefined ? {} : { reportPayload: withArchive(payload) }) })
  }

  return {
    get,
    public: () => withoutSecrets(get()),
    set(input) {
      if (!store.inTransaction) throw new Error('Settings change inside the transaction of their act')
      const before = get()
      const after = storedSettings.parse(withStoredSecrets(input, before))
      const changed = Object.entries(after).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof StoredSettings]))
      for (const [key, value] of changed) put.run(key, JSON.stringify(value))
      if (changed.some(([key]) => key === 'sources')) forgetFormerPacs(store)
      return changed.map(([key]) => key)
    },
  }
}
