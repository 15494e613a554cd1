/** How a painter without a graphics card follows the hand: while pictures of one frame follow each other faster than all
 *  viewports together can be painted, half as fine will do; the whole picture follows when the hand rests. What a
 *  reader judges from is always the whole one: a draft never counts as painted. */

/** Milliseconds: two paintings closer than this belong to one movement. */
const MOVEMENT = 150
/** Milliseconds that the viewports of a stage may take together without being felt. */
const UNFELT = 20
/** Milliseconds without a movement until the whole picture is painted. */
export const REST = 100

export interface Pace {
  /** Whether this picture may be a draft. `key` names the frame: a new one is always painted whole. */
  isHurried(key: string): boolean
  /** Says what a painting took, and in which turn of the animation. */
  took(milliseconds: number, turn: number, wasDraft: boolean): void
}

/** One per stage, shared by its viewports: `of()` gives each its own memory of what it painted last. */
export function createPace(now: () => number): { of(): Pace } {
  let turnOf = Number.NaN
  let sum = 0
  let cost = 0
  return {
    of() {
      let last: { key: string; at: number } | null = null
      return {
        isHurried(key) {
          const at = now()
          const follows = last !== null && last.key === key && at - last.at < MOVEMENT
          last = { key, at }
          return follows && Math.max(cost, sum) > UNFELT
        },
        took(milliseconds, turn, wasDraft) {
          if (turn !== turnOf) [turnOf, cost, sum] = [turn, sum, 0]
          // A draft has a quarter of the pixels.
          sum += wasDraft ? milliseconds * 4 : milliseconds
        },
      }
    },
  }
}
