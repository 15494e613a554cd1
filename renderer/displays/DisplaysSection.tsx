/** Settings, Displays: this screen, the registry, the rule, the training switch. */
import { useState } from 'react'
import type { DisplayRule } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { DisplayForm, newDisplay, type FormStart } from './DisplayForm.tsx'
import { useDisplays } from './displays-context.ts'
import { Registry } from './Registry.tsx'
import { RuleFields, type RuleDraft } from './RuleFields.tsx'
import { ThisScreen } from './ThisScreen.tsx'

export function DisplaysSection({ rule, draft, administers, edit }: { rule: DisplayRule; draft: RuleDraft; administers: boolean; edit: (change: Partial<RuleDraft>) => void }) {
  const t = useText('displays')
  const displays = useDisplays()
  const [form, setForm] = useState<FormStart | null>(null)
  return (
    <>
      <section className="se-block">
        <h3>{t('section.this')}</h3>
        {displays === null ? null : <ThisScreen displays={displays} onEnter={administers ? (pixels) => { setForm(newDisplay(pixels)) } : null} />}
      </section>
      <Registry rule={rule} administers={administers} onForm={setForm} />
      <RuleFields draft={draft} administers={administers} edit={edit} />
      {form === null ? null : <DisplayForm start={form} onClose={() => { setForm(null) }} />}
    </>
  )
}
