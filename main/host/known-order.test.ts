import { expect, it } from 'vitest'
import type { OrderOfStudy } from '../orders/index.ts'
import { knownOrder, orderedIdentity } from './known-order.ts'

const order: OrderOfStudy = {
  placerOrderNumber: 'OPN1', placerAuthority: '1.2.250.1.9', accessionNumber: 'ACC-1', accessionAuthority: 'CH LISIEUX', requester: { id: '10003456786', name: 'DURAND Paul' }, structure: 'CH',
  ins: { value: '261025030199822', oid: '1.2.250.1.213.1.4.8', qualified: true }, reliability: ['VALI'], birthName: 'LEFÈVRE', givenNames: 'Anaïs Zoé', usualName: 'MARTIN', birthPlace: '14118', history: ['AVK'],
  visitNumber: '', visitAuthority: '', justification: 'Chute', retention: '',
}

it('a report names of its order what the request told: traits of the identity, history, who asked; a number only under an OID', () => {
  expect(knownOrder(order)).toEqual({
    placer: { value: 'OPN1', oid: '1.2.250.1.9' }, accession: null, ins: { value: '261025030199822', oid: '1.2.250.1.213.1.4.8' }, usualName: 'MARTIN', birthPlace: '14118',
    requester: { id: '10003456786', name: 'DURAND Paul' }, justification: 'Chute', history: ['AVK'],
  })
  expect(knownOrder({ ...order, ins: { value: '261025030199822', oid: '1.2.250.1.213.1.4.8', qualified: false } })?.ins).toBeNull()
  expect(orderedIdentity(order)).toMatchObject({ firstGivenName: 'Anaïs', birthPlace: '14118' })
})
