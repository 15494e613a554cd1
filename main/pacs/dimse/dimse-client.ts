/** The DIMSE side of the PACS port (PS3.4 B and C, PS3.7): C-ECHO, C-FIND of the study root, C-GET of single objects,
 *  C-STORE. Hierarchical queries only: archives that know relational ones are rare. */
import { isMailboxPatient, keyObjectSelectionClass, part10Parts, type Attributes } from '../../dicom/index.ts'
import { ExpectedError } from '../../contract/index.ts'
import { nameSearch } from '../patient-name-search.ts'
import { isPriorOf, keyObjectTitle, newestFirst, remoteInstance, remoteStudy, studyCount } from '../qido.ts'
import { text, uidOf, type JsonDataset } from '../dicom-json.ts'
import type { InstanceAddress, PacsClient, RemoteInstance, RemoteStudy, StudyQuery } from '../port.ts'
import { openAssociation, type Association } from './association.ts'
import type { Address } from './connect.ts'
import { getObject } from './get-object.ts'
import { contextsOf, getOffers, type GetOffer } from './get-offers.ts'
import { keepAssociations, type KeptAssociations } from './kept-associations.ts'
import { echo, find, offer, studyRootFind, verification } from './services.ts'
import { storeObject, storeOffer } from './store-object.ts'

const priorLimit = 500
const instanceLimit = 50_000
/** What was listed is fetched without another question. */
const remembered = 100_000

const studyKeys: Attributes = {
  QueryRetrieveLevel: 'STUDY', StudyInstanceUID: '', StudyDate: '', StudyTime: '', AccessionNumber: '', ModalitiesInStudy: '', InstitutionName: '', ReferringPhysicianName: '',
  StudyDescription: '', PatientName: '', PatientID: '', IssuerOfPatientID: '', PatientBirthDate: '', PatientSex: '', StudyID: '',
}

