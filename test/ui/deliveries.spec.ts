import { randomUUID } from 'node:crypto'
import { describeProblem, ExpectedError, type DeliveryAlarm, type DeliveryRow, type OutboxId, type ReportId, type StudyInstanceUID } from '../../main/contract/index.ts'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, mendAndRetry, rows, test } from './window.ts'

const kinds = ['PDF', 'SR', 'ORU', 'GSPS'] as const
function delivery(n: number, change: Partial<DeliveryRow> = {}): DeliveryRow {
  const kind = kinds[n % kinds.length] ?? 'PDF'
  const at = new Date(Date.parse('2025-03-12T08:58:00Z') - n * 95_000)
  return {
    id: randomUUID() as OutboxId, reportId: randomUUID() as ReportId, studyInstanceUID: '2.25.1000' as StudyInstanceUID, kind, destination: kind === 'ORU' ? 'RIS' : 'PACS', state: 'confirmed', attempts: 1,
    dedupeKey: kind === 'ORU' ? `BN${String(n).padStart(12, '0')}` : `2.25.1859031124400${String(n).padStart(5, '0')}`, createdAt: at.toISOString(), nextAttemptAt: null, acknowledgedAt: new Date(at.getTime() + 3000).toISOString(),
    exam: { patientName: n % 2 === 0 ? 'ESSAI^Jeanne' : 'MÉRIEL^Paul', studyDate: '2025-03-12', accessionNumber: 'A-1204' }, lastProblem: null, lastErrorClass: null, urgent: false, held: false, waitsFor: null, proof: kind === 'ORU' ? 'ACKNOWLEDGEMENT' : n % 3 === 0 ? 'COMMITMENT' : 'FETCH_BACK', handled: null, alarmedAt: null, ...change,
  }
}
const open = { acknowledgedAt: null, proof: null } as const
function many(count: number): DeliveryRow[] {
  const dead = delivery(2, { ...open, kind: 'SR', destination: 'PACS', state: 'dead', attempts: 3, lastErrorClass: 'permanent', lastProblem: describeProblem(new ExpectedError('pacs/not-accepted', { params: { service: 'Comprehensive SR' } })) })
  return [
    delivery(0, { ...open, kind: 'ORU', destination: 'RIS', state: 'retry_wait', urgent: true, attempts: 4, nextAttemptAt: '2025-03-12T09:04:00.000Z', lastErrorClass: 'transient', lastProblem: describeProblem(new ExpectedError('ris/unreachable')) }),
    delivery(1, { ...open, kind: 'ORU', destination: 'RIS', state: 'queued', attempts: 0, reportId: dead.reportId, waitsFor: { id: dead.id, kind: 'SR', destination: 'PACS', state: 'dead', sameReport: true } }),
    dead,
    delivery(3, { ...open, state: 'sent_unknown', attempts: 2, nextAttemptAt: '2025-03-12T09:01:00.000Z', lastErrorClass: 'unknown', lastProblem: describeProblem(new ExpectedError('pacs/timeout')) }),
    delivery(4, { ...open, state: 'superseded', attempts: 2, handled: { at: '2025-03-12T08:40:00.000Z', reason: 'Déposé à la main dans le PACS' } }),
    ...Array.from({ length: count }, (_, n) => delivery(n + 5)),
  ]
}
const alarm = (change: Partial<DeliveryAlarm> = {}): DeliveryAlarm => ({
  reportId: randomUUID() as ReportId, studyInstanceUID: '2.25.1000' as StudyInstanceUID, urgent: true, signedAt: '2025-03-12T08:54:00.000Z', raisedAt: '2025-03-12T08:59:00.000Z', open: 2,
  callBack: '02 31 06 00 00', exam: { patientName: 'ESSAI^Jeanne', studyDate: '2025-03-12', accessionNumber: 'A-1204' }, answered: null, ...change,
})
async function openPage(page: Page): Promise<void> {
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+Shift+l')
  await expect(page.getByRole('grid', { name: /Envois/ })).toBeFocused()
}

