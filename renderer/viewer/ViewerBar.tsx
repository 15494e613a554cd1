/** The line under the images: steps, tools, grey-scale choice, and what must not be missed (images without a place). */
import { Circle, Contrast, Crosshair, FlipHorizontal2, Lasso, Link2, Link2Off, Move, RotateCcw, Ruler, SunMedium, Type, ZoomIn, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton, Menu, type MenuEntry } from '../ui/index.ts'
import { viewerCommands, type ViewerCommandId } from './commands.ts'
import type { Tool, ViewerState } from './state.ts'
import type { ViewerStrings } from './strings.ts'

export interface ViewerBarProps {
  readonly state: ViewerState
  readonly strings: ViewerStrings
  readonly steps: readonly { readonly id: string; readonly name: string; readonly key: number | null }[]
  readonly step: string
  readonly canCompare: boolean
  readonly isCompared: boolean
  readonly presets: readonly { readonly name: string; readonly isChosen: boolean; readonly choose: () => void }[]
  readonly priors: readonly { readonly name: string; readonly isChosen: boolean; readonly choose: () => void }[]
  readonly summary: ReactNode
  readonly run: (command: ViewerCommandId) => void
  readonly goToStep: (step: string) => void
}

const toolIcons: Record<Tool, ReactNode> = {
  window: <SunMedium size={16} aria-hidden />, zoom: <ZoomIn size={16} aria-hidden />, pan: <Move size={16} aria-hidden />,
  point: <Crosshair size={16} aria-hidden />, length: <Ruler size={16} aria-hidden />, ellipse: <Circle size={16} aria-hidden />, outline: <Lasso size={16} aria-hidden />, magnifier: <Search size={16} aria-hidden />,
}

const keyOf = (id: ViewerCommandId): string => viewerCommands.find((command) => command.id === id)?.keys[0]?.toUpperCase() ?? ''

/** The present step stays in sight where there are more than the bar can hold. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })

export function ViewerBar(props: ViewerBarProps) {
  const { state, strings, steps, run } = props
  const shortcut = (id: ViewerCommandId): { shortcut?: string } => (keyOf(id).length === 1 ? { shortcut: keyOf(id) } : {})
  const chosen = props.presets.find(({ isChosen }) => isChosen)?.name ?? strings.actions.presets
  const prior = props.priors.find(({ isChosen }) => isChosen)?.name
  return (
    // A click leaves the focus where it was: Space and letters are the reader's commands, not the last button's.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <footer className="viewer-bar" onMouseDown={(event) => { if (!(event.target as Element).closest('[aria-haspopup]')) event.preventDefault() }}>
      <nav className="viewer-steps" aria-label={strings.steps}>
        {steps.map(({ id, name, key }) => (
          <button key={id} type="button" className="viewer-step" title={name} aria-label={key === null ? name : `${key} ${name}`} aria-current={id === props.step ? 'step' : undefined} onClick={() => props.goToStep(id)} ref={id === props.step ? intoView : null}>
            {key === null ? null : <span className="viewer-step-number">{key}</span>}<span className="viewer-step-name">{name}</span>
          </button>
        ))}
      </nav>
      <div className="viewer-tools" role="toolbar" aria-label={strings.viewer}>
        {(Object.keys(toolIcons) as Tool[]).map((tool) => (
          <IconButton key={tool} label={strings.tools[tool]} icon={toolIcons[tool]} pressed={state.tool === tool} {...shortcut(`viewer.${tool}`)} onClick={() => run(`viewer.${tool}`)} />
        ))}
        <span className="viewer-divider" />
        <Menu trigger={<button type="button" className="viewer-choice"><Contrast size={16} aria-hidden />{chosen}</button>} entries={props.presets.map(choice)} />
        <IconButton label={strings.actions.invert} icon={<FlipHorizontal2 size={16} aria-hidden />} pressed={state.inverted} {...shortcut('viewer.invert')} onClick={() => run('viewer.invert')} />
        <IconButton label={strings.actions.link} icon={state.isLinked ? <Link2 size={16} aria-hidden /> : <Link2Off size={16} aria-hidden />} pressed={state.isLinked} onClick={() => run('viewer.link')} />
        <IconButton label={strings.actions.overlay} icon={<Type size={16} aria-hidden />} pressed={state.texts !== 'identity'} {...shortcut('viewer.overlay')} onClick={() => run('viewer.overlay')} />
        <IconButton label={strings.actions.reset} icon={<RotateCcw size={16} aria-hidden />} {...shortcut('viewer.reset')} onClick={() => run('viewer.reset')} />
        <span className="viewer-divider" />
        <button type="button" className="viewer-choice" aria-pressed={props.isCompared} disabled={!props.canCompare} onClick={() => run('viewer.comparePrior')}>{strings.actions.compare}</button>
        {props.priors.length > 1 ? <Menu trigger={<button type="button" className="viewer-choice">{prior}</button>} entries={props.priors.map(choice)} /> : null}
      </div>
      <div className="viewer-summary">{props.summary}</div>
    </footer>
  )
}

const choice = ({ name, isChosen, choose }: { name: string; isChosen: boolean; choose: () => void }): MenuEntry =>
  ({ kind: 'check', label: name, checked: isChosen, onChange: choose })
