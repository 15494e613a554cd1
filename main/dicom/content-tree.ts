/** The content tree of a structured report (PS3.3 C.17.3): items with their concept, and relations by reference
 *  resolved by the place of their target. Bounded: a tree that is deeper or larger than any real one is cut. */
import type { Code } from '../contract/index.ts'
import { items, numbers, text, type Dataset } from './dataset.ts'
import { code } from './values.ts'

export interface ContentItem {
  /** `CONTAINS`, `HAS PROPERTIES`, …; empty for the root. */
  readonly relationship: string
  /** `CODE`, `SCOORD`, `IMAGE`, …; empty for a reference. */
  readonly valueType: string
  readonly name: Code | null
  readonly dataset: Dataset
  readonly children: readonly ContentItem[]
}

/** Follows by-reference relations of an item, by-value ones as they are. A reference to nothing is left out. */
export interface ContentTree {
  readonly root: ContentItem
  related(item: ContentItem): ContentItem[]
}

export function contentTree(dataset: Dataset): ContentTree {
  const root = readItem(dataset)
  return {
    root,
    related: (item) => item.children.flatMap((child) => {
      const place = numbers(child.dataset, 'ReferencedContentItemIdentifier')
      if (place.length === 0) return [child]
      const target = itemAt(root, place)
      return target === null ? [] : [{ ...target, relationship: child.relationship }]
    }),
  }
}

function readItem(dataset: Dataset): ContentItem {
  const [name] = items(dataset, 'ConceptNameCodeSequence')
  return {
    relationship: text(dataset, 'RelationshipType'),
    valueType: text(dataset, 'ValueType'),
    name: name === undefined ? null : code(name),
    dataset,
    children: items(dataset, 'ContentSequence').map(readItem),
  }
}

/** `1.3.2`: the second child of the third child of the root (PS3.3 C.17.3.2.5). */
function itemAt(root: ContentItem, [first, ...path]: readonly number[]): ContentItem | null {
  if (first !== 1) return null
  let at: ContentItem | undefined = root
  for (const index of path) at = at?.children[index - 1]
  return at ?? null
}

export const isNamed = (item: ContentItem, value: string, scheme = 'DCM'): boolean => item.name?.value === value && item.name.scheme === scheme

/** The coded value of a CODE item. */
export function codeOf(item: ContentItem | undefined): Code | null {
  const [value] = item === undefined ? [] : items(item.dataset, 'ConceptCodeSequence')
  return value === undefined ? null : code(value)
}

/** The value of a NUM item, in its unit. */
export function numberOf(item: ContentItem | undefined): { value: number; unit: string } | null {
  const [measured] = item === undefined ? [] : items(item.dataset, 'MeasuredValueSequence')
  const value = measured === undefined ? Number.NaN : (numbers(measured, 'NumericValue')[0] ?? Number.NaN)
  const [unit] = measured === undefined ? [] : items(measured, 'MeasurementUnitsCodeSequence')
  return Number.isFinite(value) ? { value, unit: unit === undefined ? '' : code(unit).value } : null
}
