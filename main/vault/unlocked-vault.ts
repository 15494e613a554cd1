/** The vault while one account is unlocked: holds the master key and gives out what derives from it, until it is
 *  told to forget; then every buffer is erased and every question answers `session/locked`. */
import { randomBytes } from 'node:crypto'
import { ExpectedError, type AccountId, type Language } from '../contract/index.ts'
import type { CentreMode } from './centre-keys.ts'
import type { ForeignKeeper } from './foreign-keeper.ts'
import type { CryptoKey } from './key-pair.ts'
import type { Finding } from './memory.ts'
import { createLetterSealing, type LetterSealing } from './letters.ts'
import { hkdf } from './derive.ts'
import { createSealing, type Sealing, type SealingKeys } from './sealing.ts'
import { unwrap, wrap } from './wrap.ts'

export interface NewAccount {
  readonly displayName: string
  readonly passphrase: string
  readonly language: Language
  /** Receives the centre's private key: it is then kept for coordinators alone. */
  readonly coordinator?: boolean
}

/** The centre's key as this console keeps it. */
export interface CentreStanding {
  readonly mode: CentreMode
  /** Whether this session opens what was sealed for the centre. */
  readonly held: boolean
  readonly id: string
  readonly publicKey: string
  readonly fingerprint: string
  readonly madeAt: string
  /** Keys that are kept for opening only. */
  readonly earlier: number
  readonly holders: readonly AccountId[]
  /** Why this session seals, wraps and releases nothing; null when what stands is what its account remembers. */
  readonly finding: Finding | null
  /** Whether this account compared the mark aloud, or founded the register. */
  readonly compared: boolean
  /** What is compared aloud: of the register's last statement, or of the card of the centre that was joined. */
  readonly mark: string | null
  readonly register: { readonly length: number; readonly head: string } | null
  /** Accounts whose keys in the file are not the known ones; those of the file are not used. */
  readonly changed: readonly AccountId[]
  readonly ownFingerprint: string
}

export interface ComparedPerson { readonly accountId: AccountId; readonly fingerprint: string }
export interface KnownPerson extends ComparedPerson {
  readonly displayName: string
  /** An account of this console. */
  readonly here: boolean
  readonly holds: boolean
  /** The register says these keys. */
  readonly confirmed: boolean
}

export interface CentreKeeper {
  standing(): CentreStanding
  people(): Promise<KnownPerson[]>
  /** A new pair for who holds the present one; earlier ones stay for opening. `keys/not-held` for everybody else. */
  rotate(beforeCommit: () => void): Promise<void>
  /** Wraps all pairs for one more account, whose fingerprint was compared. */
  grant(accountId: AccountId, fingerprint: string, beforeCommit: () => void): Promise<void>
  /** States the compared keys of an account of this console, so that opinions may be sealed for it. */
  confirm(accountId: AccountId, fingerprint: string, beforeCommit: () => void): Promise<void>
  /** Takes the wraps of one account away and makes a new pair, which that account never had. */
  withdraw(accountId: AccountId, beforeCommit: () => void): Promise<void>
  /** Begins the register anew, with those whose fingerprints were compared, and makes a new pair. */
  found(compared: readonly ComparedPerson[], beforeCommit: () => void): Promise<void>
  /** From now on this account remembers what stands there, whose mark was compared aloud. */
  compare(mark: string | null, beforeCommit: () => void): Promise<void>
}

/** Public keys of one account, SPKI in base64, and its name. */
export interface PublicKeys {
  readonly displayName: string
  readonly signing: string
  readonly receiving: string
  /** False for keys that stand in the file alone: nothing blind is sealed for them where there is a register. */
  readonly confirmed: boolean
}

