/** The demonstration EEG: a Routine Scalp EEG waveform object (PS3.3 A.34.12, C.10.9), 16-bit samples of 0.1 µV. */
import { encodePart10, type Attributes } from '../dicom/index.ts'
import { demoAttributes, type DemoStudy } from './demo-attributes.ts'
import { demoUid } from './demo-uids.ts'
import { eegElectrodes, eegSamplingFrequency, eegSeconds, eegSignal } from './eeg-signal.ts'
import type { DemoObject } from './mammogram-study.ts'

const routineScalpEeg = '1.2.840.10008.5.1.4.1.1.9.7.1'
/** Microvolts per stored unit. */
const sensitivity = 0.1
const study: DemoStudy = {
  key: 'eeg 2025', patientName: 'EXEMPLE^EEG', patientID: 'DEMO-EEG-1', birthDate: '19850923', sex: 'M', date: '20250312', time: '083000',
  accessionNumber: 'DEMO-2025-0312', description: 'EEG de routine', referringPhysicianName: '',
}

export function* eegStudy(): Generator<DemoObject> {
  const signals = eegSignal(1200)
  const samples = eegSamplingFrequency * eegSeconds
  const data = new Int16Array(samples * signals.length)
  signals.forEach((signal, channel) => {
    for (let index = 0; index < samples; index += 1) data[index * signals.length + channel] = Math.round((signal[index] ?? 0) / sensitivity)
  })
  yield {
    name: `${study.accessionNumber}-EEG.dcm`,
    part10: encodePart10({
      ...demoAttributes(study, { key: 'eeg', number: 1, modality: 'EEG', description: 'EEG 21 voies, 256 Hz' }, { key: 'eeg', number: 1, time: '083100', sopClassUID: routineScalpEeg }),
      AcquisitionDateTime: `${study.date}083100`,
      SynchronizationTrigger: 'NO TRIGGER',
      AcquisitionTimeSynchronized: 'N',
      SynchronizationFrameOfReferenceUID: demoUid(`${study.key} synchronization`),
      AcquisitionContextSequence: [],
      WaveformSequence: [{
        MultiplexGroupTimeOffset: 0,
        WaveformOriginality: 'ORIGINAL',
        NumberOfWaveformChannels: signals.length,
        NumberOfWaveformSamples: samples,
        SamplingFrequency: eegSamplingFrequency,
        MultiplexGroupLabel: 'EEG',
        ChannelDefinitionSequence: eegElectrodes.map(({ label, code }, index) => channelDefinition(label, code, index)),
        WaveformBitsAllocated: 16,
        WaveformSampleInterpretation: 'SS',
        WaveformData: data,
      }],
    }),
  }
}

function channelDefinition(label: string, code: string, index: number): Attributes {
  return {
    WaveformChannelNumber: index + 1,
    ChannelLabel: label,
    ChannelSourceSequence: [{ CodeValue: code, CodingSchemeDesignator: 'MDC', CodeMeaning: label }],
    ChannelSensitivity: sensitivity,
    ChannelSensitivityUnitsSequence: [{ CodeValue: 'uV', CodingSchemeDesignator: 'UCUM', CodeMeaning: 'microvolt' }],
    ChannelSensitivityCorrectionFactor: 1,
    ChannelBaseline: 0,
    ChannelSampleSkew: 0,
    WaveformBitsStored: 16,
    FilterLowFrequency: 0.5,
    FilterHighFrequency: 70,
  }
}
