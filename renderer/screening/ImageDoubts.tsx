/** What is to be known of the images before the reading is closed: how many remarks there are, if any, and which images' side
 *  this reader disputes. A dispute is recorded at once, apart from the draft. */
import { ListTree, MessageCircleQuestionMark } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { ImageDescriptor, Reading, WorklistRow } from '../../main/contract/index.ts'
import { examineImages } from '../../main/domain/image-safety/index.ts'
import { useProblemText } from '../api/index.ts'
import { useCommand, useCommands, useShortcut } from '../app/commands/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Notice } from '../ui/index.ts'
import type { ImageNames } from './image-names.ts'
import type { ReadingSession } from './reading-session.ts'
import type { ViewerPort } from './viewer-port.ts'

export function ImageDoubts({ session, reading, study, images, names, viewer, today }: {
  session: ReadingSession
  reading: Reading
  study: WorklistRow
  images: readonly ImageDescriptor[]
  names: ImageNames
  viewer: ViewerPort | null
  today: string
}) {
  const t = useText('screening')
  const sentence = useProblemText()
  const commands = useCommands()
  const key = useShortcut('screening.disputeSide')
  const [error, setError] = useState<unknown>(null)
  const { disputedSides } = reading
  const remarks = useMemo(() => examineImages({ ...study, today }, images, null).length, [study, images, today])
  useEffect(() => { viewer?.showDisputed(disputedSides) }, [viewer, disputedSides])
  useEffect(() => () => { viewer?.showDisputed([]) }, [viewer])

  const dispute = (sopInstanceUID: string, disputed: boolean) => {
    setError(null)
    session.disputeSide(sopInstanceUID, disputed).catch(setError)
  }
  const toggle = () => {
    const shown = viewer?.activeImage() ?? null
    const own = images.find((image) => image.sopInstanceUID === shown)
    if (own !== undefined) dispute(own.sopInstanceUID, !disputedSides.includes(own.sopInstanceUID))
  }
  const canDispute = viewer !== null && reading.signedAt === null
  useCommand('screening.disputeSide', toggle, { enabled: canDispute })
  return (
    <div className="reading-doubts">
      <div className="reading-doubts-acts">
        {remarks === 0 ? null : <Button variant="quiet" icon={<ListTree size={14} aria-hidden />} onClick={() => { commands.run('viewer.remarks') }}>{t('doubts.remarks', { count: remarks })}</Button>}
        <Button variant="quiet" icon={<MessageCircleQuestionMark size={14} aria-hidden />} disabled={!canDispute} {...(key === undefined ? {} : { shortcut: key })} onClick={toggle}>{t('doubts.dispute')}</Button>
      </div>
      {disputedSides.map((sopInstanceUID) => (
        <p key={sopInstanceUID} className="reading-disputed">
          <MessageCircleQuestionMark size={14} aria-hidden />
          <span>{t('doubts.disputed', { image: names.get(sopInstanceUID) ?? '?' })}</span>
          <Button variant="quiet" disabled={!canDispute} onClick={() => { dispute(sopInstanceUID, false) }}>{t('doubts.withdraw')}</Button>
        </p>
      ))}
      {error === null ? null : <Notice tone="alert" title={t('doubts.failed')}>{sentence(error)}</Notice>}
    </div>
  )
}
