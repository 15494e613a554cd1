/** What must be known of an image before it is read, on the image itself, whatever texts are hidden: the gravest finding
 *  in a few words, and how many more there are. The texts in the corners say what is only to know. */
import { CircleHelp, TriangleAlert } from 'lucide-react'
import type { Language } from '../../../main/contract/index.ts'
import type { ImageFinding } from '../../../main/domain/image-safety/index.ts'
import { safetyStrings } from './strings.ts'
import { findingWords } from './words.ts'
import './safety.css'

const noFindings: readonly ImageFinding[] = []

export function FindingBanner({ findings = noFindings, language }: { findings: readonly ImageFinding[] | undefined; language: Language }) {
  const grave = [...findings.filter(({ code }) => code === 'side-disputed'), ...findings.filter(({ severity }) => severity === 'refuse'), ...findings.filter(({ severity, code }) => severity === 'warn' && code !== 'side-disputed')]
  const [first] = grave
  if (first === undefined) return null
  const Icon = first.severity === 'refuse' ? CircleHelp : TriangleAlert
  return (
    <p className="viewer-banner" data-finding={first.code} data-severity={first.severity}>
      <Icon size={14} aria-hidden />
      <span>{findingWords(first, language).short}</span>
      {grave.length > 1 ? <span className="viewer-banner-more">{safetyStrings[language].more(grave.length - 1)}</span> : null}
    </p>
  )
}
