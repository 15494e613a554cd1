/** Two images for one place: one hangs, the reader turns to the others in the same cell. Pure. */
import type { Hanging, HungCell, HungGrid, HungStep } from '../../../main/domain/hanging/index.ts'

/** Which of a cell's images hangs, from 0. */
export function chosenIndex(cell: HungCell): number {
  return cell.stack === null ? 0 : Math.max(cell.alternates.indexOf(cell.stack), 0)
}

/** The hanging with what the reader turned to: cell id → turns from the preferred image on. */
export function withAlternates(hanging: Hanging, turns: Readonly<Record<string, number>>): Hanging {
  if (Object.keys(turns).length === 0) return hanging
  const turn = (cell: HungCell): HungCell => {
    const count = cell.alternates.length
    const stack = count < 2 ? undefined : cell.alternates[(turns[cell.id] ?? 0) % count]
    return stack === undefined || stack === cell.stack ? cell : { ...cell, stack }
  }
  const turnGrid = ({ landscape, portrait }: HungGrid): HungGrid => ({ landscape: landscape.map((row) => row.map(turn)), portrait: portrait.map((row) => row.map(turn)) })
  const turnStep = (step: HungStep): HungStep => ({ ...step, alone: turnGrid(step.alone), compared: step.compared === null ? null : turnGrid(step.compared) })
  const [first, ...rest] = hanging.steps
  return { ...hanging, steps: [turnStep(first), ...rest.map(turnStep)] }
}

export interface Found {
  readonly step: HungStep
  readonly cell: HungCell
  /** Which image of the cell, and which frame of its stack; from 0. */
  readonly alternate: number
  readonly position: number
}

/** Every place where one frame hangs or can be turned to, in the order of the steps. */
export function placesOf({ steps }: Hanging, sopInstanceUID: string, frame: number): Found[] {
  return steps.flatMap((step) => [...step.alone.landscape.flat(), ...step.compared?.landscape.flat() ?? []].flatMap((cell) => cell.alternates.flatMap((stack, alternate): Found[] => {
    const position = stack.frames.findIndex((one) => one.image.sopInstanceUID === sopInstanceUID && one.frame === frame)
    return position < 0 ? [] : [{ step, cell, alternate, position }]
  })))
}
