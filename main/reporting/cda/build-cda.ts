/** A clinical document (HL7 CDA R2, CI-SIS): bytes in UTF-8, once. */
import type { CdaContent } from './cda-content.ts'
import { header } from './header.ts'
import { structuredBody } from './sections.ts'
import { element, type Xml } from './xml.ts'

/** `uid`: a fresh UID for each section and entry. */
export function buildCda(content: CdaContent, level: 1 | 3, uid: () => string): Uint8Array<ArrayBuffer> {
  const body = level === 1 ? pdfBody(content.pdf) : structuredBody(content, uid)
  const { xml } = element('ClinicalDocument', { xmlns: 'urn:hl7-org:v3', 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xmlns:ps3-20': 'urn:dicom-org:ps3-20' }, header(content, level), body)
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`)
}

function pdfBody(pdf: Uint8Array): Xml {
  return element('component', {}, element('nonXMLBody', {}, element('text', { mediaType: 'application/pdf', representation: 'B64' }, Buffer.from(pdf).toString('base64'))))
}
