/** Inputs for any operation, made from its own schema: a value for each field by the field's name, else the first plain
 *  value that the schema takes. An operation for which none can be made has no case in the walk, and fails it. */
import type { z } from 'zod'
import { keptSettings, operations, type OperationName, type Reading, type Settings } from '../../../main/contract/index.ts'
import { firstOpinion } from '../sequences/acts.ts'

/** What there is to ask about. */
export interface About {
  readonly studyInstanceUID: string
  readonly passphrase: string
  readonly accountId: string
  readonly account: string
  readonly sopInstanceUID: string
  readonly settings: Settings | null
  readonly readings: readonly Pick<Reading, 'id' | 'reportId' | 'version'>[]
  readonly letterIds: readonly string[]
  readonly outboxIds: readonly string[]
  readonly sessionId: string
}

const nothing = '00000000-0000-4000-8000-000000000000'
const plain: readonly unknown[] = [null, 1, 'essai', '', '2025-03-12', '2025-03-12T09:00:00.000Z', '1.2.3', nothing, true, [], 10, 25, 400, 2000, {}]
const worklistFilter = { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
const deliveryFilter = { states: [], destinations: [], kinds: [], urgentOnly: false, from: null, until: null, text: '' }
const examFilter = { view: 'ALL', text: '', standings: [], site: null, lateOnly: false }

function named({ studyInstanceUID, accountId, passphrase, account, sopInstanceUID }: About): Readonly<Record<string, readonly unknown[]>> {
  return {
    studyInstanceUID: [studyInstanceUID], accountId: [accountId], invited: [accountId], reader: [accountId, null], passphrase: [passphrase], displayName: [account], sopInstanceUID: [sopInstanceUID],
    filter: [worklistFilter, examFilter, deliveryFilter], sort: [{ key: 'state', direction: 'ascending' }], offset: [0], limit: [100], before: [null], from: [null, 1], separator: [';'],
    selection: [{ from: null, to: null, site: null, reader: null }], avis: [firstOpinion('essai', false)], text: [{ indication: '', technique: '', resultats: '', conclusion: '' }], view: [{ step: 'essai' }],
    result: [{ doneOn: '2025-03-12', acr: { D: 1, G: 1 }, action: 'FIN', biopsy: 'NONE', cancer: null }], studies: [[studyInstanceUID]],
    studyInstanceUIDs: [[studyInstanceUID]], readers: [[accountId]], email: ['essai@example.org'],
  }
}

/** The one operation whose input is made of an answer. */
function settingsOf({ settings }: About): unknown {
  return settings === null ? null : keptSettings(settings)
}

/** One input for each thing that there is to ask about; none: the operation has no case. */
export function inputsOf(name: OperationName, about: About): unknown[] {
  const schema = operations[name].input as unknown as z.ZodObject<Record<string, z.ZodType>>
  const whole = name === 'settings.set' ? settingsOf(about) : null
  if (whole !== null) return [whole]
  const shape = schema.shape
  const each: Readonly<Record<string, readonly unknown[]>> = {
    readingId: about.readings.map(({ id }) => id), reportId: about.readings.flatMap(({ reportId }) => reportId ?? []), letterId: about.letterIds, sourceId: ['pacs'], outboxId: about.outboxIds, sessionId: [about.sessionId],
  }
  const varied = Object.keys(shape).find((field) => (each[field]?.length ?? 0) > 0)
  const values = varied === undefined ? [undefined] : each[varied] ?? []
  return values.flatMap((value) => {
    const input = Object.fromEntries(Object.entries(shape).flatMap(([field, type]) => {
      if (field === varied) return [[field, value]]
      if (field === 'expectedVersion') return [[field, about.readings.find(({ id }) => id === value)?.version ?? 1]]
      const fitting = valueFor(type, field, named(about))
      return fitting === undefined ? [] : [[field, fitting]]
    }))
    return schema.safeParse(input).success ? [input] : []
  })
}

/** A value that the schema takes; of an object or a list, of its parts. Undefined where none is found. */
function valueFor(type: z.ZodType, field: string, byName: ReturnType<typeof named>): unknown {
  const { options, element, shape } = type as { options?: readonly unknown[]; element?: z.ZodType; shape?: Record<string, z.ZodType> }
  const parts = [
    ...(element === undefined ? [] : [[valueFor(element, field, byName)]]),
    ...(shape === undefined ? [] : [Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, valueFor(part, name, byName)]))]),
  ]
  return [...(byName[field] ?? []), ...plain, ...(options ?? []), ...parts].find((one) => type.safeParse(one).success)
}
