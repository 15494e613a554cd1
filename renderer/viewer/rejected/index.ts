/** Images that their site rejected: what is not shown, and that it is not. */
export { RejectedNote } from './RejectedNote.tsx'
