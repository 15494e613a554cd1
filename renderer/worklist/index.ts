/** The worklist room. */
export { WorklistProvider } from './WorklistProvider.tsx'
export { WorklistScreen } from './WorklistScreen.tsx'
