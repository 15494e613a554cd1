/** Requests for exams: in the list, beside the images, and how they come in. */
export { OrderButton } from './OrderButton.tsx'
export { OrderMark } from './OrderMark.tsx'
export { OrdersDialog } from './OrdersDialog.tsx'
export { OrdersSection } from './OrdersSection.tsx'
export { StudyOrder } from './StudyOrder.tsx'
export { orderStrings } from './strings.ts'