/** `kept`: shared by all that speaks with this address. */
export function createDimseClient(address: Address, kept: KeptAssociations = keepAssociations()): PacsClient {
  const listed = new Map<string, { readonly sopClassUID: string; readonly modality: string }>()
  /** By what an object of a series last came. */
  const offerOfSeries = new Map<string, GetOffer>()

  async function asked<T>(signal: AbortSignal, work: (association: Association) => Promise<T>): Promise<T> {
    const association = await kept.open(() => openAssociation(address, { contexts: offer(studyRootFind) }, signal))
    try {
      const answer = await work(association)
      await association.release().catch(() => undefined)
      return answer
    } catch (error) {
      association.abort()
      throw error
    }
  }

  async function rows<T>(association: Association, keys: Attributes, limit: number, parse: (row: JsonDataset) => T | null): Promise<{ rows: T[]; truncated: boolean }> {
    const found: T[] = []
    for await (const row of find(association, keys)) {
      const parsed = parse(row)
      if (parsed === null) continue
      if (found.length >= limit) return { rows: found, truncated: true }
      found.push(parsed)
    }
    return { rows: found, truncated: false }
  }

  async function seriesOf(association: Association, studyInstanceUID: string): Promise<{ seriesInstanceUID: string; modality: string }[]> {
    const keys = { QueryRetrieveLevel: 'SERIES', StudyInstanceUID: studyInstanceUID, SeriesInstanceUID: '', Modality: '' }
    return (await rows(association, keys, instanceLimit, (row) => {
      const seriesInstanceUID = uidOf(row, '0020000E')
      return seriesInstanceUID === null ? null : { seriesInstanceUID, modality: text(row, '00080060') }
    })).rows
  }

  /** The hierarchy is gone down because a peer need not answer otherwise (PS3.4 C.4.1.2.1). */
  async function instancesOf(association: Association, studyInstanceUID: string, { seriesInstanceUID, modality }: { seriesInstanceUID: string; modality: string }, sopInstanceUID = ''): Promise<RemoteInstance[]> {
    const keys = { QueryRetrieveLevel: 'IMAGE', StudyInstanceUID: studyInstanceUID, SeriesInstanceUID: seriesInstanceUID, SOPInstanceUID: sopInstanceUID, SOPClassUID: '' }
    const found = await rows(association, keys, instanceLimit, (row) => remoteInstance({ ...row, '0020000E': { Value: [seriesInstanceUID] }, '00080060': { Value: [modality] } }))
    for (const { sopInstanceUID: uid, sopClassUID } of found.rows) remember(listed, uid, { sopClassUID, modality })
    return found.rows
  }

  async function studies(query: Partial<StudyQuery>, pattern: string, limit: number, association: Association): Promise<{ rows: RemoteStudy[]; truncated: boolean }> {
    return rows(association, { ...studyKeys, ...matching(query, pattern) }, limit, (row) => remoteStudy(row))
  }

  async function describe(at: InstanceAddress, signal: AbortSignal): Promise<{ sopClassUID: string; modality: string }> {
    const known = listed.get(at.sopInstanceUID)
    if (known !== undefined) return known
    await asked(signal, async (association) => {
      const [told] = await instancesOf(association, at.studyInstanceUID, { seriesInstanceUID: at.seriesInstanceUID, modality: '' }, at.sopInstanceUID)
      if (told?.sopClassUID !== '') return
      const series = (await seriesOf(association, at.studyInstanceUID)).find(({ seriesInstanceUID }) => seriesInstanceUID === at.seriesInstanceUID)
      remember(listed, at.sopInstanceUID, { sopClassUID: '', modality: series?.modality ?? '' })
    })
    const found = listed.get(at.sopInstanceUID)
    if (found === undefined) throw new ExpectedError('pacs/dimse-status', { subject: at.sopInstanceUID, params: { status: '0000' } })
    return found
  }

  async function* retrieve(at: InstanceAddress, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const { sopClassUID, modality } = await describe(at, signal)
    const before = offerOfSeries.get(at.seriesInstanceUID)
    const offers = getOffers(sopClassUID, modality)
    if (before !== undefined && (sopClassUID === '' || before.sopClassUIDs.includes(sopClassUID))) offers.unshift(before)
    for (const [index, offered] of offers.entries()) {
      let begun = false
      try {
        for await (const bytes of retrieveBy(offered, at, signal)) {
          begun = true
          yield bytes
        }
        remember(offerOfSeries, at.seriesInstanceUID, offered)
        return
      } catch (error) {
        if (begun || !anotherMayDo(error) || index === offers.length - 1) throw error
      }
    }
  }

  async function* retrieveBy(offered: GetOffer, at: InstanceAddress, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const kind = `${offered.sopClassUIDs.join(' ')}/${offered.syntaxes.length === 1 ? offered.syntaxes[0] : ''}`
    for (let mayRetry = true; ;) {
      const { association, messageId, fresh } = await kept.take(kind, () => openAssociation(address, contextsOf(offered), signal))
      const unwatch = association.watch(signal)
      let begun = false
      try {
        for await (const bytes of getObject(association, messageId, at, offered.sopClassUIDs)) {
          begun = true
          yield bytes
        }
        kept.give(kind, association, messageId)
        return
      } catch (error) {
        // A refusal was said in due form: the association stands.
        if (error instanceof ExpectedError && error.code === 'pacs/dimse-status') kept.give(kind, association, messageId)
        // One that the peer had let go meanwhile: nothing came, so ask again on a fresh one.
        const wasLetGo = !fresh && !begun && mayRetry && error instanceof ExpectedError && error.code === 'pacs/interrupted'
        if (!wasLetGo) throw error
        mayRetry = false
      } finally {
        unwatch()
      }
    }
  }

  /** One that the peer let go while it was kept is asked for again: what is stored twice under one UID is stored once. */
  async function over(kind: string, open: () => Promise<Association>, signal: AbortSignal, work: (association: Association, messageId: number) => Promise<void>): Promise<void> {
    for (let mayRetry = true; ;) {
      const { association, messageId, fresh } = await kept.take(kind, open)
      const unwatch = association.watch(signal)
      try {
        await work(association, messageId)
        kept.give(kind, association, messageId)
        return
      } catch (error) {
        if (fresh || !mayRetry || !(error instanceof ExpectedError) || error.code !== 'pacs/interrupted') throw error
        mayRetry = false
      } finally {
        unwatch()
      }
    }
  }

  return {
    async echo(signal) {
      const association = await kept.open(() => openAssociation(address, { contexts: offer(verification) }, signal))
      await echo(association).finally(() => association.release().catch(() => undefined))
    },
    findStudies: (query, limit, signal) => asked(signal, async (association) => {
      const name = nameSearch(query.patientName)
      let found: { rows: RemoteStudy[]; truncated: boolean } = { rows: [], truncated: false }
      for (const pattern of name.patterns.length === 0 ? [''] : name.patterns) {
        found = await studies(query, pattern, limit, association)
        found.rows = found.rows.filter((study) => name.matches(study.patientName) && !isMailboxPatient(study.patientID))
        if (found.rows.length > 0) break
      }
      return { studies: found.rows, truncated: found.truncated }
    }),
    findInstances: (studyInstanceUID, signal) => asked(signal, async (association) => {
      const found: RemoteInstance[] = []
      for (const series of await seriesOf(association, studyInstanceUID)) found.push(...await instancesOf(association, studyInstanceUID, series))
      return found
    }),
    countInstances: (studyInstanceUID, signal) => asked(signal, async (association) => {
      const keys: Attributes = { QueryRetrieveLevel: 'STUDY', StudyInstanceUID: studyInstanceUID, NumberOfStudyRelatedInstances: '' }
      return (await rows(association, keys, 1, (row) => studyCount(row, studyInstanceUID))).rows[0] ?? null
    }),
    findKeyObjectTitles: (studyInstanceUID, signal) => asked(signal, async (association) => {
      const titles = new Map<string, { value: string; scheme: string }>()
      for (const { seriesInstanceUID, modality } of await seriesOf(association, studyInstanceUID)) {
        if (modality !== 'KO') continue
        const keys: Attributes = { QueryRetrieveLevel: 'IMAGE', StudyInstanceUID: studyInstanceUID, SeriesInstanceUID: seriesInstanceUID, SOPInstanceUID: '', SOPClassUID: keyObjectSelectionClass, ConceptNameCodeSequence: [] }
        for (const { sopInstanceUID, value, scheme } of (await rows(association, keys, instanceLimit, (row) => keyObjectTitle(row))).rows) titles.set(sopInstanceUID, { value, scheme })
      }
      return titles
    }),
    findPriors: (study, signal) => study.patientID === '' || study.studyDate === null ? Promise.resolve([]) : asked(signal, async (association) => {
      const { rows: found } = await studies({ patientID: study.patientID, studyDateTo: study.studyDate }, '', priorLimit, association)
      return found.filter((candidate) => isPriorOf(study, candidate)).toSorted(newestFirst)
    }),
    retrieveInstance: retrieve,
    fetchBack: retrieve,
    async store(at, part10, signal) {
      const parts = part10Parts(part10)
      if (parts.sopInstanceUID !== at.sopInstanceUID) throw new ExpectedError('dicom/not-dicom', { subject: at.sopInstanceUID })
      await over(`store ${parts.sopClassUID} ${parts.transferSyntaxUID}`, () => openAssociation(address, storeOffer(parts), signal), signal, (association, messageId) => storeObject(association, messageId, parts))
      return 'stored'
    },
    locate: (at, signal) => asked(signal, async (association) => {
      for (const series of await seriesOf(association, at.studyInstanceUID)) {
        const found = (await instancesOf(association, at.studyInstanceUID, series, at.sopInstanceUID)).find(({ sopInstanceUID }) => sopInstanceUID === at.sopInstanceUID)
        if (found !== undefined) return { ...at, seriesInstanceUID: found.seriesInstanceUID }
      }
      return null
    }),
    close: () => { kept.close() },
  }
}

/** The archive has the object and could not send it as it was asked to (PS3.4 table C.4-3: A702, B000, Cxxx). */
function anotherMayDo(error: unknown): boolean {
  if (!(error instanceof ExpectedError)) return false
  return error.code === 'pacs/not-accepted' || (error.code === 'pacs/dimse-status' && /^(?:A702|B000|C)/.test(String(error.params['status'])))
}

function remember<T>(known: Map<string, T>, uid: string, told: T): void {
  if (known.size >= remembered) known.clear()
  known.set(uid, told)
}

function matching(query: Partial<StudyQuery>, pattern: string): Attributes {
  const from = (query.studyDateFrom ?? '').replaceAll('-', ''), to = (query.studyDateTo ?? '').replaceAll('-', '')
  return {
    PatientID: oneValue(query.patientID), PatientName: pattern, AccessionNumber: oneValue(query.accessionNumber), ModalitiesInStudy: oneValue(query.modality),
    StudyDate: from === '' && to === '' ? '' : from === to ? from : `${from}-${to}`,
  }
}

/** A backslash would make a list of values of it. */
const oneValue = (value: string | undefined): string => (value ?? '').replaceAll('\\', ' ').trim()
