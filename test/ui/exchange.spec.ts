/** Other consoles in the window: cards are handed over and compared, a centre is joined, letters are listed; by keyboard. */
import type { Page } from '@playwright/test'
import type { AccountId, LetterRow } from '../../main/contract/index.ts'
import { account } from './console-in-memory.ts'
import { expect, expectAccessible, rows, test } from './window.ts'

const open = async (page: Page) => {
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+,')
  await page.getByRole('navigation').getByRole('button', { name: 'Autres postes' }).press('Enter')
}
const card = { name: 'carte.binocle.json', mimeType: 'application/json', buffer: Buffer.from('{}') }
const letter = (change: Partial<LetterRow>): LetterRow => ({ id: `2.25.${Math.round(Math.random() * 1e9)}` as LetterRow['id'], from: 'Lectrice Essai', studyInstanceUID: '1.2.840.113619.2.55.3.604688119.971.1741766400.12' as LetterRow['studyInstanceUID'], accessionNumber: 'A500000', sentAt: '2025-03-12T08:12:00.000Z', receivedAt: '2025-03-12T08:13:00.000Z', state: 'TAKEN', problem: null, ...change })

test('an administrator joins a centre only after the fingerprint was compared', async ({ page, prepare, shoot }) => {
  const { state } = await prepare((before) => {
    before.active = account('Administration', 'ADMIN', 'L1')
    before.card = { ...before.card, kind: 'CENTRE', name: 'CRCDC d’essai', roles: [], coordinators: ['Coordination Essai'] }
  })
  await open(page)
  await expect(page.getByText('Ce poste travaille seul')).toBeVisible()
  await expectAccessible(page)
  await shoot('exchange-alone-1920')
  await page.locator('input[data-card]').setInputFiles(card)
  const dialog = page.getByRole('dialog', { name: 'Carte d’un centre' })
  await expect(dialog.getByText('7C21 90AF 4E5B D3C8')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Rejoindre' })).toBeDisabled()
  await expectAccessible(page)
  await shoot('exchange-compare-1920')
  await dialog.getByRole('checkbox', { name: 'J’ai comparé l’empreinte de vive voix' }).press('Space')
  await dialog.getByRole('button', { name: 'Rejoindre' }).press('Enter')
  await expect(page.getByText('Ce poste lit pour un centre')).toBeVisible()
  expect(state.exchange.centre?.name).toBe('CRCDC d’essai')
  await shoot('exchange-reader-1920')
})

test('a coordinator admits and withdraws a reader, sees refused letters with their sentence, and looks again', async ({ page, prepare, shoot }) => {
  const { state } = await prepare((before) => {
    before.active = account('Coordination Essai', 'COORDINATOR')
    before.exchange = {
      standing: 'CENTRE', centre: null, hasMailbox: true, lookedAt: '2025-03-12T08:40:00.000Z',
      problem: { code: 'pacs/unreachable', status: 502, subject: null, params: {}, fr: 'Le PACS ne répond pas à cette adresse.', en: 'The PACS does not answer at this address.' },
      readers: [{ accountId: account('', 'L2').id as AccountId, displayName: 'Lecteur Deux', roles: ['L2'], fingerprint: '11FE 22DC 33BA 4498 5576 6654 7732 8810', admittedAt: '2025-03-10T08:00:00.000Z' }],
    }
    before.letters = [
      letter({}), letter({ state: 'LATER', from: 'Lecteur Deux' }),
      letter({ state: 'REFUSED', from: '', accessionNumber: '', problem: { code: 'exchange/unknown-sender', status: 409, subject: null, params: {}, fr: 'L’expéditeur de ce courrier n’est pas connu ici, ou sa carte a été retirée. Le courrier est gardé ; il sera relu si sa carte est admise.', en: '' } }),
    ]
  })
  await open(page)
  await expect(page.getByText('Relève interrompue')).toBeVisible()
  await expect(page.getByText('sera relu si sa carte est admise')).toBeVisible()
  await expectAccessible(page)
  await shoot('exchange-centre-1920')
  await shoot('exchange-centre-2048', 'portrait')
  await page.getByRole('button', { name: 'Relever maintenant' }).press('Enter')
  await expect(page.getByText('Relève interrompue')).toBeHidden()
  await page.locator('input[data-card]').setInputFiles(card)
  const dialog = page.getByRole('dialog', { name: 'Carte d’un lecteur' })
  await dialog.getByRole('checkbox').press('Space')
  await dialog.getByRole('button', { name: 'Admettre' }).press('Enter')
  await expect(page.getByRole('cell', { name: 'Lectrice Essai L1, L2' })).toBeVisible()
  await page.getByRole('button', { name: 'Retirer' }).first().press('Enter')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Retirer' }).press('Enter')
  await expect(page.getByRole('cell', { name: 'Lecteur Deux L2' })).toBeHidden()
  expect(state.exchange.readers.map(({ displayName }) => displayName)).toEqual(['Lectrice Essai'])
})

test('clocks that disagree are said where the PACS is', async ({ page, prepare, shoot }) => {
  await prepare((before) => { before.clocks = [{ sender: null, seconds: -540 }, { sender: 'Lecteur Deux', seconds: 3600 }] })
  await page.getByRole('button', { name: 'PACS : répond. Horloges en désaccord' }).click()
  await expect(page.getByText('L’horloge du PACS retarde de 9 min sur celle de ce poste.')).toBeVisible()
  await expect(page.getByText('Le courrier de Lecteur Deux est daté 60 min en avance')).toBeVisible()
  await expectAccessible(page)
  await shoot('exchange-clocks-1920')
})
