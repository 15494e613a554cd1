/** Which earlier exams of a patient are worth having beside a new one: rules as data, and the pure choice by them. */
export { regionsIn, sidesIn, type Region, type Side } from './region.ts'
export { defaultPriorRules, ruleFor } from './rules.ts'
export { choosePriors, type PriorStudy } from './choose.ts'
