/** A Mammography CAD SR (PS3.16 TID 4000 to 4023) as findings per image. Rendering intent holds down the tree: what hangs
 *  under something that is not to be presented is not to be presented either (PS3.4 O.2.2.1). What is not for
 *  presentation is left out here and goes nowhere else. */
import type { CadFinding, CadReport, CadState } from '../contract/index.ts'
import { codeOf, contentTree, isNamed, numberOf, type ContentItem, type ContentTree } from './content-tree.ts'
import { items, numbers, text, type Dataset } from './dataset.ts'

export type CadEvidence = { readonly kind: 'cad' } & Omit<CadReport, 'sopInstanceUID' | 'notPlaced'>

const states: Readonly<Record<string, CadState>> = {
  '111241': 'succeeded-without-findings', '111242': 'succeeded-with-findings', '111243': 'partial-without-findings', '111244': 'partial-with-findings', '111245': 'failed',
}
const attempts: Readonly<Record<string, CadReport['detections']>> = { '111222': 'succeeded', '111223': 'partial', '111224': 'failed', '111225': 'not-attempted' }

export function readCadReport(dataset: Dataset): CadEvidence {
  const tree = contentTree(dataset)
  const top = (name: string) => tree.root.children.find((item) => isNamed(item, name))
  return {
    kind: 'cad',
    contentDate: text(dataset, 'ContentDate'),
    contentTime: text(dataset, 'ContentTime'),
    manufacturer: text(dataset, 'Manufacturer'),
    state: states[codeOf(top('111017'))?.value ?? ''] ?? 'unknown',
    detections: attempts[codeOf(top('111064'))?.value ?? ''] ?? null,
    analyses: attempts[codeOf(top('111065'))?.value ?? ''] ?? null,
    algorithms: algorithms(tree.root),
    findings: findings(tree, top('111017')),
  }
}

type Intent = 'none' | 'optional' | 'required'
const intents: Readonly<Record<string, Intent>> = { '111150': 'required', '111151': 'optional', '111152': 'none' }
const rank: Record<Intent, number> = { none: 0, optional: 1, required: 2 }

/** Every Single Image Finding under the summary, by the most that one of the ways to it allows. */
function findings(tree: ContentTree, summary: ContentItem | undefined): CadFinding[] {
  const best = new Map<Dataset, { item: ContentItem; intent: Intent }>()
  const visit = (item: ContentItem, allowed: Intent): void => {
    const intent = weaker(allowed, intentOf(tree, item))
    const before = best.get(item.dataset)
    // A way that allows no more than one that was gone before leads to nothing new, and a ring ends here.
    if (before !== undefined && rank[before.intent] >= rank[intent]) return
    best.set(item.dataset, { item, intent })
    for (const child of tree.related(item)) if (child.relationship === 'CONTAINS' || child.relationship === 'INFERRED FROM') visit(child, intent)
  }
  if (summary !== undefined) visit(summary, 'required')
  return [...best.values()].filter(({ item }) => isNamed(item, '111059')).flatMap(({ item, intent }) => finding(tree, item, intent) ?? [])
}

const weaker = (one: Intent, other: Intent | null): Intent => (other === null || rank[one] <= rank[other] ? one : other)

/** Null where the item says nothing of it; a finding that says nothing may be shown, and must not be. */
function intentOf(tree: ContentTree, item: ContentItem): Intent | null {
  const said = tree.related(item).find((child) => child.relationship === 'HAS CONCEPT MOD' && isNamed(child, '111056'))
  if (said !== undefined) return intents[codeOf(said)?.value ?? ''] ?? 'optional'
  return isNamed(item, '111059') ? 'optional' : null
}

function finding(tree: ContentTree, item: ContentItem, intent: Intent): CadFinding | null {
  const kind = codeOf(item)
  if (intent === 'none' || kind === null) return null
  const properties = tree.related(item).filter((child) => child.relationship === 'HAS PROPERTIES')
  const property = (name: string) => properties.find((child) => isNamed(child, name))
  const center = graphic(tree, property('111010'))
  const outline = graphic(tree, property('111041'))
  const image = center?.image ?? outline?.image ?? null
  return {
    kind,
    rendering: intent,
    sopInstanceUID: image?.sopInstanceUID ?? '',
    frames: image?.frames ?? [],
    center: center?.type === 'POINT' ? (center.points[0] ?? null) : null,
    outline: outline === null || outline.image?.sopInstanceUID !== image?.sopInstanceUID ? null : shape(outline),
    certaintyPercent: percent(property('111012')),
    probabilityOfCancerPercent: percent(property('111047')),
    calcifications: whole(numberOf(property('111038'))?.value),
  }
}

interface Graphic { type: string; points: [number, number][]; image: { sopInstanceUID: string; frames: number[] } | null }

/** An SCOORD item: pairs of column and row, and the image that they are selected from, by value or by reference. */
function graphic(tree: ContentTree, item: ContentItem | undefined): Graphic | null {
  if (item?.valueType !== 'SCOORD') return null
  const values = numbers(item.dataset, 'GraphicData')
  if (values.length < 2 || values.length % 2 !== 0 || !values.every(Number.isFinite)) return null
  const points = Array.from({ length: values.length / 2 }, (_, index): [number, number] => [values[2 * index] ?? 0, values[2 * index + 1] ?? 0])
  const [reference] = tree.related(item).filter(({ relationship }) => relationship === 'SELECTED FROM').flatMap((image) => items(image.dataset, 'ReferencedSOPSequence'))
  const sopInstanceUID = reference === undefined ? '' : text(reference, 'ReferencedSOPInstanceUID')
  const frames = reference === undefined ? [] : numbers(reference, 'ReferencedFrameNumber').filter(Number.isInteger)
  return { type: text(item.dataset, 'GraphicType'), points, image: sopInstanceUID === '' ? null : { sopInstanceUID, frames } }
}

function shape({ type, points }: Graphic): CadFinding['outline'] {
  if (type === 'POLYLINE' && points.length >= 2) return { type: 'polyline', points }
  if (type === 'CIRCLE' && points.length === 2) return { type: 'circle', points }
  return type === 'ELLIPSE' && points.length === 4 ? { type: 'ellipse', points } : null
}

const percent = (item: ContentItem | undefined): number | null => {
  const measured = numberOf(item)
  return measured === null || measured.value < 0 || measured.value > 100 ? null : measured.value
}
const whole = (value: number | undefined): number | null => (value === undefined || !Number.isInteger(value) || value < 0 ? null : value)

/** Names and versions wherever the tree identifies an algorithm (TID 4019), each pair once. */
function algorithms(root: ContentItem): CadReport['algorithms'] {
  const found = new Map<string, { name: string; version: string }>()
  const visit = (item: ContentItem): void => {
    const words = (code: string) => item.children.filter((child) => isNamed(child, code)).map((child) => text(child.dataset, 'TextValue'))[0] ?? ''
    const algorithm = item.children.some((child) => isNamed(child, '111001')) ? { name: words('111001'), version: words('111003') } : null
    if (algorithm !== null && algorithm.name !== '') found.set(`${algorithm.name}\n${algorithm.version}`, algorithm)
    for (const child of item.children) visit(child)
  }
  visit(root)
  return [...found.values()]
}
