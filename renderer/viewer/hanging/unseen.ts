/** Which images of the current study have not been on the screen yet (M25): of a group that hangs as one stack of slices,
 *  one slice is enough. Pure, and the hook that keeps count. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { SOPInstanceUID, StudyInstanceUID } from '../../../main/contract/index.ts'
import type { Hanging } from '../../../main/domain/hanging/index.ts'

/** The first image of each group that was not seen. */
export function unseenOf(toDisplay: Hanging['toDisplay'], displayed: ReadonlySet<string>): SOPInstanceUID[] {
  return toDisplay.filter((group) => !group.some((uid) => displayed.has(uid))).flatMap(([first]) => (first === undefined ? [] : [first]))
}

/** Tells a change once; `displayed` is the callback for what has been painted so far. */
export function useUnseen({ study, toDisplay, onDisplayed, onUnseen }: {
  study: StudyInstanceUID
  toDisplay: Hanging['toDisplay']
  onDisplayed: ((sopInstanceUIDs: ReadonlySet<string>) => void) | undefined
  onUnseen: ((study: StudyInstanceUID, sopInstanceUIDs: readonly SOPInstanceUID[]) => void) | undefined
}): { unseen: readonly SOPInstanceUID[]; displayed: (sopInstanceUIDs: ReadonlySet<string>) => void } {
  const [known, setKnown] = useState<{ study: StudyInstanceUID; uids: ReadonlySet<string> }>({ study, uids: new Set() })
  const uids = known.study === study ? known.uids : none
  const unseen = useMemo(() => unseenOf(toDisplay, uids), [toDisplay, uids])
  const displayed = useCallback((painted: ReadonlySet<string>) => {
    setKnown({ study, uids: painted })
    onDisplayed?.(painted)
  }, [study, onDisplayed])
  useEffect(() => { onUnseen?.(study, unseen) }, [study, unseen, onUnseen])
  return { unseen, displayed }
}

const none: ReadonlySet<string> = new Set()
