/** The walk through every part of every image at 1:1. */
export { walkStops, type WalkStop } from './walk-stops.ts'
