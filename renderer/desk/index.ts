/** The structure's desk, for coordinators: exams, recalls, workups, discordances, indicators, letters. And, for a reader,
 *  the own figures. */
export { DeskScreen } from './DeskScreen.tsx'
export { OwnFigures } from './OwnFigures.tsx'
