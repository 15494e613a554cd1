import { randomUUID } from 'node:crypto'
import type { AccountId, AuditRow, CentrePerson, DeliveryRow, OutboxId, ReportId, StudyInstanceUID, WaitingRelease } from '../../main/contract/index.ts'
import { describeProblem, ExpectedError } from '../../main/contract/index.ts'
import type { Page } from '@playwright/test'
import { account } from './console-in-memory.ts'
import { expect, expectAccessible, rows, test } from './window.ts'

function delivery(change: Partial<DeliveryRow>): DeliveryRow {
  return {
    id: randomUUID() as OutboxId, reportId: randomUUID() as ReportId, studyInstanceUID: '2.25.1000' as StudyInstanceUID, kind: 'PDF', destination: 'PACS', state: 'confirmed', attempts: 1,
    dedupeKey: '2.25.185903112440027215', createdAt: '2025-03-12T08:41:00.000Z', nextAttemptAt: null, acknowledgedAt: '2025-03-12T08:41:03.000Z', lastProblem: null, lastErrorClass: null,
    exam: null, urgent: false, held: false, waitsFor: null, proof: 'FETCH_BACK', handled: null, alarmedAt: null, ...change,
  }
}

function person(accountId: AccountId, change: Partial<CentrePerson>): CentrePerson {
  return { accountId, displayName: '', fingerprint: '3F8A 1C5E 9B7D 2046 F1E0 A8C4 B6D2 9357', here: true, coordinates: false, holds: false, confirmed: true, changed: false, ...change }
}

function auditRows(count: number): AuditRow[] {
  const events = ['user-authentication', 'instances-accessed', 'patient-record', 'query', 'begin-transferring', 'export'] as const
  return Array.from({ length: count }, (_, index) => ({
    seq: index + 1, at: new Date(Date.parse('2025-03-10T07:00:00Z') + index * 61_000).toISOString(), actor: 'Dr Essai Lecteur', event: events[index % events.length] ?? 'query',
    outcome: index % 17 === 0 ? 'failure' : 'success', object: `2.25.${1000 + index}`, detail: index % 3 === 0 ? 'reading.freeze' : '', hash: (index * 7919).toString(16).padStart(64, 'a'),
  }))
}

test.describe('the shell', () => {
  test('finds and runs a command from the palette', async ({ page, prepare, shoot }) => {
    await prepare(() => undefined)
    await expect(rows(page).first()).toBeVisible()
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Palette de commandes' })).toBeFocused()
    await expectAccessible(page)
    await shoot('palette')
    await page.keyboard.type('regl')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Réglages' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(rows(page).first()).toBeVisible()
  })

  test('lists every command with its key', async ({ page, prepare, shoot }) => {
    await prepare(() => undefined)
    await expect(rows(page).first()).toBeVisible()
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Rappel technique')
    await expect(dialog).toContainText('Inverser les gris')
    await expectAccessible(page)
    await shoot('help')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  test('keeps single keys silent in text fields', async ({ page, prepare }) => {
    await prepare(() => undefined)
    await expect(rows(page).first()).toBeVisible()
    await page.keyboard.press('/')
    await expect(page.getByLabel('Chercher dans la liste')).toBeFocused()
    await page.keyboard.type('r?')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(page.getByLabel('Chercher dans la liste')).toHaveValue('r?')
  })

  test('shows what is unsent, why, and sends again', async ({ page, prepare, shoot }) => {
    const console = await prepare((state) => {
      const problem = describeProblem(new ExpectedError('ris/rejected', { params: { code: 'AE' } }))
      state.outbox = [
        delivery({}), delivery({ kind: 'SR', dedupeKey: '2.25.185903112440027216' }),
        delivery({ kind: 'ORU', destination: 'RIS', state: 'dead', attempts: 5, acknowledgedAt: null, dedupeKey: 'BNCL20250312084100', lastProblem: problem, lastErrorClass: 'permanent' }),
        delivery({ kind: 'ORU', destination: 'RIS', state: 'retry_wait', attempts: 2, acknowledgedAt: null, nextAttemptAt: '2025-03-12T09:20:00.000Z', dedupeKey: 'BNCL20250312091900', lastProblem: describeProblem(new ExpectedError('ris/unreachable')), lastErrorClass: 'transient' }),
      ]
    })
    await page.getByRole('button', { name: '1 envoi en échec' }).click()
    const panel = page.getByRole('dialog', { name: 'Envois' })
    await expect(panel).toContainText('Le RIS a refusé le message (AE).')
    await expectAccessible(page)
    await shoot('deliveries')
    await panel.getByRole('button', { name: 'Renvoyer' }).first().click()
    await expect(page.getByText('Envoi relancé')).toBeVisible()
    expect(console.state.outbox.filter(({ state }) => state === 'dead')).toEqual([])
  })

  test('reads and verifies the audit trail', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => { before.audit = auditRows(431) })
    await page.getByRole('button', { name: /Compte actif/ }).click()
    await page.getByRole('menuitem', { name: 'Journal d’audit' }).click()
    await expect(page.getByText('431 enregistrements')).toBeVisible()
    await page.getByRole('button', { name: 'Vérifier la chaîne' }).click()
    await expect(page.getByText('Chaîne intacte : 431 enregistrements vérifiés.')).toBeVisible()
    await expectAccessible(page)
    await shoot('audit')
    // A window whose line of events came late has asked once more for what it shows.
    const asked = () => state.asked.filter((name) => name === 'audit.list').length
    const before = asked()
    await page.getByRole('button', { name: 'Plus anciens' }).click()
    await expect.poll(() => page.getByRole('row').count()).toBe(401)
    expect(asked() - before).toBeLessThan(3)
  })

  test('shows the account menu, and the language changes everywhere', async ({ page, prepare, shoot }) => {
    await prepare(() => undefined)
    await page.getByRole('button', { name: /Compte actif/ }).click()
    await shoot('account-menu')
    await page.getByRole('menuitemcheckbox', { name: 'English' }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByText('24 studies')).toBeVisible()
    await shoot('worklist-english')
  })

  test('tells what a peer said', async ({ page, prepare, shoot }) => {
    await prepare((state) => { state.peers.pacs = { configured: true, reachable: false, checkedAt: '2025-03-12T08:30:00.000Z', problem: describeProblem(new ExpectedError('pacs/certificate', { params: { reason: 'le certificat a expiré' } })) } })
    await page.getByRole('button', { name: 'PACS : ne répond pas' }).click()
    await expect(page.getByText('Le certificat du PACS n’est pas reconnu')).toBeVisible()
    await expectAccessible(page)
    await shoot('peer')
  })
})

