/** What the image is when it is no acquired mammogram: a line under its view that no choice hides (M43), and where the
 *  kind needs it a sentence that says what to make of it (M42). */
import { Info } from 'lucide-react'
import type { ImageDescriptor, Language } from '../../../main/contract/index.ts'
import { kindNames, kindSentences, mammogramKind } from '../../../main/domain/tomosynthesis/index.ts'
import './tomosynthesis.css'

export function KindLine({ image, language }: { image: ImageDescriptor; language: Language }) {
  const kind = mammogramKind(image)
  // Raw images have their own line (M06).
  const name = kind === 'for-processing' ? '' : kindNames[kind][language]
  return name === '' ? null : <p className="viewer-kind" data-kind={kind}>{name}</p>
}

export function KindSentence({ image, language }: { image: ImageDescriptor; language: Language }) {
  const sentence = kindSentences[mammogramKind(image)]
  return sentence === null ? null : <p className="viewer-banner viewer-kind-sentence"><Info size={14} aria-hidden />{sentence[language]}</p>
}
