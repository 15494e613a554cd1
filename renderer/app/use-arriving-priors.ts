/** An exam fetched with its priors opens as soon as it is here itself; each prior that arrives afterwards is hung, and
 *  said, because the images then change places. */
import { useEffect, useRef } from 'react'
import type { Output } from '../../main/contract/index.ts'
import { useServerEvent } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { useToast } from '../ui/index.ts'

export function useArrivingPriors(opened: Output<'study.open'> | undefined, reopen: () => void): void {
  const t = useText('app')
  const toast = useToast()
  useServerEvent((event) => {
    if (event.type !== 'retrieve.ended' || event.outcome !== 'complete' || opened === undefined) return
    const { current, priors } = opened
    // Other patients' exams arrive as well: asked again only while a prior is known and not among the images.
    if (event.studyInstanceUID !== current.study.studyInstanceUID && priors.length < current.study.priorCount) reopen()
  })

  const known = useRef<{ study: string; priors: number } | null>(null)
  useEffect(() => {
    if (opened === undefined) return
    const [study, priors] = [opened.current.study.studyInstanceUID, opened.priors.length]
    if (known.current?.study === study && priors > known.current.priors) toast({ tone: 'ok', title: t('reading.priorArrived') })
    known.current = { study, priors }
  }, [opened, toast, t])
}
