/** What is offered to an archive for the C-GET of one object, in the order of trying. Mostly the first does: the class is
 *  known, each transfer syntax has a context of its own and the archive takes the one that the object is stored in. The
 *  others are for archives that do not say the class (optional at the IMAGE level, PS3.4 table C.6-4) and for those that
 *  look at the first context of a class alone, as DCMTK's do: they get the compressed syntaxes one by one. */
import { explicitLittleEndian, implicitLittleEndian, explicitBigEndian, sopClasses, transferSyntaxes } from '../../dicom/index.ts'
import type { OfferedContext, Role } from './pdu.ts'
import { plain, studyRootGet } from './services.ts'

export interface GetOffer { readonly sopClassUIDs: readonly string[]; readonly syntaxes: readonly string[] }

const storageRoot = '1.2.840.10008.5.1.4.1.1.'
/** Suffixes under the storage root (PS3.4 B.5), the usual ones of each modality (PS3.3 C.7.3.1.1.1). */
const usual: Readonly<Record<string, readonly string[]>> = {
  BI: ['7'], BMD: ['1', '7'], CR: ['1', '1.1'], CT: ['2', '2.1', '7'], DX: ['1.1', '1.1.1', '1'], ECG: ['9.1.1', '9.1.2'], EEG: ['9.7.1', '9.7.4'], EMG: ['9.7.2'], EPS: ['9.3.1'],
  ES: ['77.1.1', '7.4'], GM: ['77.1.2'], HD: ['9.2.1'], IO: ['1.3'], KO: ['88.59'], MG: ['1.2', '13.1.3', '1.2.1', '7', '13.1.4'], MR: ['4', '4.1', '7', '4.2'], NM: ['20'], OP: ['77.1.5.1'],
  OT: ['7', '7.2', '7.3', '7.4'], PR: ['11.1', '11.2'], PT: ['128', '130'], PX: ['1.1'], REG: ['66.1', '66.3'], RF: ['12.2', '1.1'], RTDOSE: ['481.2'], RTIMAGE: ['481.1'],
  RTPLAN: ['481.5'], RTSTRUCT: ['481.3'], SC: ['7', '7.2', '7.3', '7.4'], SEG: ['66.4', '66.5'], SM: ['77.1.6'], SR: ['88.11', '88.22', '88.33', '88.34', '88.50', '88.67'],
  DOC: ['104.1', '104.2'], US: ['6.1', '3.1', '6', '3'], XA: ['12.1', '12.1.1'], XC: ['77.1.4'],
}

/** Explicit first: who looks at the first context alone then changes nothing of what is mostly stored. */
const rank = (uid: string) => (uid === explicitLittleEndian ? 0 : uid === implicitLittleEndian || uid === explicitBigEndian ? 2 : 1)
const all: readonly string[] = transferSyntaxes.map(({ uid }) => uid).toSorted((one, other) => rank(one) - rank(other))
/** What images of archives are in: a rarer syntax is offered where the class is known. */
const common = all.filter((uid) => transferSyntaxes.some((one) => one.uid === uid && (one.images !== 'refused' || one.deflated)))
const compressed = common.filter((uid) => rank(uid) === 1)
/** At most 128 contexts (PS3.8 9.3.2.2), one of them that of C-GET itself. */
const classesPerOffer = Math.floor(127 / common.length)

export function getOffers(sopClassUID: string, modality: string): GetOffer[] {
  const oneByOne = (sopClassUIDs: readonly string[]) => compressed.map((uid): GetOffer => ({ sopClassUIDs, syntaxes: [uid] }))
  if (sopClassUID !== '') return [{ sopClassUIDs: [sopClassUID], syntaxes: all }, ...oneByOne([sopClassUID])]
  const likely = (usual[modality] ?? []).map((suffix) => storageRoot + suffix)
  const others = sopClasses.map(({ uid }) => uid).filter((uid) => uid.startsWith(storageRoot) && !likely.includes(uid))
  return [
    ...(likely.length === 0 ? [] : [{ sopClassUIDs: likely, syntaxes: common }, ...oneByOne(likely)]),
    ...Array.from({ length: Math.ceil(others.length / classesPerOffer) }, (_, group) => ({ sopClassUIDs: others.slice(group * classesPerOffer, (group + 1) * classesPerOffer), syntaxes: common })),
  ]
}

/** One context per class and transfer syntax, so that the peer never has to transcode. */
export function contextsOf({ sopClassUIDs, syntaxes }: GetOffer): { contexts: OfferedContext[]; roles: Role[] } {
  const pairs = sopClassUIDs.flatMap((abstractSyntax) => syntaxes.map((uid) => ({ abstractSyntax, transferSyntaxes: [uid] })))
  return {
    contexts: [{ id: 1, abstractSyntax: studyRootGet, transferSyntaxes: plain }, ...pairs.map((pair, index) => ({ id: 2 * index + 3, ...pair }))],
    roles: sopClassUIDs.map((sopClassUID) => ({ sopClassUID, scu: false, scp: true })),
  }
}
