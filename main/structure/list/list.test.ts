/** The structure's file: every line judged by itself, in either encoding, whole or cut, and never doubled. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvOf } from '../csv.ts'
import type { Output } from '../../contract/index.ts'
import { openReadingConsole, passphrase, placeStudy, type ReadingConsole, type Seat } from '../../../test/fixtures/reading-console.ts'
import { negativeAvis, screeningStudy } from '../../../test/fixtures/signed-readings.ts'
import { deskOf, everyExam, type Desk } from '../../../test/fixtures/structure-desk.ts'
import { columnsOf, entryOf } from './list-entry.ts'
import { differences } from './list-identity.ts'
import { parseList } from './parse-list.ts'

const utf8 = (text: string) => Buffer.from(text, 'utf8')
const header = 'N° de dossier;Nom;Prénoms;Date de naissance;Date de l’examen;Centre;Adresse;Médecin;Adresse du médecin'
const line = (number: string, more = '') => `${number};MAMMATEST-LEFÈVRE;Élodie Zoé;12/04/1962;10/03/2025;Flers;1 rue des Prés 61100 Flers;Dr Généraliste;"2 place du Marché\n61100 Flers"${more}`

describe('the file as text', () => {
  it('is read in UTF-8 and in Latin-1, and says which', () => {
    const text = `${header.replace('’', ' ')}\r\n${line('A1')}\r\n`
    expect([parseList(utf8(text)).encoding, parseList(Buffer.from(text, 'latin1')).encoding]).toEqual(['UTF-8', 'ISO-8859-1'])
    expect(parseList(Buffer.from(text, 'latin1')).lines[0]?.cells[1]).toBe('MAMMATEST-LEFÈVRE')
    expect(parseList(utf8(text)).lines[0]?.cells.at(-1)).toBe('2 place du Marché\n61100 Flers')
  })

  it('keeps its whole lines wherever it is cut, and says on which line', () => {
    const whole = utf8(`${header}\n${line('A1')}\n${line('A2')}\n${line('A3')}\n`)
    const all = parseList(whole).lines.map(({ cells }) => cells.join('|'))
    fc.assert(fc.property(fc.integer({ min: utf8(`${header}\n`).length, max: whole.length - 1 }), (at) => {
      const kept = parseList(whole.subarray(0, at)).lines.map(({ cells }) => cells.join('|'))
      // Cut within its last cell a line looks whole: the complete file corrects it.
      expect(kept.filter((one, index) => all[index]?.startsWith(one) !== true)).toEqual([])
    }))
    expect(parseList(whole.subarray(0, whole.length - 60)).cutAt).toBe(6)
    expect(parseList(utf8(`${header}\n${line('A1')}\nA2;MAMMA`)).cutAt).toBe(4)
    expect(parseList(utf8(`${header}\n${line('A1')}`)).cutAt).toBeNull()
  })

  it('reads what a spreadsheet writes, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '"', ';', ',', '\n', ' ', '7'), minLength: 1 }).map((one) => `x${one}x`)
    fc.assert(fc.property(fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
      expect(parseList(utf8(csvOf(['a', 'b', 'c'], rows, ';'))).lines.map(({ cells }) => cells)).toEqual(rows)
    }))
  })

  it('names its columns as structures do, in any order, and says which is missing', () => {
    const columns = columnsOf({ header: ['NOM', 'prenom', 'Née le', 'Date mammographie', 'n° dossier'] })
    expect('missing' in columns).toBe(false)
    expect(columnsOf({ header: ['Nom', 'Prénom'] })).toEqual({ missing: 'N° de dossier' })
    if ('missing' in columns) return
    expect(entryOf(['Durand', 'Anne', '1.2.1960', '2025-03-10', 'A7'], columns, [])).toMatchObject({ dossier: 'A7', nom: 'Durand', naissance: '1960-02-01', examen: '2025-03-10', medecins: [] })
    expect(entryOf(['Durand', 'Anne', '31/02/1960', '2025-03-10', 'A7'], columns, ['Nom', 'Prénom', 'Née le'])).toEqual({ wrong: 'Née le' })
  })

  it('E_IDENTITE compares what the images say: names without accents, days as they are', () => {
    const entry = { dossier: 'A1', nom: 'LEFEVRE', prenoms: 'Élodie', naissance: '1962-04-12', examen: '2025-03-10', centre: '', adresse: '', medecins: [] }
    const images = { patient_name: 'MAMMATEST-LEFÈVRE^Élodie Zoé', patient_birth_date: '1962-04-12', study_date: '2025-03-10' }
    expect(differences(entry, images)).toEqual([])
    expect(differences(entry, { ...images, patient_birth_date: null, study_date: null })).toEqual([])
    expect(differences({ ...entry, nom: 'DURAND', naissance: '1962-04-13', examen: '2025-03-11' }, images)).toEqual(['NAME', 'BIRTH', 'EXAM'])
    expect(differences({ ...entry, prenoms: 'Zélie' }, images)).toEqual(['NAME'])
  })
})

describe('the file at the desk', () => {
  let open: ReadingConsole
  let one: Seat
  let desk: Desk
  const take = (text: string | Buffer): Promise<Output<'structure.importList'>> => desk.call('structure.importList', { content: (typeof text === 'string' ? utf8(text) : text).toString('base64') })
  const stored = () => open.store.prepare<[], { n: number }>('SELECT count(*) AS n FROM structure_list').get()?.n

  beforeAll(async () => {
    open = await openReadingConsole()
    open.printsReports = false
    one = await open.seat('Lecteur Un', 'L1')
    desk = deskOf(open, await open.seat('Coordination', 'COORDINATOR'))
    placeStudy(open, screeningStudy)
    const opened = await one.call('reading.open', { studyInstanceUID: screeningStudy.studyInstanceUID })
    const saved = await one.call('reading.saveDraft', { readingId: opened.id, expectedVersion: opened.version, avis: negativeAvis, text: opened.text })
    await one.call('reading.sign', { readingId: saved.id, expectedVersion: saved.version, passphrase })
    open.clock = new Date('2025-04-02T09:00:00Z')
  })
  afterAll(() => { open.close() })

  it('takes each good line with its audit row, lists the others, and takes up a cut file without doubles', async () => {
    const bad = 'A9;DURAND;Anne;12/04/1962\nA8;DURAND;Anne;;10/03/2025;;;;\n'
    const whole = `${header}\n${line('DO-2025-0417')}\n${bad}${line('A2')}\n${line('A3')}\n`
    const cut = utf8(whole).subarray(0, utf8(whole).length - 90)
    expect(await take(cut)).toMatchObject({ encoding: 'UTF-8', taken: 2, known: 0, waiting: 1, cut: true, refused: [{ line: 4, code: 'list/columns' }, { line: 5, code: 'list/field' }, { line: 8, code: 'list/cut' }] })
    const trail = open.audit.list({ before: null, limit: 2 }).rows
    expect(trail.map(({ event, detail }) => `${event} ${detail}`)).toEqual(Array.from({ length: 2 }, () => 'import structure.importList: line of the structure’s file'))
    expect(JSON.stringify(trail)).not.toMatch(/MAMMATEST|rue des/)
    expect(await take(whole)).toMatchObject({ taken: 1, known: 2, waiting: 2, cut: false })
    expect([(await take(whole)).known, stored()]).toEqual([3, 3])
    expect((await take(`${header}\n${line('A5')}\n${line('A5').replace('Flers;1', 'Vire;1')}\n`)).refused).toMatchObject([{ code: 'list/twice' }])
    await expect(take('Nom;Prénom\nx;y\n')).rejects.toThrow('list/header')
    await expect(deskOf(open, one).call('structure.importList', { content: '' })).rejects.toThrow('request/forbidden')
  })

  it('gives letters their addresses, and takes nothing over where the identity differs', async () => {
    const preview = (recipient: string) => desk.call('structure.previewLetter', { studyInstanceUID: screeningStudy.studyInstanceUID, result: 'LATE', recipient })
    expect((await preview('WOMAN')).addressee).toBe('MAMMATEST-LEFÈVRE Élodie Zoé\n1 rue des Prés 61100 Flers')
    expect((await preview('PHYSICIAN')).addressee).toBe('Dr Généraliste\n2 place du Marché\n61100 Flers')
    const answer = await take(`${header}\n${line('DO-2025-0417').replace('12/04/1962', '13/04/1962')}\n`)
    expect(answer).toMatchObject({ taken: 0, refused: [{ line: 2, code: 'list/identity' }] })
    const [row] = (await desk.call('structure.exams', { filter: everyExam, offset: 0, limit: 9 })).rows
    expect(row).toMatchObject({ identityDiffers: ['BIRTH'], patientBirthDate: '1962-04-12' })
    expect((await desk.call('structure.exam', { studyInstanceUID: screeningStudy.studyInstanceUID })).listed).toMatchObject({ birthDate: '1962-04-13' })
    expect((await preview('WOMAN')).addressee).toBe('MAMMATEST-LEFÈVRE Élodie Zoé')
    // The corrected line ends it.
    await take(`${header}\n${line('DO-2025-0417')}\n`)
    expect((await preview('WOMAN')).addressee).toContain('1 rue des Prés')
  })
})