test.describe('settings', () => {
  const open = async (page: Page, section: string) => {
    await expect(rows(page).first()).toBeVisible()
    await page.keyboard.press('Control+,')
    await page.getByRole('navigation').getByRole('button', { name: section }).click()
  }
  test('axe finds nothing in any section', async ({ page, prepare, shoot }) => {
    await prepare(() => undefined)
    await open(page, 'Général')
    for (const [section, heading] of [['Général', 'Affichage'], ['Raccourcis', null], ['PACS', 'Récupération d’avance'], ['RIS', null], ['Structure et protocole', null], ['Comptes', null], ['Clé du centre', null], ['Autres postes', null], ['À propos', null]] as const) {
      await test.step(section, async () => {
        const entry = page.getByRole('navigation').getByRole('button', { name: section, exact: true })
        await entry.click()
        await expect(entry).toHaveAttribute('aria-current', /.+/)
        if (heading !== null) await expect(page.getByRole('heading', { name: heading })).toBeVisible()
        await expectAccessible(page)
        await shoot(`settings-${section.toLowerCase().replaceAll(/[^a-z]/g, '')}`)
      })
    }
  })

  test('lets a coordinator release by keyboard what waits', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => {
      before.active = account('Coordination Essai', 'ADMIN', 'COORDINATOR')
      before.centre = {
        ...before.centre, mode: 'COORDINATORS', earlier: 1,
        mark: '5C20 9EB1 D74A 0F38 66C3 B1A9 E05D 2784', statements: 4, compared: true,
        people: [
          person(before.active.id, { displayName: 'Coordination Essai', coordinates: true, holds: true }),
          person(account('Relève', 'L1').id, { displayName: 'Relève', coordinates: true, confirmed: false }),
          person('c0000000-0000-4000-8000-00000000000c' as AccountId, { displayName: 'Lectrice du poste', confirmed: false }),
        ],
      }
      before.waiting = [{ readingId: '0b5f3e2c-5a1f-4c2b-8d6e-2f1a9c7b0001' as WaitingRelease['readingId'], studyInstanceUID: '1.2.3' as WaitingRelease['studyInstanceUID'], kind: 'SECOND', readerCode: 'L2-M8W2A', frozenAt: '2025-03-12T08:30:00.000Z' }]
    })
    await open(page, 'Clé du centre')
    await expectAccessible(page)
    await shoot('settings-coordinator')
    await page.getByRole('button', { name: 'Lever le scellé' }).press('Enter')
    await expect(page.getByText('Rien n’attend')).toBeVisible()
    expect(state.waiting).toEqual([])
  })

  test('entrusts the key to a second coordinator by keyboard, once the fingerprint was compared, and confirms a reader', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => {
      before.active = account('Coordination Essai', 'ADMIN', 'COORDINATOR')
      before.centre = {
        ...before.centre, mode: 'COORDINATORS', mark: '5C20 9EB1 D74A 0F38 66C3 B1A9 E05D 2784', statements: 4, compared: true,
        people: [
          person(before.active.id, { displayName: 'Coordination Essai', coordinates: true, holds: true }),
          person(account('Relève', 'L1').id, { displayName: 'Relève', coordinates: true, confirmed: false }),
          person('c0000000-0000-4000-8000-00000000000c' as AccountId, { displayName: 'Lectrice du poste', confirmed: false }),
        ],
      }
    })
    await open(page, 'Clé du centre')
    await page.getByRole('button', { name: 'Confier la clé à Relève…' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Confier la clé à Relève' })
    await expect(dialog.getByRole('button', { name: 'Confier la clé' })).toBeDisabled()
    await expectAccessible(page)
    await shoot('settings-grant')
    await dialog.getByRole('checkbox').press('Space')
    await dialog.getByRole('button', { name: 'Confier la clé' }).press('Enter')
    await expect(dialog).toBeHidden()
    await page.getByRole('button', { name: 'Confirmer Lectrice du poste…' }).press('Enter')
    await page.getByRole('checkbox').press('Space')
    await page.getByRole('button', { name: 'Confirmer', exact: true }).press('Enter')
    await expect(page.getByRole('dialog', { name: 'Confirmer les clés' })).toBeHidden()
    expect(state.centre.people.map(({ holds, confirmed }) => [holds, confirmed])).toEqual([[true, true], [true, true], [false, true]])
  })

  test('says what was found in the vault and what to do, and founds the register by keyboard with who was ticked', async ({ page, prepare, shoot }) => {
    const sentence = 'Le registre de la clé du centre n’est pas celui que votre session connaît.'
    const { state } = await prepare((before) => {
      before.active = account('Coordination Essai', 'COORDINATOR')
      before.centre = {
        ...before.centre, mode: 'COORDINATORS', mark: '5C20 9EB1 D74A 0F38 66C3 B1A9 E05D 2784', statements: 4, compared: true,
        finding: { code: 'keys/register-rewritten', status: 409, subject: null, params: {}, fr: sentence, en: 'Not the register that your session knows.' },
        people: [
          person(before.active.id, { displayName: 'Coordination Essai', coordinates: true, holds: true }),
          person(account('Relève', 'L1').id, { displayName: 'Relève', coordinates: true, holds: true }),
          person('c0000000-0000-4000-8000-00000000000c' as AccountId, { displayName: 'Lectrice d’ailleurs', here: false, confirmed: false }),
        ],
      }
    })
    await open(page, 'Clé du centre')
    await expect(page.getByText(sentence)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Renouveler la clé' })).toHaveCount(0)
    await expectAccessible(page)
    await shoot('settings-key-alarm')
    await page.getByRole('button', { name: 'Fonder le registre…' }).press('Enter')
    const dialog = page.getByRole('dialog')
    await expectAccessible(page)
    await shoot('settings-key-found')
    await dialog.getByRole('checkbox', { name: 'Lectrice d’ailleurs' }).press('Space')
    await dialog.getByRole('checkbox', { name: 'Je fonde ce registre' }).press('Space')
    await dialog.getByRole('button', { name: 'Fonder', exact: true }).press('Enter')
    await expect(page.getByText(sentence)).toBeHidden()
    expect(state.founded).toEqual(['c0000000-0000-4000-8000-00000000000c'])
  })

  test('stores the PACS, keeps the password it never saw, and says what the PACS answers', async ({ page, prepare }) => {
    const { state } = await prepare(() => undefined)
    await open(page, 'PACS')
    await page.getByLabel('Adresse DICOMweb').fill('pacs sans protocole')
    await expect(page.getByText('Une adresse complète en http:// ou https://.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Enregistrer', exact: true })).toBeDisabled()
    await page.getByLabel('Adresse DICOMweb').fill('http://127.0.0.1:8042/dicom-web')
    await expect(page.getByText('Sans chiffrement')).toBeVisible()
    await page.getByRole('button', { name: 'Enregistrer et tester' }).click()
    await expect(page.getByText('La source répond et accepte cet accès.')).toBeVisible()
    expect(state.settings.sources[0]?.dicomWeb).toMatchObject({ url: 'http://127.0.0.1:8042/dicom-web', passwordSet: true })
    await page.getByRole('radio', { name: 'TID 4200, compte rendu d’imagerie du sein' }).press('Space')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).press('Enter')
    await expect.poll(() => state.settings.structuredReport).toBe('TID_4200')
  })

  test('stores how sessions run, within the bounds of the contract, by keyboard', async ({ page, prepare, shoot }) => {
    const { state } = await prepare(() => undefined)
    await open(page, 'Séances de lecture')
    await expectAccessible(page)
    await shoot('settings-sessions')
    await page.getByLabel('Temps de garde (s)').fill('1.5')
    await expect(page.getByText('Entre 2 et 5 s.')).toBeVisible()
    await page.getByLabel('Temps de garde (s)').fill('3,5')
    await page.getByLabel('Urgent (j)').fill('7')
    await expect(page.getByText('Les jours doivent se suivre')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Enregistrer', exact: true })).toBeDisabled()
    await expectAccessible(page)
    await shoot('settings-sessions-refused')
    await page.getByLabel('Urgent (j)').fill('11')
    await page.getByLabel('Annulation possible pendant (min)').fill('30')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).press('Enter')
    await expect(page.getByText('Réglages enregistrés')).toBeVisible()
    await expect(page.getByLabel('Temps de garde (s)')).toHaveValue('3,5')
    expect(state.settings.sessions).toMatchObject({ guardMs: 3500, dueSoonDays: 8, dueUrgentDays: 11, undoMinutes: 30 })
  })

  test('makes a second reader', async ({ page, prepare, shoot }) => {
    const { state } = await prepare(() => undefined)
    await open(page, 'Comptes')
    await page.getByRole('button', { name: 'Ajouter un compte' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Nom affiché').fill('Dr Seconde Lecture')
    await dialog.getByLabel('Phrase de passe', { exact: true }).fill('une longue phrase de passe')
    await dialog.getByLabel('Répéter la phrase de passe').fill('une longue phrase de passe')
    await expectAccessible(page)
    await shoot('new-account')
    await dialog.getByRole('button', { name: 'Créer le compte' }).click()
    await expect(page.getByRole('cell', { name: 'Dr Seconde Lecture', exact: true })).toBeVisible()
    expect(state.accounts.at(-1)).toMatchObject({ displayName: 'Dr Seconde Lecture', roles: ['L2'] })
  })

  test('remaps a key, warns of a shared one, and goes back', async ({ page, prepare }) => {
    await prepare(() => undefined)
    await open(page, 'Raccourcis')
    await page.getByRole('button', { name: 'Changer la touche de « Inverser les gris »' }).click()
    await page.keyboard.press('n')
    await expect(page.getByText('Aussi employée par « Normal »')).toBeVisible()
    await page.getByRole('button', { name: 'Revenir aux touches d’origine' }).click()
    await expect(page.getByText('Aussi employée par « Normal »')).toBeHidden()
  })

  test('leaves the settings of the workstation to an administrator', async ({ page, prepare }) => {
    await prepare((state) => { if (state.active !== null) state.active = { ...state.active, roles: ['L2'] } })
    await open(page, 'PACS')
    await expect(page.getByText('seul un compte d’administration peut les changer')).toBeVisible()
    await expect(page.getByLabel('Adresse DICOMweb')).toBeDisabled()
    await page.getByRole('navigation').getByRole('button', { name: 'Séances de lecture' }).click()
    await expect(page.getByLabel('Temps de garde (s)')).toBeDisabled()
    await expect(page.getByRole('navigation').getByRole('button', { name: 'Comptes' })).toBeHidden()
  })

  test('dims the interface at once and remembers it', async ({ page, prepare }) => {
    await prepare(() => undefined)
    await open(page, 'Général')
    await page.getByLabel('Luminosité de l’interface').fill('0.7')
    expect(await page.evaluate(() => document.documentElement.style.getPropertyValue('--brightness'))).toBe('0.7')
    await page.reload()
    await expect(rows(page).first()).toBeVisible()
    await expect.poll(() => page.evaluate(() => document.documentElement.style.getPropertyValue('--brightness'))).toBe('0.7')
  })
})
