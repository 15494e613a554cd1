/** What is wrong with the images on screen, and the images without it. Findings go by what the objects say; everything
 *  that hangs, measures or marks goes by what of it can be believed. */
import { useMemo, useState } from 'react'
import type { OpenedStudy } from '../../../main/contract/index.ts'
import { examineImages, finding, trustedImage, type ImageFinding } from '../../../main/domain/image-safety/index.ts'

export interface Findings {
  readonly all: readonly ImageFinding[]
  readonly of: ReadonlyMap<string, readonly ImageFinding[]>
  readonly studyOf: (sopInstanceUID: string) => 'current' | 'prior'
}

export const trustedStudy = (study: OpenedStudy): OpenedStudy => ({ ...study, images: study.images.map(trustedImage) })

export function useTrusted(current: OpenedStudy, priors: readonly OpenedStudy[]): { current: OpenedStudy; priors: readonly OpenedStudy[] } {
  return { current: useMemo(() => trustedStudy(current), [current]), priors: useMemo(() => priors.map(trustedStudy), [priors]) }
}

/** `prior`: the one that is compared, as it came. */
export function useFindings(current: OpenedStudy, prior: OpenedStudy | null, disputed: readonly string[]): Findings {
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  return useMemo(() => {
    const all = [...noticed(current), ...disputed.map((sopInstanceUID) => finding('side-disputed', sopInstanceUID)), ...examineImages({ ...current.study, today }, current.images, prior)]
    const of = Map.groupBy(all.filter(({ sopInstanceUID }) => sopInstanceUID !== null), ({ sopInstanceUID }) => sopInstanceUID ?? '')
    const own = new Set<string>(current.images.map(({ sopInstanceUID }) => sopInstanceUID))
    return { all, of, studyOf: (sopInstanceUID) => (own.has(sopInstanceUID) ? 'current' : 'prior') }
  }, [current, prior, disputed, today])
}

/** What was noticed of its objects' patients while they came in. */
function noticed({ remarks = [] }: OpenedStudy): ImageFinding[] {
  const refused = remarks.filter(({ code }) => code === 'other-patient-refused')
  return [
    ...refused.length === 0 ? [] : [finding('other-patient-refused', null, { count: refused.length })],
    ...remarks.flatMap(({ sopInstanceUID, code }) => (code === 'other-patient-refused' ? [] : [finding(code, sopInstanceUID)])),
  ]
}
