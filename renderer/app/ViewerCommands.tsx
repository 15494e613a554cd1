/** Binds every command of the viewer to the one that is mounted. */
import { use } from 'react'
import type { ReadingViewerHandle } from '../viewer/index.ts'
import { useCommand, type CommandId } from './commands/index.ts'
import { loadViewerRoom } from './frames.tsx'

export function ViewerCommands({ viewer }: { viewer: ReadingViewerHandle }) {
  const { viewerCommands } = use(loadViewerRoom())
  return viewerCommands.map(({ id }) => <Bound key={id} id={id} run={() => { viewer.run(id) }} />)
}

function Bound({ id, run }: { id: CommandId; run: () => void }) {
  useCommand(id, run)
  return null
}
