/** What must be known of the greys of one image, whether texts are shown or not. */
import { TriangleAlert } from 'lucide-react'
import type { ImageDescriptor, Language } from '../../../main/contract/index.ts'
import { greyStrings } from './strings.ts'
import type { Standing } from './use-grey-check.ts'
import './grey.css'

export function GreyNotice({ image, standing, language }: { image: ImageDescriptor; standing: Standing | null; language: Language }) {
  const strings = greyStrings[language]
  const faults = image.greyScaleFaults.map((fault) => strings.fault[fault])
  const isWrong = standing === 'differs'
  const lines = [...isWrong ? [strings.differs] : [], ...faults]
  if (lines.length === 0) return null
  return (
    <div className="viewer-grey-notice" data-kind={isWrong ? 'differs' : 'limits'} role={isWrong ? 'alert' : 'status'}>
      {lines.map((line) => <p key={line}><TriangleAlert size={14} aria-hidden />{line}</p>)}
    </div>
  )
}
