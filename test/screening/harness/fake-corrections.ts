/** Corrections after the signature, in memory: asked for by the panel, answered by the test in the coordinator's place. */
import type { Avis, ErrorCode, Reading } from '../../../main/contract/index.ts'

export interface FakeCorrections {
  readonly operations: Record<string, (input: never) => unknown>
  /** What the coordinator answers. */
  answer(agreed: boolean): void
}

interface Ports {
  reading(): Reading
  replace(reading: Reading): Reading
  /** Throws what the sheet or the passphrase forbids. */
  check(avis: Avis, passphrase: string): void
  /** A report was made. */
  report(signedAt: string): Reading['reportId']
  refuse(code: ErrorCode): Error
  emit(): void
}

export function createFakeCorrections({ reading, replace, check, report, refuse, emit }: Ports): FakeCorrections {
  let reason = 'Masse vue à la relecture'
  const agreed = () => {
    const { correction } = reading()
    if (correction?.state !== 'AGREED') throw refuse('dossier/coordinator-needed')
    return correction
  }
  return {
    answer(yes) {
      const { correction } = reading()
      if (correction === null) throw new Error('nothing was asked for')
      replace({ ...reading(), correction: { ...correction, state: yes ? 'AGREED' : 'REFUSED' } })
      emit()
    },
    operations: {
      'exchange.status': () => ({ standing: 'ALONE', centre: null, readers: [], hasMailbox: false, lookedAt: null, problem: null }),
      'reading.askCorrection': (input: { reason: string }) => {
        reason = input.reason
        return replace({ ...reading(), correction: { state: 'ASKED', askedAt: new Date().toISOString(), avis: null } })
      },
      'reading.saveCorrection': ({ avis }: { avis: Avis }) => replace({ ...reading(), correction: { ...agreed(), avis } }),
      'reading.correct': ({ avis, rectifies, passphrase }: { avis: Avis; rectifies: boolean; passphrase: string }) => {
        agreed()
        if (reading().left && !rectifies) throw refuse('dossier/exported')
        check(avis, passphrase)
        const signedAt = new Date().toISOString()
        const { versions } = reading()
        return replace({ ...reading(), avis, changeReason: reason, correction: null, versions: [...versions, { signedAt, avis }], reportId: report(signedAt) })
      },
    },
  }
}