test.describe('the page of deliveries', () => {
  test('shows five thousand rows by the keyboard, filters and searches them, and says what to do about a dead one', async ({ page, prepare, shoot }) => {
    const console = await prepare((state) => {
      state.outbox = many(5000)
      state.peers.ris = { configured: true, reachable: false, checkedAt: '2025-03-12T08:59:00.000Z', problem: describeProblem(new ExpectedError('ris/unreachable')) }
    })
    await openPage(page)
    await expect(page.getByText('Les envois vers le RIS attendent')).toBeVisible()
    await expect(page.getByText(/partira seul dans l’ordre/)).toBeVisible()
    await expect(page.getByText('5 005 envois')).toBeVisible()
    const drawn = page.locator('[data-delivery]')
    await expect(drawn.first()).toBeVisible()
    expect(await drawn.count()).toBeLessThan(120)
    await expectAccessible(page)
    await shoot('deliveries-many')
    await page.setViewportSize({ width: 2048, height: 2560 })
    await shoot('deliveries-many-portrait')
    await page.setViewportSize({ width: 1920, height: 1080 })
    // Narrowed by keys, from the table.
    await page.keyboard.press('f')
    await expect(page.getByText('1 envoi', { exact: true })).toBeVisible()
    await page.keyboard.press('o')
    await expect(page.getByText('4 envois', { exact: true })).toBeVisible()
    await page.keyboard.press('u')
    await expect(page.getByText('1 envoi', { exact: true })).toBeVisible()
    await page.keyboard.press('/')
    await expect(page.getByLabel('Chercher un patient ou un identifiant')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('a')
    await expect(page.getByText('5 005 envois')).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('complementary')).toContainText('Ce message désigne des documents')
    await page.keyboard.press('ArrowDown')
    const detail = page.getByRole('complementary')
    await expect(detail).toContainText('Demandez à l’exploitant d’accepter cette classe d’objets, puis renvoyez.')
    await expect(detail.getByRole('listitem')).toHaveCount(3)
    await expectAccessible(page)
    await shoot('deliveries-dead')
    await detail.getByRole('button', { name: 'Renvoyer' }).click()
    await expect(page.getByText('Envoi relancé')).toBeVisible()
    expect(console.state.outbox[2]?.state).toBe('queued')

    await page.getByRole('button', { name: 'État', exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: /sort inconnu/ }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByText('1 envoi', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Effacer les filtres' }).click()
    await page.getByLabel('Chercher un patient ou un identifiant').fill('0004321')
    await expect(drawn).toHaveCount(1)
    await page.getByLabel('Chercher un patient ou un identifiant').fill('mériel')
    await expect(page.getByText('2 502 envois')).toBeVisible()
    await page.getByLabel('Chercher un patient ou un identifiant').fill('rien de tel')
    await expect(page.getByText('Aucun envoi ne répond à ces filtres')).toBeVisible()
    expect(page.url()).not.toContain('4321')
  })

  test('takes a row in charge otherwise, with its reason', async ({ page, prepare }) => {
    const console = await prepare((state) => { state.outbox = many(3) })
    await openPage(page)
    await page.getByRole('complementary').getByRole('button', { name: 'Pris en charge autrement…' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: 'Ne plus envoyer' })).toBeDisabled()
    await expect(dialog.getByRole('textbox')).toBeFocused()
    await page.keyboard.type('Remis en main propre au service')
    await dialog.getByRole('button', { name: 'Ne plus envoyer' }).click()
    await expect(page.getByRole('complementary')).toContainText('Remis en main propre au service')
    expect(console.state.outbox[0]).toMatchObject({ state: 'superseded', handled: { reason: 'Remis en main propre au service' } })
  })

  test('says when there is nothing, and when nothing can be read', async ({ page, prepare, shoot }) => {
    const console = await prepare(() => undefined)
    await openPage(page)
    await expect(page.getByText('Aucun envoi', { exact: true })).toBeVisible()
    await expectAccessible(page)
    await shoot('deliveries-empty')
    console.state.problems.set('delivery.page', 'store/full')
    console.emit({ type: 'delivery.changed' })
    await expect(page.getByText('Les envois n’ont pas pu être lus').first()).toBeVisible()
    await mendAndRetry(page, () => { console.state.problems.clear() }, await page.getByRole('button', { name: 'Réessayer' }).count())
    await expect(page.getByText('Aucun envoi', { exact: true })).toBeVisible()
  })
})

test.describe('the alarm of an urgent report', () => {
  test('stands on every screen, says whom to call, and goes when the requester was told', async ({ page, prepare, shoot }) => {
    const console = await prepare((state) => {
      state.outbox = many(40)
      state.alarms = [alarm(), alarm({ urgent: false, reportId: randomUUID() as ReportId })]
    })
    const banner = page.getByRole('region', { name: 'Comptes rendus urgents non confirmés' })
    await expect(banner).toContainText('appelez le demandeur au 02 31 06 00 00')
    await expect(banner.getByText(/^Compte rendu urgent signé à 09:54, toujours pas confirmé$/)).toBeVisible()
    await expect(banner).toContainText('ESSAI Jeanne · 12.03.2025 · A-1204')
    expect(await page.title()).not.toContain('ESSAI')
    await expectAccessible(page)
    await shoot('alarm-worklist')
    await openPage(page)
    await expect(banner).toBeVisible()
    await shoot('alarm-deliveries')
    // By the keyboard alone: out of the dialog again, then through it.
    const told = banner.getByRole('button', { name: 'Demandeur prévenu…' })
    await told.focus()
    await expect(told).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(told).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
    await page.keyboard.type('Service au téléphone, résultat relu')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Consigner' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(banner).toBeHidden()
    expect(console.state.alarms[0]?.answered?.how).toBe('Service au téléphone, résultat relu')
  })

  test('goes by itself once the report is confirmed, and when its delivery is handled otherwise', async ({ page, prepare }) => {
    const late = delivery(0, { ...open, kind: 'ORU', destination: 'RIS', state: 'retry_wait', urgent: true, attempts: 4, lastErrorClass: 'transient', lastProblem: describeProblem(new ExpectedError('ris/unreachable')) })
    const console = await prepare((state) => {
      state.outbox = [late, ...many(3).slice(1)]
      state.alarms = [alarm(), alarm({ reportId: late.reportId as ReportId, callBack: null })]
    })
    const banner = page.getByRole('region', { name: 'Comptes rendus urgents non confirmés' })
    await expect(banner.getByRole('button', { name: 'Demandeur prévenu…' })).toHaveCount(2)
    await expect(banner).toContainText('Sa demande ne donne pas de numéro de rappel.')
    console.state.alarms = console.state.alarms.slice(1)
    console.emit({ type: 'delivery.changed' })
    await expect(banner.getByRole('button', { name: 'Demandeur prévenu…' })).toHaveCount(1)
    await openPage(page)
    await expect(page.getByRole('complementary').getByRole('button', { name: 'Pris en charge autrement…' })).toBeVisible()
    await page.keyboard.press('h')
    await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
    await page.keyboard.type('Résultat dit au téléphone, relu')
    await page.getByRole('dialog').getByRole('button', { name: 'Ne plus envoyer' }).click()
    await expect(banner).toBeHidden()
    await expect(page.getByRole('complementary')).toContainText('Résultat dit au téléphone, relu')
  })
})
