import type { ConsoleState } from './console-in-memory.ts'
import { orderWith } from './orders-in-memory.ts'
import { expect, expectAccessible, rows, test } from './window.ts'

/** An urgent exam with its request, a conflict, and requests whose images are still to come. */
const withOrders = (state: ConsoleState) => {
  const [first, second, third] = state.rows
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few rows')
  const stat = orderWith({ urgency: 'stat', state: 'performed', studies: [first.studyInstanceUID], performed: { examAt: '2025-03-12T09:10:00.000Z', retention: '730 jours', act: 'Scanner du crâne', products: ['Iohexol, 60 ml'], devices: ['Appareil A'] } })
  const other = orderWith({ placerNumber: 'OPN102', conflicts: [{ studyInstanceUID: second.studyInstanceUID, patientName: second.patientName, patientBirthDate: second.patientBirthDate, patientID: second.patientID }] })
  const cancelled = orderWith({ placerNumber: 'OPN103', state: 'cancelled', cancelledAt: '2025-03-12T09:00:00.000Z', cancelReason: 'Patiente transférée', answerable: false, studies: [third.studyInstanceUID] })
  const urgent = orderWith({ placerNumber: 'OPN104', urgency: 'urgent', patient: { name: 'MÉRIEL^Jeanne', usualName: '', birthDate: '1948-07-14', sex: 'F', id: '4801', ins: null }, modality: 'MR', modalityName: 'IRM', regions: ['Rachis lombaire'] })
  const routine = orderWith({ placerNumber: 'OPN105', patient: { name: 'OZENNE^Paul', usualName: '', birthDate: '1972-01-30', sex: 'M', id: '4802', ins: null }, callBack: '' })
  state.ordersIn.orders = [stat, urgent, other, routine, cancelled]
  state.rows = [
    { ...first, order: { orderId: stat.id, urgency: 'stat', state: 'performed', conflict: false } }, { ...second, order: { orderId: other.id, urgency: 'routine', state: 'requested', conflict: true } },
    { ...third, order: { orderId: cancelled.id, urgency: 'routine', state: 'cancelled', conflict: false } }, ...state.rows.slice(3),
  ]
}

test.describe('requests', () => {
  test('mark rows by icon and word, and open beside the list by the keyboard', async ({ page, prepare, shoot }) => {
    await prepare(withOrders)
    await expect(rows(page).first()).toBeVisible()
    for (const word of ['Immédiat', 'Conflit d’identité', 'annulée']) await expect(rows(page).getByText(word)).toBeVisible()
    await shoot('orders-list')
    await shoot('orders-list-2048', 'portrait')
    await rows(page).filter({ hasText: 'Immédiat' }).click()
    await page.keyboard.press('d')
    const panel = page.getByRole('dialog', { name: 'Demande' })
    for (const words of ['Hématome intracrânien ?', '+33 2 31 00 00 00', 'Fibrillation auriculaire sous apixaban', 'CH de Lisieux', '730 jours']) await expect(panel.getByText(words)).toBeVisible()
    await expectAccessible(page)
    await shoot('order-panel')
    await shoot('order-panel-2048', 'portrait')
    await page.keyboard.press('Escape')
    await rows(page).filter({ hasText: 'Conflit d’identité' }).click()
    await page.keyboard.press('d')
    await expect(panel.getByText('Demande d’un autre patient sous le même numéro')).toBeVisible()
    await expect(panel.getByText('Hématome')).toHaveCount(0)
    await shoot('order-conflict')
    await shoot('order-conflict-2048', 'portrait')
  })

  test('without images have a list of their own, and are answered with a protocol or a motive', async ({ page, prepare, shoot }) => {
    const { state } = await prepare(withOrders)
    await expect(page.getByRole('button', { name: /Demandes sans images/ })).toContainText('3')
    await page.keyboard.press('Shift+D')
    const dialog = page.getByRole('dialog', { name: 'Demandes' })
    await expect(dialog.getByRole('option')).toHaveCount(3)
    await dialog.getByRole('listbox').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await expect(dialog.getByRole('option', { selected: true })).toContainText('MÉRIEL')
    await shoot('orders-without-images')
    await shoot('orders-without-images-2048', 'portrait')
    await dialog.getByRole('button', { name: 'Accepter' }).click()
    await expect(dialog.getByRole('textbox', { name: /Protocole/ })).toBeFocused()
    await page.keyboard.type('T1, T2 et STIR sagittales, sans injection')
    await expectAccessible(page)
    await shoot('order-answer')
    await shoot('order-answer-2048', 'portrait')
    await page.keyboard.press('Tab')
    await expect(dialog.getByRole('button', { name: 'Accepter et transmettre' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog.getByText(/Acceptée par vous/)).toBeVisible()
    expect(state.ordersIn.orders.find(({ placerNumber }) => placerNumber === 'OPN104')?.answer).toMatchObject({ accepted: true, text: 'T1, T2 et STIR sagittales, sans injection' })
    await dialog.getByRole('button', { name: 'Toutes' }).click()
    await expect(dialog.getByRole('option')).toHaveCount(5)
    await dialog.getByRole('searchbox').fill('personne')
    await expect(dialog.getByText('Aucune demande ne répond')).toBeVisible()
  })

  test('come in as the settings say, and how that stands is told', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => { before.ordersIn.listening = { ...before.ordersIn.listening, state: 'LISTENING', address: '127.0.0.1', port: 2575, lastMessageAt: '2025-03-12T08:56:00.000Z', taken: 4, refused: [{ at: '2025-03-12T08:40:00.000Z', from: '10.1.2.3', reason: 'ADDRESS' }] } })
    await expect(rows(page).first()).toBeVisible()
    await page.keyboard.press('Control+,')
    await page.getByRole('button', { name: 'Demandes', exact: true }).click()
    await expect(page.getByText('À l’écoute sur 127.0.0.1:2575.')).toBeVisible()
    await expect(page.getByText(/10\.1\.2\.3 · adresse non autorisée/)).toBeVisible()
    await page.getByLabel('Adresse d’écoute').fill('10.1.2.9')
    await page.getByLabel('Adresses autorisées à appeler').fill('10.1.2.1\n10.1.2.2')
    await page.getByLabel('Émetteurs autorisés').fill('RIS|CH LISIEUX\nPFI')
    await expect(page.getByText(/sans TLS, n’écoutez/)).toBeVisible()
    // A worklist is asked over TLS with the authority that is pasted.
    await page.getByLabel('Liste de travail DICOM (MWL) : hôte').fill('mwl.chu.example')
    await expect(page.getByText(/la liste de travail circule en clair/)).toBeVisible()
    await page.getByRole('checkbox', { name: /Chiffrer la liste de travail/ }).press('Space')
    await expect(page.getByText(/la liste de travail circule en clair/)).toBeHidden()
    await page.getByLabel('Autorité de la liste de travail (PEM)').fill('AUTORITÉ')
    await expectAccessible(page)
    await shoot('orders-settings')
    await shoot('orders-settings-2048', 'portrait')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(page.getByText('Réglages des demandes enregistrés')).toBeVisible()
    expect(state.ordersIn.configured).toMatchObject({ address: '10.1.2.9', callers: ['10.1.2.1', '10.1.2.2'], senders: [{ application: 'RIS', facility: 'CH LISIEUX' }, { application: 'PFI', facility: '' }], worklist: { host: 'mwl.chu.example', tls: true, certificateAuthority: 'AUTORITÉ' } })
  })
})