export interface UnlockedVault {
  readonly accountId: AccountId
  readonly databaseKey: Uint8Array
  /** Authenticates the anchor of the audit chain. */
  readonly auditKey: Uint8Array
  newStudyKey(studyInstanceUID: string): { wrapped: Uint8Array }
  /** `cache/corrupt` when the wrapped key is not one of this study. The caller erases the key it gets. */
  fileKey(wrapped: Uint8Array, studyInstanceUID: string, fileSalt: Uint8Array, sopInstanceUID: string): Uint8Array
  /** `beforeCommit` makes durable what must exist before the account does; if it throws there is no account. */
  addAccount(account: NewAccount, beforeCommit?: (id: AccountId) => void): Promise<AccountId>
  setLanguage(accountId: AccountId, language: Language): void
  readonly sealing: Sealing
  readonly centre: CentreKeeper
  /** Keys of other consoles. */
  readonly foreign: ForeignKeeper
  readonly letters: LetterSealing
  /** What this account remembers, sealed: kept elsewhere too, it shows that an old file was put back. */
  memory(): string
  /** Holds a memory that was kept elsewhere against what stands here. */
  recall(sealed: string): Promise<void>
  /** Of an account of this console. */
  publicKeys(accountId: AccountId): PublicKeys | null
  /** Seals for that account, of this console or another; null for one whose keys nobody compared. */
  receivingKey(accountId: AccountId): Promise<CryptoKey | null>
  forget(): void
}

/** What derives from the master key, one independent key for each purpose. */
const purposes = {
  database: 'binocle database 1',
  audit: 'binocle audit anchor 1',
  study: 'binocle study keys 1',
} as const

const studyContext = (studyInstanceUID: string) => `study ${studyInstanceUID}`

export interface UnlockedPorts {
  readonly accountId: AccountId
  /** Taken over: erased by `forget`. */
  readonly masterKey: Buffer
  readonly sealingKeys: () => SealingKeys
  readonly centre: (masterKey: () => Buffer) => CentreKeeper
  readonly foreign: (masterKey: () => Buffer) => ForeignKeeper
  readonly publicKeys: (accountId: AccountId) => PublicKeys | null
  /** `masterKey` throws `session/locked` once forgotten, so that no erased key is ever used. */
  readonly addAccount: (masterKey: () => Buffer, account: NewAccount, beforeCommit: (id: AccountId) => void) => Promise<AccountId>
  readonly setLanguage: (masterKey: Buffer, accountId: AccountId, language: Language) => void
  readonly memory: () => string
  readonly recall: (sealed: string) => Promise<void>
  readonly forget: () => void
}

interface Held {
  readonly master: Buffer
  readonly database: Buffer
  readonly audit: Buffer
  readonly study: Buffer
  readonly sealingKeys: () => SealingKeys
}

export function createUnlockedVault(ports: UnlockedPorts): UnlockedVault {
  const { masterKey: master } = ports
  let held: Held | null = {
    master,
    database: hkdf(master, purposes.database),
    audit: hkdf(master, purposes.audit),
    study: hkdf(master, purposes.study),
    sealingKeys: ports.sealingKeys,
  }
  function keys(): Held {
    if (held === null) throw new ExpectedError('session/locked')
    return held
  }

  return {
    accountId: ports.accountId,
    get databaseKey() {
      return keys().database
    },
    get auditKey() {
      return keys().audit
    },
    newStudyKey(studyInstanceUID) {
      const studyKey = randomBytes(32)
      try {
        return { wrapped: wrap(keys().study, studyKey, studyContext(studyInstanceUID)) }
      } finally {
        studyKey.fill(0)
      }
    },
    fileKey(wrapped, studyInstanceUID, fileSalt, sopInstanceUID) {
      const studyKey = unwrap(keys().study, wrapped, studyContext(studyInstanceUID))
      if (studyKey === null) throw new ExpectedError('cache/corrupt', { subject: sopInstanceUID })
      try {
        return hkdf(studyKey, `binocle file 1 ${sopInstanceUID}`, fileSalt)
      } finally {
        studyKey.fill(0)
      }
    },
    addAccount: (account, beforeCommit = () => undefined) => ports.addAccount(() => keys().master, account, beforeCommit),
    setLanguage: (accountId, language) => ports.setLanguage(keys().master, accountId, language),
    sealing: createSealing(() => keys().sealingKeys()),
    centre: ports.centre(() => keys().master),
    foreign: ports.foreign(() => keys().master),
    letters: createLetterSealing(() => keys().sealingKeys()),
    publicKeys: (accountId) => ports.publicKeys(accountId),
    receivingKey: (accountId) => keys().sealingKeys().receiverKey(accountId),
    memory: () => ports.memory(),
    recall: (sealed) => ports.recall(sealed),
    forget() {
      if (held === null) return
      for (const secret of [held.master, held.database, held.audit, held.study]) secret.fill(0)
      held = null
      ports.forget()
    },
  }
}
