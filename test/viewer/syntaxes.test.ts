import { expect, it } from 'vitest'
import { transferSyntaxes } from '../../main/dicom/index.ts'
import { decodableTransferSyntaxes } from '../../renderer/viewer/pixels/decode.ts'

it('the decoders know every transfer syntax whose images are let in, and no other', () => {
  const letIn = transferSyntaxes.filter(({ images }) => images !== 'refused').map(({ uid }) => uid)
  expect(decodableTransferSyntaxes.toSorted()).toEqual(letIn.toSorted())
})
