/** The outbox panel. */
export { DeliveryPanel } from './DeliveryPanel.tsx'
