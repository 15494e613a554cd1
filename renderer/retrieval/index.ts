/** What is on its way here. */
export { RetrievalPanel } from './RetrievalPanel.tsx'
export { RetrievalsButton } from './RetrievalsButton.tsx'
export { useRemaining } from './use-remaining.ts'
