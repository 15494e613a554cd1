/** What a session finds and mends when it begins: files without a row go, rows without a file are forgotten so that
 *  the object is fetched again; meanwhile the audit chain is verified. The reader is told what was found. */
import { describeProblem, ExpectedError, type ErrorCode, type Output } from '../contract/index.ts'
import type { Audit } from '../audit/index.ts'
import type { Cache } from '../cache/index.ts'
import type { UnlockedVault } from '../vault/index.ts'
import type { WorklistRoom } from '../worklist/index.ts'

export type Recovered = Output<'health.get'>['recovered'][number]

export async function recoverCachedObjects({ cache, worklist }: { cache: Cache; worklist: WorklistRoom }): Promise<Recovered[]> {
  const told: Recovered[] = []
  const { missing } = await cache.recover((gone) => worklist.forgetInstances(gone))
  if (missing.length > 0) {
    told.push({
      code: 'cache/corrupt',
      fr: `${missing.length} objet(s) du cache avaient disparu du disque. Récupérez à nouveau les examens marqués incomplets.`,
      en: `${missing.length} cached object(s) had vanished from the disk. Retrieve again the studies marked incomplete.`,
    })
  }
  return told
}

/** Null when the chain holds, or the session ended first. A trail of years takes seconds: nobody waits for it. */
export async function verifyTrail(audit: Pick<Audit, 'verifyAside'>, signal: AbortSignal): Promise<Recovered | null> {
  const verdict = await audit.verifyAside(signal)
  if (verdict === null || verdict.valid) return null
  const { code, fr, en } = describeProblem(new ExpectedError('audit/broken', { params: { seq: verdict.brokenAt ?? 0 } }))
  return { code, fr, en }
}

/** Whether the centre's key is still the one that the account of this session knows. */
export function foundInVault({ centre }: Pick<UnlockedVault, 'centre'>): Recovered[] {
  const { finding, changed } = centre.standing()
  const codes: ErrorCode[] = [...(finding === null ? [] : [finding]), ...(changed.length === 0 ? [] : ['keys/account-changed' as const])]
  return codes.map((code) => {
    const { fr, en } = describeProblem(new ExpectedError(code))
    return { code, fr, en }
  })
}
