/** Who a patient is: when two identities are one person's, and what the national identity says. Pure. */
export { isAnonymous, isConflict, judgeIdentity, type Identity, type Judgement } from './judge.ts'
export { groupedIns, insAuthorities, insFaults, insKey, insOf, insStatus, isReal, type Ins, type InsFault, type InsKind, type InsStatus } from './ins.ts'
export { isAnonymousName, namesDiffer, wordsOfName } from './names.ts'
