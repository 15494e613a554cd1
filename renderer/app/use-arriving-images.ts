/** An exam opens as soon as some of it is here; what arrives afterwards, priors and its own images, is hung, and said,
 *  because images then change places and none may be called absent that is here. */
import { useEffect, useRef } from 'react'
import type { Output } from '../../main/contract/index.ts'
import { useServerEvent } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { useToast } from '../ui/index.ts'

/** After the last object of an import; each opening is recorded. */
const settledMs = 1200

export function useArrivingImages(opened: Output<'study.open'> | undefined, reopen: () => void): void {
  const t = useText('app')
  const toast = useToast()
  const importing = useRef<number | undefined>(undefined)
  useEffect(() => () => { window.clearTimeout(importing.current) }, [])
  useServerEvent((event) => {
    if (event.type === 'import.progress' && opened !== undefined) {
      window.clearTimeout(importing.current)
      importing.current = window.setTimeout(reopen, settledMs)
    }
    if (event.type !== 'retrieve.ended' || event.outcome !== 'complete' || opened === undefined) return
    const { current, priors } = opened
    // Other patients' exams arrive as well: asked again only for this one, or while a prior is known and not among the images.
    if (event.studyInstanceUID === current.study.studyInstanceUID || priors.length < current.study.priorCount) reopen()
  })

  const known = useRef<{ study: string; priors: number; images: number } | null>(null)
  useEffect(() => {
    if (opened === undefined) return
    const [study, priors, images] = [opened.current.study.studyInstanceUID, opened.priors.length, opened.current.images.length]
    if (known.current?.study === study && images > known.current.images) toast({ tone: 'ok', title: t('reading.imagesArrived') })
    if (known.current?.study === study && priors > known.current.priors) toast({ tone: 'ok', title: t('reading.priorArrived') })
    known.current = { study, priors, images }
  }, [opened, toast, t])
}
