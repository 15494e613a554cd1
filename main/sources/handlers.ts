/** The operations of this room. The trail says which source was tried and how each step ended, and no more. */
import { describeProblem, ExpectedError, type HandlersOf, type StoredIdentity, type StoredSource } from '../contract/index.ts'
import type { Listener } from './listener.ts'
import { sourceWays } from './source-ways.ts'
import { testSource } from './test-source.ts'

export interface SourceHandlerPorts {
  readonly settings: () => { readonly sources: readonly StoredSource[]; readonly dicomIdentity: StoredIdentity }
  readonly listener: Listener
  readonly now: () => Date
}

export function createSourceHandlers({ settings, listener, now }: SourceHandlerPorts): HandlersOf<'sources.test' | 'sources.listener'> {
  return {
    'sources.test': async ({ sourceId }, context) => {
      const { sources, dicomIdentity } = settings()
      const source = sources.find(({ id }) => id === sourceId)
      if (source === undefined) throw new ExpectedError('request/not-found', { subject: sourceId })
      await listener.settled()
      const { close, ...ways } = sourceWays(source, dicomIdentity, listener)
      try {
        const result = await testSource(ways, { sourceId, mayStore: source.mayStoreTest, now, elapsed: () => performance.now() }, context.signal as AbortSignal)
        context.act(sourceId, () => undefined, `test ${result.steps.map(({ step, outcome }) => `${step}=${outcome}`).join(' ')}`)
        return result
      } finally {
        for (const client of [ways.web, ways.dimse]) client?.close()
        close()
      }
    },
    'sources.listener': async () => {
      await listener.settled()
      const { listening, problem } = listener.state()
      return { listening, problem: problem === null ? null : describeProblem(problem) }
    },
  }
}
