/** What the editor does to a protocol. Pure: every edit gives a whole protocol, which the contract then checks. */
import { arrangementsOf, type Arrangement, type CellName, type HangingRows, type MammographyProtocol, type PlacedStep, type ProtocolStep } from '../../../main/contract/index.ts'

export type ArrangementName = 'alone' | 'compared'
export type ScreenShape = keyof Arrangement
export const mostRows = 4
export const mostCells = 8

export const stepOf = ({ steps }: MammographyProtocol, id: string): ProtocolStep | null => steps.find((step) => step.id === id) ?? null

export function changeStep(protocol: MammographyProtocol, id: string, change: (step: ProtocolStep) => ProtocolStep): MammographyProtocol {
  return { ...protocol, steps: protocol.steps.map((step) => (step.id === id ? change(step) : step)) }
}

/** One place up (-1) or down (1); at either end nothing happens. */
export function moveStep(protocol: MammographyProtocol, id: string, by: -1 | 1): MammographyProtocol {
  const from = protocol.steps.findIndex((step) => step.id === id)
  const step = protocol.steps[from]
  const to = from + by
  if (step === undefined || to < 0 || to >= protocol.steps.length) return protocol
  const steps = protocol.steps.toSpliced(from, 1).toSpliced(to, 0, step)
  return { ...protocol, steps }
}

/** A key leads to one step: whoever had it loses it. */
export function giveKey(protocol: MammographyProtocol, id: string, key: number | null): MammographyProtocol {
  return { ...protocol, steps: protocol.steps.map((step) => (step.id === id ? { ...step, key } : key !== null && step.key === key ? { ...step, key: null } : step)) }
}

/** A copy below the step, without its key. */
export function duplicateStep(protocol: MammographyProtocol, id: string): { protocol: MammographyProtocol; id: string } {
  const at = protocol.steps.findIndex((step) => step.id === id)
  const step = protocol.steps[at]
  if (step === undefined) return { protocol, id }
  const taken = new Set(protocol.steps.map((one) => one.id))
  const root = id.replace(/-copy-\d+$/, '').slice(0, 28)
  let number = 1
  while (taken.has(`${root}-copy-${number}`)) number += 1
  const copy = { ...step, id: `${root}-copy-${number}`, key: null }
  return { protocol: { ...protocol, steps: protocol.steps.toSpliced(at + 1, 0, copy) }, id: copy.id }
}

/** The first step of a case cannot go, nor can the last one left. */
export function removeStep(protocol: MammographyProtocol, id: string): MammographyProtocol {
  const steps = protocol.steps.filter((step) => step.id !== id)
  return steps.length === 0 || id === protocol.initialStep ? protocol : { ...protocol, steps }
}

/** The rows as they hang: a portrait screen without rows of its own shows those of the landscape one. */
export const rowsOf = (step: PlacedStep, name: ArrangementName, shape: ScreenShape): HangingRows | null => {
  const chosen = step[name]
  return chosen === null ? null : chosen[shape] ?? chosen.landscape
}

export function changeRows(step: PlacedStep, name: ArrangementName, shape: ScreenShape, rows: HangingRows): PlacedStep {
  const before = step[name] ?? { landscape: rows, portrait: null }
  return { ...step, [name]: { ...before, [shape]: rows } }
}

/** Portrait as landscape again. */
export function forgetPortrait(step: PlacedStep, name: ArrangementName): PlacedStep {
  const before = step[name]
  return before === null ? step : { ...step, [name]: { ...before, portrait: null } }
}

/** With a prior or not: a new comparison starts with the prior of each current cell below. */
export function setCompared(step: PlacedStep, isCompared: boolean): PlacedStep {
  if (!isCompared) return { ...step, compared: null, comparesFirst: false }
  const { landscape } = step.alone
  const prior = landscape.map((row) => row.map((cell): CellName => `prior:${cell.slice(cell.indexOf(':') + 1)}`))
  return { ...step, compared: { landscape: [...landscape, ...prior].slice(0, mostRows), portrait: null } }
}

/** Another cell in a place; null takes the place away, and an empty row with it. The last cell stays. */
export function setCell(rows: HangingRows, row: number, column: number, cell: CellName | null): HangingRows {
  const next = rows
    .map((cells, index) => (index !== row ? cells : cell === null ? cells.toSpliced(column, 1) : cells.with(column, cell)))
    .filter((cells) => cells.length > 0)
  return next.length === 0 ? rows : next
}

export const addCell = (rows: HangingRows, row: number, cell: CellName): HangingRows =>
  rows.map((cells, index) => (index === row && cells.length < mostCells ? [...cells, cell] : cells))

export const addRow = (rows: HangingRows, cell: CellName): HangingRows => (rows.length < mostRows ? [...rows, [cell]] : rows)

/** A place that the arrangement does not show yet, for a new cell. */
export function unusedCell(protocol: MammographyProtocol, step: PlacedStep, rows: HangingRows): CellName {
  const used = new Set(rows.flat())
  const prefer = arrangementsOf(step).length > 1 ? ['current', 'prior'] as const : ['current'] as const
  const all = prefer.flatMap((study) => Object.keys(protocol.slots).map((slot): CellName => `${study}:${slot}`))
  return all.find((cell) => !used.has(cell)) ?? all[0] ?? 'current:RCC'
}
