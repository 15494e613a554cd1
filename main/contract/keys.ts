/** The centre's key pair: who keeps its private half, and the ceremony that hands it over. Nothing but a
 *  fingerprint of its public half crosses this wire. */
import { z } from 'zod'
import { problem } from './errors.ts'
import { accountId, instant } from './ids.ts'
import { operation } from './operation.ts'

/** `CONSOLE`: any account of this console can unwrap it, the weaker mode. */
export const centreMode = z.enum(['CONSOLE', 'COORDINATORS'])

/** A person whose keys are compared aloud. */
const comparedPerson = z.strictObject({ accountId, fingerprint: z.string().max(60) })

export const centrePerson = comparedPerson.extend({
  displayName: z.string(),
  /** An account of this console; else a reader of another one, admitted before there was a register. */
  here: z.boolean(),
  coordinates: z.boolean(),
  holds: z.boolean(),
  /** The register says these keys: a coordinator compared them aloud. */
  confirmed: z.boolean(),
  /** Other keys stand in the vault’s file. They are not used. */
  changed: z.boolean(),
})
export type CentrePerson = z.infer<typeof centrePerson>

export const centreStatus = z.strictObject({
  mode: centreMode,
  /** Whether this session opens what was sealed for the centre. */
  held: z.boolean(),
  id: z.string(),
  /** Two people read it to one another: eight groups of four hexadecimal digits. */
  fingerprint: z.string(),
  madeAt: instant,
  /** Keys kept for opening what was sealed before. */
  earlier: z.number().int(),
  /** Of the register's last statement, or of the centre that was joined; null where there is neither. */
  mark: z.string().nullable(),
  /** How many statements the register has; null where there is none. */
  statements: z.number().int().nullable(),
  /** Whether this account compared the mark aloud. */
  compared: z.boolean(),
  /** Why this session seals, wraps and releases nothing. */
  finding: problem.nullable(),
  ownFingerprint: z.string(),
  /** Accounts of this console; before the register is founded also the readers of others. */
  people: z.array(centrePerson),
})
export type CentreStatus = z.infer<typeof centreStatus>

const keeping = { output: centreStatus, access: ['ADMIN', 'COORDINATOR'], audit: 'security-alert', writes: true } as const
/** Why a session seals, wraps and releases nothing. */
export const keyFindings = ['keys/not-founded', 'keys/to-compare', 'keys/register-cut', 'keys/register-rewritten', 'keys/centre-changed', 'keys/memory-lost'] as const
const refusals = ['keys/not-held', ...keyFindings, 'exchange/joined', 'store/full', 'store/damaged'] as const

export const keysOperations = {
  'keys.status': operation({ input: z.strictObject({}), output: centreStatus, errors: [], access: 'account', audit: null, writes: false }),
  /** Makes an account a coordinator and wraps the key for it, under the fingerprint that was compared. The first one takes it from the console for good. */
  'keys.grant': operation({ ...keeping, input: comparedPerson, errors: [...refusals, 'exchange/fingerprint', 'request/not-found'] }),
  /** Says that the keys of an account were compared: opinions may be sealed for it. */
  'keys.confirm': operation({ ...keeping, input: comparedPerson, errors: [...refusals, 'exchange/fingerprint', 'request/not-found'] }),
  /** Takes the key from a coordinator and makes a new one. A role that is an account's only one stays, without the key. */
  'keys.withdraw': operation({ ...keeping, input: z.strictObject({ accountId }), errors: [...refusals, 'keys/last-coordinator', 'request/not-found'] }),
  /** A new pair to seal with; the earlier ones stay for opening. */
  'keys.rotate': operation({ ...keeping, input: z.strictObject({}), errors: [...refusals] }),
  /** Begins the register, with those whose fingerprints were compared and a new pair: of a vault that had none, or whose register is lost. */
  'keys.found': operation({ ...keeping, input: z.strictObject({ compared: z.array(comparedPerson).max(5000) }), errors: ['keys/not-held', 'keys/founded', 'exchange/fingerprint', 'exchange/joined', 'exchange/not-a-centre', 'store/full', 'store/damaged'] }),
  /** The active account compared the mark aloud: this is what it knows from now on. */
  'keys.compare': operation({ ...keeping, access: 'account', input: z.strictObject({ mark: z.string().max(60).nullable() }), errors: ['exchange/fingerprint', 'keys/register-rewritten', 'store/full', 'store/damaged'] }),
}
