/** Deliveries: the panel from the right, the page, and the alarm that stands on every screen. */
export { AlarmBanner } from './AlarmBanner.tsx'
export { DeliveryPanel } from './DeliveryPanel.tsx'
export { DeliveryScreen } from './DeliveryScreen.tsx'
