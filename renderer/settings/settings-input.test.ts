import { describe, expect, it } from 'vitest'
import { newSource, noListener, operations, type Settings } from '../../main/contract/index.ts'
import { defaultDisplayRule } from '../../main/domain/display-quality/index.ts'
import { defaultPriorRules } from '../../main/domain/priors/index.ts'
import { defaultSessionSettings } from '../../main/domain/reading-session/index.ts'
import { draftOf, settingsProblems } from './settings-input.ts'
import { sourceProblems } from './sources/source-problems.ts'

const stored: Settings = {
  sources: [{
    ...newSource('pacs', 'PACS'), archive: true,
    dicomWeb: { url: 'https://pacs.example.org/dicom-web', user: 'lecteur', certificateAuthority: '', clientCertificate: '', passwordSet: true, tokenSet: false, clientKeySet: false },
  }],
  dicomIdentity: { aeTitle: 'BINOCLE', certificate: '', keySet: false, listen: { ...noListener, callers: [] } },
  ris: { host: 'ris.example.org', port: 2575, tls: true, certificateAuthority: '', receivingApplication: 'RIS', receivingFacility: 'CRCDC' },
  site: { name: 'Centre', finess: '610000000', derogation: '' },
  policy: 'FR_DOCS_MASQUE', idleMinutes: 10, brightness: 1, displayRule: defaultDisplayRule, training: false, oneToOneDemanded: false, structuredReport: 'TID_1500', reportPayload: { default: { payload: 'PDF', patientOid: '', accessionOid: '', archiveCda: false }, sites: {}, level: 1, characterSet: 'UNICODE UTF-8', sector: '' }, sessions: defaultSessionSettings, ahead: { dayList: false, newImagesMinutes: 5 }, priors: [...defaultPriorRules], programme: { tomosynthesis: { default: false, sites: {} } },
}

describe('a settings form', () => {
  it('sends what the contract takes, and keeps the secrets it never saw', () => {
    const draft = draftOf(stored)
    expect(operations['settings.set'].input.safeParse(draft).success).toBe(true)
    expect(draft.sources[0]?.dicomWeb.password).toBeNull()
  })
  it('finds nothing wrong with empty peers', () => {
    const draft = draftOf({ ...stored, sources: [], ris: { ...stored.ris, host: '', port: 0 } })
    expect(settingsProblems(draft)).toEqual([])
  })
  it('holds the numbers of a session to the bounds of the contract, and its days to their order', () => {
    const draft = draftOf(stored)
    const withSessions = (change: Partial<Settings['sessions']>) => settingsProblems({ ...draft, sessions: { ...stored.sessions, ...change } })
    expect([withSessions({}), withSessions({ guardMs: 5000, undoMinutes: 1 })]).toEqual([[], []])
    for (const wrong of [{ guardMs: 1900 }, { guardMs: Number.NaN }, { undoMinutes: 0 }, { pauseAfterCases: 9 }, { dueSoonDays: 13 }, { dueUrgentDays: 16 }]) expect([wrong, withSessions(wrong)]).toEqual([wrong, ['sessions']])
  })
  it('names each field that cannot be sent', () => {
    const draft = draftOf(stored)
    const wrong = newSource('other', ' ')
    const sources = [{ ...wrong, dicomWeb: { ...wrong.dicomWeb, url: 'pacs.example.org' }, dimse: { ...wrong.dimse, host: 'pacs', port: 0, calledAE: '' } }]
    expect(settingsProblems({ ...draft, sources, ris: { ...draft.ris, port: 99999 }, idleMinutes: 0 })).toEqual(['sources', 'ris.port', 'idle'])
    expect(sources.map(sourceProblems)).toEqual([['name', 'url', 'port', 'calledAE']])
  })
})
