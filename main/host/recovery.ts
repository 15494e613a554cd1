/** What a session finds and mends when it begins: files without a row go, rows without a file are forgotten so that
 *  the object is fetched again, the audit chain is verified. The reader is told what was found. */
import { describeProblem, ExpectedError, type Output } from '../contract/index.ts'
import type { Audit } from '../audit/index.ts'
import type { Cache } from '../cache/index.ts'
import type { WorklistRoom } from '../worklist/index.ts'

export type Recovered = Output<'health.get'>['recovered'][number]

export async function recoverSession({ cache, worklist, audit }: { cache: Cache; worklist: WorklistRoom; audit: Audit }): Promise<Recovered[]> {
  const told: Recovered[] = []
  const { missing } = await cache.recover()
  if (missing.length > 0) {
    worklist.forgetInstances(missing)
    told.push({
      code: 'cache/corrupt',
      fr: `${missing.length} objet(s) du cache avaient disparu du disque. Récupérez à nouveau les examens marqués incomplets.`,
      en: `${missing.length} cached object(s) had vanished from the disk. Retrieve again the studies marked incomplete.`,
    })
  }
  const { valid, brokenAt } = audit.verify()
  if (!valid) {
    const { code, fr, en } = describeProblem(new ExpectedError('audit/broken', { params: { seq: brokenAt ?? 0 } }))
    told.push({ code, fr, en })
  }
  return told
}
