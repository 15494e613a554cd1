/** What the reader has set on the images: step, tool, grey scale, zoom and pan. Pure; pixels and marks are
 *  elsewhere.
 *  A new case starts afresh but keeps the tool, the links and the texts as they were. */
import { noPan, type Pan } from '../../main/domain/geometry/index.ts'
import { nextLevel, type TextLevel } from './texts/level.ts'
import type { VoiSetting } from '../../main/domain/grey-scale/index.ts'

/** What zoom 1 is: the layout's fit, one acquired pixel per screen pixel, or life size on the glass. */
export type Sizing = 'fit' | 'pixel' | 'life'

export const tools = ['window', 'zoom', 'pan', 'point', 'length', 'ellipse', 'outline', 'magnifier'] as const
export type Tool = (typeof tools)[number]

export interface Placement {
  /** 1 is the fit. */
  readonly zoom: number
  readonly pan: Pan
}

export const atHome: Placement = { zoom: 1, pan: noPan }

export interface ViewerState {
  readonly caseId: string
  /** Id of the step; null: where the protocol begins. */
  readonly step: string | null
  /** Step id → compared with the prior; absent: as the protocol says. */
  readonly compares: Readonly<Record<string, boolean>>
  readonly priorIndex: number
  readonly tool: Tool
  readonly inverted: boolean
  readonly isLinked: boolean
  readonly sizing: Sizing
  readonly texts: TextLevel
  /** Study → what the reader made of its grey scale. */
  readonly voi: Readonly<Record<string, VoiSetting>>
  /** `all` while linked, else per cell. */
  readonly placements: Readonly<Record<string, Placement>>
  /** Cell → place in its stack, from 0. */
  readonly positions: Readonly<Record<string, number>>
  readonly activeCell: string | null
  /** One cell over the whole stage. */
  readonly enlargedCell: string | null
  /** In a 1:1 step: which stop of its walk. */
  readonly walk: number
  /** Cell → turns from its preferred image to others of the same place. */
  readonly alternates: Readonly<Record<string, number>>
}

export const initialState = (caseId: string, step: string | null = null): ViewerState => ({
  caseId, step, compares: {}, priorIndex: 0, tool: 'window', inverted: false, isLinked: true, sizing: 'fit', texts: 'all',
  voi: {}, placements: {}, positions: {}, activeCell: null, enlargedCell: null, walk: 0, alternates: {},
})

export type ViewerAction =
  /** `step`: where an exam that was left is found again. */
  | { readonly type: 'case'; readonly caseId: string; readonly step?: string | null }
  | { readonly type: 'step'; readonly step: string }
  | { readonly type: 'compare'; readonly stepId: string; readonly compares: boolean }
  | { readonly type: 'prior'; readonly index: number }
  | { readonly type: 'tool'; readonly tool: Tool }
  | { readonly type: 'invert' }
  | { readonly type: 'link' }
  | { readonly type: 'texts' }
  | { readonly type: 'voi'; readonly studyInstanceUID: string; readonly setting: VoiSetting }
  | { readonly type: 'size'; readonly sizing: Sizing }
  | { readonly type: 'place'; readonly cell: string; readonly placement: Placement }
  | { readonly type: 'scroll'; readonly cell: string; readonly position: number }
  | { readonly type: 'activate'; readonly cell: string | null }
  | { readonly type: 'enlarge'; readonly cell: string }
  | { readonly type: 'walk'; readonly walk: number }
  | { readonly type: 'alternate'; readonly cell: string; readonly turns: number }
  | { readonly type: 'reset' }

export function reduce(state: ViewerState, action: ViewerAction): ViewerState {
  switch (action.type) {
    case 'case':
      return { ...initialState(action.caseId, action.step ?? null), tool: state.tool, isLinked: state.isLinked, texts: state.texts }
    case 'step':
      return { ...state, step: action.step, placements: {}, sizing: 'fit', enlargedCell: null, walk: 0 }
    case 'compare':
      return { ...state, compares: { ...state.compares, [action.stepId]: action.compares }, placements: {}, enlargedCell: null }
    case 'prior':
      return { ...state, priorIndex: action.index }
    case 'tool':
      return { ...state, tool: action.tool }
    case 'invert':
      return { ...state, inverted: !state.inverted }
    case 'link':
      return { ...state, isLinked: !state.isLinked, placements: {} }
    case 'texts':
      return { ...state, texts: nextLevel(state.texts) }
    case 'voi':
      return { ...state, voi: { ...state.voi, [action.studyInstanceUID]: action.setting } }
    case 'size':
      return { ...state, sizing: action.sizing, placements: {} }
    case 'place':
      return { ...state, placements: { ...state.placements, [state.isLinked ? 'all' : action.cell]: action.placement } }
    case 'scroll':
      return { ...state, positions: { ...state.positions, [action.cell]: action.position } }
    case 'activate':
      return { ...state, activeCell: action.cell }
    case 'enlarge':
      return { ...state, enlargedCell: state.enlargedCell === action.cell ? null : action.cell, placements: {} }
    case 'walk':
      return { ...state, walk: action.walk, placements: {}, enlargedCell: null }
    case 'alternate':
      return { ...state, alternates: { ...state.alternates, [action.cell]: action.turns } }
    case 'reset':
      return { ...state, placements: {}, sizing: 'fit', voi: {}, inverted: false, enlargedCell: null }
  }
}

/** Zoom never so far out that images vanish, nor so far in that one pixel fills the screen. */
export const clampZoom = (zoom: number): number => Math.min(Math.max(zoom, 0.25), 40)
