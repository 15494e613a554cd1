/** From nothing to a session: reach the main process, then show what its phase asks for. */
import { useEffect, useState } from 'react'
import { ApiProvider, createQueryClient, type Api, type ConnectionState } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { UiProvider, Waiting } from '../ui/index.ts'
import './app.css'
import { CommandProvider } from './commands/index.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { SessionGate } from './SessionGate.tsx'
import { Unconnected, Unreachable } from './Stopped.tsx'

const retryMs = 2000

export function App({ api }: { api: Api }) {
  const [queries] = useState(createQueryClient)
  const [connection, setConnection] = useState<ConnectionState | 'starting'>('starting')
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let left = false
    let timer: ReturnType<typeof setTimeout> | undefined
    api.connection.start().then(
      (state) => {
        if (left) return
        setConnection(state)
        if (state === 'unreachable') timer = setTimeout(() => { setAttempt((count) => count + 1) }, retryMs)
      },
      (error: unknown) => { reportError(error) },
    )
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [api, attempt])

  return (
    <UiProvider>
      <ErrorBoundary>
        {connection === 'connected' ? (
          <ApiProvider api={api} queries={queries}>
            <CommandProvider><SessionGate onRefused={() => { setConnection('unconnected') }} /></CommandProvider>
          </ApiProvider>
        ) : connection === 'unconnected' ? <Unconnected /> : connection === 'unreachable' ? <Unreachable /> : <Starting />}
      </ErrorBoundary>
    </UiProvider>
  )
}

function Starting() {
  const t = useText('app')
  return <main className="app-still"><Waiting block>{t('starting')}</Waiting></main>
}
