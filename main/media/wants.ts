/** What is to be sent next of a medium: directories and archives before the beginnings of files, so that what a directory names
 *  is not looked at twice; after the choice, the files of the chosen studies. */
import type { MediaStep, MediaWant } from '../contract/index.ts'
import { headLength } from './look.ts'
import type { MediaFile, Medium } from './session.ts'
import { tailLength } from './zip/archive-list.ts'

const atOnce = 64
const inOrder: readonly (readonly MediaStep[])[] = [['tail', 'entries'], ['directory'], ['head', 'whole'], ['take']]

export function nextWants(medium: Medium): { wants: MediaWant[]; left: number } {
  const waiting = medium.files.filter(({ want }) => want !== null)
  for (const steps of inOrder) {
    const these = waiting.filter(({ want }) => want !== null && steps.includes(want))
    // One stage ends before the next begins: what was asked for and is not here yet may change it.
    if (these.length === 0) continue
    const wants = these.filter(({ asked }) => !asked).slice(0, atOnce)
    for (const file of wants) file.asked = true
    return { wants: wants.map(pieceOf), left: waiting.length }
  }
  return { wants: [], left: 0 }
}

function pieceOf(file: MediaFile): MediaWant {
  const step = file.want ?? 'head'
  const range = rangeOf(file, step)
  return { file: file.place, step, source: file.within?.archive ?? file.place, ...range }
}

function rangeOf(file: MediaFile, step: MediaStep): { offset: number; length: number } {
  if (file.within !== null) {
    const { offset, length, rawName } = file.within.entry
    return { offset, length: step === 'head' ? Math.min(length, headLength + 1024 + rawName.length) : length }
  }
  switch (step) {
    case 'tail': return { offset: Math.max(0, file.size - tailLength), length: Math.min(file.size, tailLength) }
    case 'entries': return { offset: file.list?.offset ?? 0, length: file.list?.length ?? 0 }
    case 'head': return { offset: 0, length: Math.min(file.size, headLength) }
    default: return { offset: 0, length: file.size }
  }
}

/** Everything of these studies from now on. */
export function choose(medium: Medium, studies: readonly string[]): number {
  const chosen = new Set(studies)
  medium.chosen = chosen
  let objects = 0
  for (const file of medium.files) {
    if (file.object === null || !chosen.has(file.object.studyInstanceUID)) continue
    file.want = 'take'
    file.asked = false
    objects += 1
  }
  return objects
}
