/** The keys of a field at the end of its line, as they are mapped now: `0 – 5  D G`. */
import { useShortcut } from '../app/commands/index.ts'
import type { CommandId } from '../app/commands/index.ts'

/** `ids`: first and last of a range, or one key; `also`: keys beside it. */
export function KeyHint({ ids, also = [] }: { ids: readonly [CommandId, CommandId] | readonly [CommandId]; also?: readonly CommandId[] }) {
  return (
    <span className="reading-keys" aria-hidden>
      <Key id={ids[0]} />{ids[1] === undefined ? null : <>–<Key id={ids[1]} /></>}
      {also.map((id) => <Key key={id} id={id} />)}
    </span>
  )
}

function Key({ id }: { id: CommandId }) {
  const shortcut = useShortcut(id)
  return shortcut === undefined ? null : <kbd className="ui-kbd">{shortcut}</kbd>
}
