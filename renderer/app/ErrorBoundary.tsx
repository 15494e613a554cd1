/** A bug in one part of the screen does not blank the rest: it is said calmly, under a number, with a way back. */
import { Component, type ReactNode } from 'react'
import { TriangleAlert } from 'lucide-react'
import { useText } from '../i18n/index.ts'
import { Button, EmptyState } from '../ui/index.ts'

interface State {
  incident: string | null
}

export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { incident: null }

  static getDerivedStateFromError(): State {
    return { incident: crypto.randomUUID().slice(0, 8).toUpperCase() }
  }

  override componentDidCatch(error: Error): void {
    reportError(new Error(`incident ${this.state.incident ?? ''}`, { cause: error }))
  }

  override render(): ReactNode {
    if (this.state.incident === null) return this.props.children
    return <Incident incident={this.state.incident} onReload={() => { this.setState({ incident: null }) }} />
  }
}

function Incident({ incident, onReload }: { incident: string; onReload: () => void }) {
  const t = useText('app')
  return (
    <div className="app-still">
      <EmptyState icon={TriangleAlert} title={t('incident.title')} actions={<Button variant="primary" size="large" onClick={onReload}>{t('incident.reload')}</Button>}>
        <p>{t('incident.text', { incident })}</p>
      </EmptyState>
    </div>
  )
}
