/** The walk through every part of every image at 1:1. */
export { isWalked, walkedCells } from './walked-cells.ts'
export { walkStops, type WalkStop } from './walk-stops.ts'
