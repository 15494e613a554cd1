/** The record of one case: what was painted of each mammogram of the current study at 1:1 or larger. Slices and priors
 *  are not walked through and take no part. */
import { useCallback, useEffect, useRef } from 'react'
import type { ImageDescriptor, OpenedStudy } from '../../../main/contract/index.ts'
import type { View } from '../../../main/domain/geometry/index.ts'
import { isWalked } from '../walk/index.ts'
import { createCoverageRecord, type CoverageRecord } from './coverage-record.ts'
import { shownPart } from './shown-part.ts'

/** SOP Instance UID → share of the pixels, 0..1, that have been on screen at 1:1. */
export type Coverage = ReadonlyMap<string, number>

export interface CaseCoverage {
  readonly record: CoverageRecord
  /** Every mammogram of the current study, those not yet shown with 0. */
  shares(): Coverage
  painted(image: ImageDescriptor, isPrior: boolean, view: View): void
}

export function useCoverage(caseId: string, current: OpenedStudy, onCoverage: ((coverage: Coverage) => void) | undefined): CaseCoverage {
  const kept = useRef<{ caseId: string; record: CoverageRecord } | null>(null)
  if (kept.current?.caseId !== caseId) kept.current = { caseId, record: createCoverageRecord() }
  const { record } = kept.current
  const latest = useRef({ onCoverage, current })
  useEffect(() => { latest.current = { onCoverage, current } })
  const shares = useCallback((): Coverage => new Map(latest.current.current.images.filter(isWalked).map((image) => [image.sopInstanceUID, record.shareOf(image)])), [record])
  const painted = useCallback((image: ImageDescriptor, isPrior: boolean, view: View): void => {
    if (isPrior || !isWalked(image) || document.visibilityState === 'hidden') return
    const part = shownPart(view)
    if (part !== null && record.show(image, part)) latest.current.onCoverage?.(shares())
  }, [record, shares])
  return { record, shares, painted }
}
