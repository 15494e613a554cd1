/** Clinical documents: a signed report as HL7 CDA R2 for France, level 1 or 3. */
export { buildCda } from './build-cda.ts'
export { cdaContent, hasCodes, type CdaContent, type DocumentIdentity, type Signatory, type Structure } from './cda-content.ts'
