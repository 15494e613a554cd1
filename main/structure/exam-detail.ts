/** One exam as the desk's panel shows it: opinions opened, what waits and why, what can be done now, and for a technical
 *  recall the images that are here and those of them that came since the request. */
import type { Account, ExamDetail } from '../contract/index.ts'
import { incidenceOf, incidenceWords, motifRappelWords } from '../domain/sheet/index.ts'
import { dayOf, summaries, type FollowedExam } from './exams.ts'
import type { ImageHere, StructurePorts } from './ports.ts'

export function detailOf({ course, images }: Pick<StructurePorts, 'course' | 'images'>, { recorded, opinions, row }: FollowedExam, account: Account): ExamDetail {
  const { reason, acts, initialImages, sheetIdentity } = course.detail(row.studyInstanceUID, account)
  const asked = row.standing === 'RAPPEL_ATTENDU' || row.standing === 'RAPPEL_A_DEMANDER'
  const recall = opinions.is === 'open' ? opinions.opinions.final.rappelTechnique : null
  const rounds = opinions.is === 'open' || opinions.is === 'sealed' ? opinions.earlier : []
  return {
    ...row, reason, acts: [...acts], sheetIdentity, arbiter: recorded.arbiter?.reader_code ?? null,
    listed: recorded.entry === null ? null : { name: `${recorded.entry.nom} ${recorded.entry.prenoms}`.trim(), birthDate: recorded.entry.naissance, examOn: recorded.entry.examen },
    views: asked ? (recall?.cliches ?? []).map(({ cote, incidence, motif }) => ({ cote, incidence: incidenceWords[incidence].fr, motif: motifRappelWords[motif].fr })) : [],
    instruction: asked ? recall?.consigne ?? '' : '',
    earlier: recorded.earlier.flatMap(({ round, reader_code: reader }, index) => {
      const conclusion = rounds[index]
      return conclusion === undefined ? [] : [{ round, reader, ...summaries(conclusion) }]
    }),
    images: row.standing === 'RAPPEL_ATTENDU' ? images(row.studyInstanceUID).map((image) => imageOf(image, initialImages, recorded.place?.recall?.askedAt ?? 0)) : [],
  }
}

/** Redone is what was not here when it was asked for; where that was not noted, what was acquired after it. */
function imageOf(image: ImageHere, initialImages: readonly string[] | null, askedAt: number): ExamDetail['images'][number] {
  const acquired = /^(\d{4})(\d\d)(\d\d)$/.exec(image.acquisitionDate ?? '')
  const acquiredOn = acquired === null ? null : acquired.slice(1).join('-')
  const redone = initialImages === null || initialImages.length === 0 ? acquiredOn !== null && acquiredOn > dayOf(askedAt) : !initialImages.includes(image.sopInstanceUID)
  return { sopInstanceUID: image.sopInstanceUID, side: image.imageLaterality === 'R' ? 'D' : image.imageLaterality === 'L' ? 'G' : '', view: incidenceWords[incidenceOf(image)].fr, acquiredOn, redone }
}
