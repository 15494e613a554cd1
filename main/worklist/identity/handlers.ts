/** The operations of reconciliation: which exams wait, what is asked of one, and the decision. */
import type { Account, CallContext, HandlersOf, ServerEvent, StudyInstanceUID } from '../../contract/index.ts'
import { ExpectedError } from '../../contract/index.ts'
import type { Cache } from '../../cache/index.ts'
import type { Store } from '../../store/index.ts'
import type { OrderedIdentityOf } from '../present-row.ts'
import { worklistRow } from '../query.ts'
import { forgetObjects } from '../study-rows.ts'
import { asksForPatient } from './asks.ts'
import { checkDecision, decide } from './decide.ts'
import { identityQuestion } from './question.ts'

interface Ports { store: Store; cache: Cache; emit(event: ServerEvent): void; now(): Date; isHeld(studyInstanceUID: string): boolean; ordered: OrderedIdentityOf }

/** Those that came last are asked about first; more than so many wait for the list itself. */
const maximumWaiting = 200

export function identityHandlers({ store, cache, emit, now, isHeld, ordered }: Ports): HandlersOf<'identity.waiting' | 'identity.question' | 'identity.decide'> {
  return {
    'identity.waiting': (_, context) => {
      const account = accountOf(context)
      const imported = store.prepare<[number], { study_uid: string }>(`SELECT study_uid FROM studies WHERE in_pacs = 0 AND demo = 0 AND locality <> 'remote' ORDER BY rowid DESC LIMIT ?`).all(maximumWaiting)
      return { studies: imported.filter(({ study_uid }) => asksForPatient(store, study_uid)).flatMap(({ study_uid }) => worklistRow(store, account.id, study_uid as StudyInstanceUID, ordered) ?? []) }
    },
    'identity.question': ({ studyInstanceUID, text }, context) => identityQuestion(store, accountOf(context).id, studyInstanceUID, text),
    'identity.decide': async (input, context) => {
      const account = accountOf(context)
      checkDecision(store, account, input)
      const refuses = input.decision === 'REFUSE'
      if (refuses && isHeld(input.studyInstanceUID)) throw new ExpectedError('reading/invalid-transition', { subject: input.studyInstanceUID })
      const dropped = context.act(input.studyInstanceUID, () => {
        decide(store, account, now().toISOString(), input)
        if (!refuses) return null
        forgetObjects(store, input.studyInstanceUID)
        return cache.dropStudy(input.studyInstanceUID)
      }, `identity ${input.decision}${input.candidate === null ? '' : ` as of ${input.candidate.studyInstanceUID}`}`)
      await dropped?.removeFiles()
      emit({ type: 'worklist.changed' })
      return {}
    },
  }
}

function accountOf({ account }: CallContext): Account {
  if (account === null) throw new ExpectedError('session/locked')
  return account
}
