/** Every finding of the exam and of the compared prior in whole sentences, image by image. */
import { CircleHelp, Info, TriangleAlert } from 'lucide-react'
import type { ImageDescriptor, Language } from '../../../main/contract/index.ts'
import type { ImageFinding, Severity } from '../../../main/domain/image-safety/index.ts'
import { Dialog } from '../../ui/index.ts'
import { safetyStrings } from './strings.ts'
import { findingWords, imageName } from './words.ts'

const icons: Record<Severity, typeof Info> = { refuse: CircleHelp, warn: TriangleAlert, note: Info }

export function FindingsDialog({ open, onClose, findings, images, priorImages, language }: {
  open: boolean
  onClose: () => void
  findings: readonly ImageFinding[]
  images: readonly ImageDescriptor[]
  priorImages: readonly ImageDescriptor[]
  language: Language
}) {
  const strings = safetyStrings[language]
  const named = (isPrior: boolean) => (image: ImageDescriptor) => ({
    key: image.sopInstanceUID as string, name: isPrior ? `${imageName(image, language)} · ${strings.prior}` : imageName(image, language),
    findings: findings.filter(({ sopInstanceUID }) => sopInstanceUID === image.sopInstanceUID),
  })
  const groups = [
    { key: 'exam', name: strings.exam, findings: findings.filter(({ sopInstanceUID }) => sopInstanceUID === null) },
    ...images.map(named(false)), ...priorImages.map(named(true)),
  ].filter((group) => group.findings.length > 0)
  return (
    <Dialog open={open} onClose={onClose} title={strings.title} size="wide">
      {groups.length === 0 ? <p>{strings.nothing}</p> : groups.map((group) => (
        <section key={group.key} className="viewer-findings" aria-label={group.name}>
          <h3 className="ui-label">{group.name}</h3>
          <ul>
            {group.findings.map((finding) => {
              const Icon = icons[finding.severity]
              return (
                <li key={finding.code} data-severity={finding.severity}>
                  <Icon size={16} aria-hidden />
                  <p><b>{strings.severity[finding.severity]}</b> {findingWords(finding, language).full}</p>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}
