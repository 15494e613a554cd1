/** Slows down guessing a passphrase, at unlock and at signature alike. An attempt is written down as failed before it
 *  is tried, in a file of its own, so that neither a restart nor a kill during the trial gives guesses for free. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ExpectedError, type AccountId } from '../contract/index.ts'
import { writeDurably } from '../vault/index.ts'

/** Attempts without a delay: a reader mistypes. */
const free = 5
const firstDelaySeconds = 5
const longestDelaySeconds = 15 * 60

/** What must pass after the last failure before the next attempt, seconds. */
export function delayAfter(failures: number): number {
  return failures < free ? 0 : Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** (failures - free))
}

const attempts = z.strictObject({ failures: z.number().int().min(0), lastAt: z.number() })
const attemptsFile = z.record(z.string(), attempts)
type Attempts = z.infer<typeof attempts>

export interface AttemptLimits {
  /** Throws `session/too-many-attempts`, or counts one more failure until told how it went. */
  begin(accountId: AccountId): Attempt
}

export interface Attempt {
  /** The passphrase was right: all is forgiven. */
  right(): void
  /** The passphrase was not put to the test: this attempt does not count. */
  untried(): void
}

export interface AttemptLimitPorts {
  readonly file: string
  readonly now: () => Date
  /** Where it is told that the count could not be written; it then holds until the program ends. */
  readonly report: (error: unknown) => void
}

function read(file: string): Map<string, Attempts> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map()
    throw error
  }
  try {
    return new Map(Object.entries(attemptsFile.parse(JSON.parse(text))))
  } catch {
    // Whoever can spoil this file can guess on a copy of the vault anyway: it must not lock the readers out.
    return new Map()
  }
}

export function createAttemptLimits({ file, now, report }: AttemptLimitPorts): AttemptLimits {
  const known = read(file)
  function save(): void {
    try {
      writeDurably(file, JSON.stringify(Object.fromEntries(known)))
    } catch (error) {
      report(error)
    }
  }
  /** A clock that was set back does not count as time that passed: the wait begins anew, and so ends, by this clock. */
  function upTo(at: number, accountId: AccountId): Attempts {
    const { failures, lastAt } = known.get(accountId) ?? { failures: 0, lastAt: 0 }
    if (lastAt <= at) return { failures, lastAt }
    known.set(accountId, { failures, lastAt: at })
    save()
    return { failures, lastAt: at }
  }
  return {
    begin(accountId) {
      const at = now().getTime()
      const { failures, lastAt } = upTo(at, accountId)
      const waited = (at - lastAt) / 1000
      const seconds = Math.ceil(delayAfter(failures) - waited)
      if (seconds > 0) throw new ExpectedError('session/too-many-attempts', { subject: accountId, params: { seconds } })
      const before = known.get(accountId)
      known.set(accountId, { failures: failures + 1, lastAt: at })
      save()
      return {
        right() {
          known.delete(accountId)
          save()
        },
        untried() {
          if (before === undefined) known.delete(accountId)
          else known.set(accountId, before)
          save()
        },
      }
    },
  }
}
