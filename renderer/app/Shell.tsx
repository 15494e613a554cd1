/** The window once the session is open: screen and overlays. One error boundary per screen; everything here is
 *  unmounted by a lock. */
import { useMemo, useState } from 'react'
import { AuditScreen } from '../audit/index.ts'
import { DeliveryPanel, DeliveryScreen } from '../delivery/index.ts'
import { DeskScreen, OwnFigures } from '../desk/index.ts'
import { DisplaysProvider } from '../displays/index.ts'
import { ImportZone } from '../import/index.ts'
import { RetrievalPanel } from '../retrieval/index.ts'
import { SettingsScreen } from '../settings/index.ts'
import { WorklistProvider, WorklistScreen } from '../worklist/index.ts'
import { useBrightness } from './brightness.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { FramesProvider } from './frames.tsx'
import { HelpOverlay } from './HelpOverlay.tsx'
import { NavigationContext, type Navigation, type Overlay, type Screen } from './navigation.ts'
import { Palette } from './Palette.tsx'
import { ReadingScreen } from './ReadingScreen.tsx'
import { SeanceScreen } from './SeanceScreen.tsx'
import { useIdleTouch } from './use-idle-touch.ts'
import { useShellCommands } from './use-shell-commands.ts'

export function Shell() {
  const [screen, go] = useState<Screen>({ name: 'worklist' })
  const [overlay, show] = useState<Overlay | null>(null)
  const navigation = useMemo<Navigation>(() => ({ screen, go, overlay, show }), [screen, overlay])
  return (
    <NavigationContext value={navigation}>
      <WorklistProvider>
        <DisplaysProvider><FramesProvider><ImportZone><ShellScreen screen={screen} /></ImportZone></FramesProvider></DisplaysProvider>
        <Palette open={overlay === 'palette'} onClose={() => { show(null) }} />
        <HelpOverlay open={overlay === 'help'} onClose={() => { show(null) }} />
        <OwnFigures open={overlay === 'figures'} onClose={() => { show(null) }} />
        <DeliveryPanel open={overlay === 'deliveries'} onClose={() => { show(null) }} onOpenPage={() => { show(null); go({ name: 'deliveries' }) }} />
        <RetrievalPanel open={overlay === 'retrievals'} onClose={() => { show(null) }} />
      </WorklistProvider>
    </NavigationContext>
  )
}

function ShellScreen({ screen }: { screen: Screen }) {
  useShellCommands()
  useIdleTouch()
  useBrightness()
  return <ErrorBoundary key={screen.name}>{content(screen)}</ErrorBoundary>
}

function content(screen: Screen) {
  switch (screen.name) {
    case 'worklist': return <WorklistScreen />
    case 'reading': return <ReadingScreen study={screen.study} queue={screen.queue} />
    case 'settings': return <SettingsScreen section={screen.section} />
    case 'session': return <SeanceScreen />
    case 'deliveries': return <DeliveryScreen />
    case 'audit': return <AuditScreen />
    case 'desk': return <DeskScreen />
  }
}
