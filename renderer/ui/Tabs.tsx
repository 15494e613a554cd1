/** Tabs whose panels are mounted only while shown. */
import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export function Tabs<Value extends string>({ label, value, onChange, tabs }: {
  label: string
  value: Value
  onChange: (value: Value) => void
  tabs: readonly { value: Value; label: ReactNode; panel: ReactNode }[]
}) {
  return (
    <Base.Root className="ui-tabs" value={value} onValueChange={(next: Value) => { onChange(next) }}>
      <Base.List className="ui-tabs-list" aria-label={label}>
        {tabs.map((tab) => <Base.Tab key={tab.value} className="ui-tab" value={tab.value}>{tab.label}</Base.Tab>)}
      </Base.List>
      {tabs.map((tab) => <Base.Panel key={tab.value} value={tab.value}>{tab.panel}</Base.Panel>)}
    </Base.Root>
  )
}
