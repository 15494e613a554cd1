/** One frame of an image object, with what it says in place of the whole object. */
export { imageOfFrame } from './image-of-frame.ts'
