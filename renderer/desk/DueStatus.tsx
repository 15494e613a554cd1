/** How near an exam's day is: an icon and a word in its colour. */
import { AlarmClock, CircleCheck, Clock, Hourglass, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { DueLevel } from '../../main/contract/index.ts'
import { Status, type Tone } from '../ui/index.ts'
import { useDeskWords } from './use-desk-words.ts'

const looks: Readonly<Record<DueLevel, { tone: Tone; icon: LucideIcon }>> = {
  closed: { tone: 'neutral', icon: CircleCheck },
  'in-time': { tone: 'ok', icon: Clock },
  soon: { tone: 'warn', icon: Hourglass },
  urgent: { tone: 'warn', icon: AlarmClock },
  late: { tone: 'alert', icon: TriangleAlert },
}

export function DueStatus({ due }: { due: DueLevel }) {
  const words = useDeskWords()
  const { tone, icon } = looks[due]
  return <Status tone={tone} icon={icon}>{words.due[due]}</Status>
}
