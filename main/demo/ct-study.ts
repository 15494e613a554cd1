/** The demonstration CT: one axial series of the phantom with a true geometry (PS3.3 A.3, C.7.6.2). */
import { encodePart10 } from '../dicom/index.ts'
import { ctMatrix, ctPhantomSlices, ctPixelSpacing, ctSlices, ctSliceSpacing } from './ct-phantom.ts'
import { demoAttributes, type DemoStudy } from './demo-attributes.ts'
import { demoUid } from './demo-uids.ts'
import type { DemoObject } from './mammogram-study.ts'

const ctImage = '1.2.840.10008.5.1.4.1.1.2'
const study: DemoStudy = {
  key: 'scanner 2025', patientName: 'EXEMPLE^Fantôme scanner', patientID: 'DEMO-CT-1', birthDate: '20000101', sex: 'O', date: '20250311', time: '142000',
  accessionNumber: 'DEMO-2025-0311', description: 'Scanner d’un fantôme de contrôle', referringPhysicianName: '',
}

export function* ctStudy(): Generator<DemoObject> {
  const corner = (-(ctMatrix - 1) / 2) * ctPixelSpacing
  let index = 0
  for (const pixels of ctPhantomSlices(900)) {
    const z = (index - (ctSlices - 1) / 2) * ctSliceSpacing
    const key = `coupe ${index + 1}`
    yield {
      name: `${study.accessionNumber}-${String(index + 1).padStart(3, '0')}.dcm`,
      part10: encodePart10({
        ...demoAttributes(study, { key: 'axial', number: 2, modality: 'CT', description: 'Axial 2,5 mm' }, { key, number: index + 1, time: '142100', sopClassUID: ctImage }),
        ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
        Laterality: '',
        BodyPartExamined: 'PHANTOM',
        SliceThickness: ctSliceSpacing,
        KVP: 120,
        ReconstructionDiameter: ctMatrix * ctPixelSpacing,
        SpacingBetweenSlices: ctSliceSpacing,
        ExposureTime: 500,
        XRayTubeCurrent: 240,
        Exposure: 120,
        ConvolutionKernel: 'STANDARD',
        PatientPosition: 'HFS',
        AcquisitionNumber: 1,
        ImagePositionPatient: [corner, corner, z],
        ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
        FrameOfReferenceUID: demoUid(`${study.key} frame`),
        PositionReferenceIndicator: '',
        SliceLocation: z,
        SamplesPerPixel: 1,
        PhotometricInterpretation: 'MONOCHROME2',
        Rows: ctMatrix,
        Columns: ctMatrix,
        PixelSpacing: [ctPixelSpacing, ctPixelSpacing],
        BitsAllocated: 16,
        BitsStored: 12,
        HighBit: 11,
        PixelRepresentation: 0,
        WindowCenter: [40, 400],
        WindowWidth: [400, 2000],
        RescaleIntercept: -1024,
        RescaleSlope: 1,
        RescaleType: 'HU',
        WindowCenterWidthExplanation: ['PARTIES MOLLES', 'OS'],
        PixelData: pixels,
      }),
    }
    index += 1
  }
}
