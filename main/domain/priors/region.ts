/** Parts of the body and sides that the description of a study names, in French or English, abbreviations of the field
 *  among them. Beginnings of words, without accents. A description that names nothing says nothing: it excludes nothing. */

const beginnings = {
  breast: ['sein', 'mammo', 'mammair', 'breast', 'tomosyn'],
  head: ['cran', 'cereb', 'encephal', 'tete', 'brain', 'head', 'hypophys', 'sinus', 'rocher', 'orbit', 'face', 'facial'],
  neck: ['cou', 'neck', 'thyroid', 'parotid', 'larynx', 'tsa', 'carotid'],
  spine: ['rachis', 'cervical', 'dorsal', 'lombair', 'lumbar', 'spine', 'sacr', 'vertebr'],
  thorax: ['thora', 'poumon', 'pulmon', 'chest', 'lung', 'tap', 'mediastin', 'gril', 'sternum', 'cote', 'rib'],
  heart: ['coeur', 'cardia', 'coro', 'heart'],
  abdomen: ['abdo', 'asp', 'foie', 'hepat', 'liver', 'pancrea', 'bili', 'rein', 'renal', 'kidney', 'uro', 'tap', 'entero', 'colo', 'rate'],
  pelvis: ['pelv', 'bassin', 'prostat', 'uter', 'ovair', 'vessie', 'bladder', 'rectum', 'tap'],
  shoulder: ['epaule', 'shoulder', 'clavicul', 'omoplate', 'scapul'],
  arm: ['bras', 'humer', 'coude', 'elbow', 'avant-bras', 'forearm', 'radius', 'ulna'],
  hand: ['main', 'hand', 'poignet', 'wrist', 'doigt', 'finger', 'pouce', 'scaphoid'],
  hip: ['hanche', 'hip', 'coxo'],
  leg: ['femur', 'cuisse', 'jambe', 'tibia', 'leg', 'fibul'],
  knee: ['genou', 'knee', 'rotul', 'patell'],
  foot: ['pied', 'foot', 'cheville', 'ankle', 'calcan', 'orteil', 'toe'],
} as const
export type Region = keyof typeof beginnings
export type Side = 'right' | 'left'

/** Regions that the body has twice. */
export const paired: ReadonlySet<Region> = new Set(['shoulder', 'arm', 'hand', 'hip', 'leg', 'knee', 'foot'])

/** A mammogram is of the breast whatever it is called. */
export function regionsIn(description: string, modalities: readonly string[] = []): Set<Region> {
  const words = wordsOf(description)
  const named = (Object.keys(beginnings) as Region[]).filter((region) => beginnings[region].some((beginning) => words.some((word) => word.startsWith(beginning))))
  return new Set([...named, ...modalities.includes('MG') ? ['breast' as const] : []])
}

/** Both for a bilateral exam; none where no side is named. */
export function sidesIn(description: string): Set<Side> {
  const words = wordsOf(description)
  if (words.some((word) => word.startsWith('bilat') || word === 'deux' || word === 'both')) return new Set(['right', 'left'])
  const has = (...those: string[]) => words.some((word) => those.includes(word))
  return new Set([...has('droit', 'droite', 'dt', 'dte', 'right', 'rt') ? ['right' as const] : [], ...has('gauche', 'gche', 'left', 'lt') ? ['left' as const] : []])
}

function wordsOf(text: string): string[] {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('œ', 'oe').replaceAll('Œ', 'oe').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '')
}
