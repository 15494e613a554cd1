/** Displays: the registry that this console keeps of its monitors, what a window sees of its screens, the daily check
 *  with a test pattern, and whether the display may carry a reading of the programme (IHE MAMMO, Q1 to Q5).
 *  Lengths are millimetres per device pixel, luminances cd/m² (ambient light included), illuminance lux. */
import { z } from 'zod'
import { accountId, day, displayId, instant } from './ids.ts'
import { operation } from './operation.ts'

/** What the monitor was calibrated to. Only GSDF (PS3.14) makes P-Values look as they are meant to. */
export const calibrationTarget = z.enum(['GSDF', 'GAMMA_2_2', 'CIE_L', 'OTHER', 'NONE'])
/** How the window turns P-Values into what the monitor gets, from the coarsest to the finest. */
export const greyPath = z.enum(['EIGHT_BIT', 'DITHERED', 'TEN_BIT'])

/** What is entered by hand from the monitor's plate and its calibration report; null is what nobody knows. */
export const displayEntry = z.strictObject({
  name: z.string().trim().min(1).max(80),
  serialNumber: z.string().trim().max(80),
  /** Device pixels, in either orientation. */
  columns: z.number().int().min(320).max(20000),
  rows: z.number().int().min(320).max(20000),
  pixelPitchMm: z.number().min(0.02).max(2).nullable(),
  calibratedOn: day.nullable(),
  calibrationTarget,
  luminanceMin: z.number().min(0.001).max(100).nullable(),
  luminanceMax: z.number().min(1).max(10000).nullable(),
  ambientLux: z.number().min(0).max(10000).nullable(),
  bits: z.union([z.literal(8), z.literal(10)]),
})
export type DisplayEntry = z.infer<typeof displayEntry>

/** What a reader answers for, looking at the pattern. */
export const checkQuestion = z.enum(['SQUARES', 'LETTERS', 'LINES', 'ARTEFACTS', 'AMBIENT'])
export type CheckQuestion = z.infer<typeof checkQuestion>
export const checkPattern = z.enum(['TG18_QC', 'TG270_SQC'])

export const displayCheck = z.strictObject({
  at: instant,
  /** Day of the check where the console stands. */
  day,
  by: accountId,
  pattern: checkPattern,
  /** What was answered no; empty when the display passed. */
  failed: z.array(checkQuestion),
})
export type DisplayCheck = z.infer<typeof displayCheck>

export const display = displayEntry.extend({ id: displayId, enteredBy: accountId, enteredAt: instant, lastCheck: displayCheck.nullable() })
export type Display = z.infer<typeof display>

/** Limits of the programme. Q1 is read in the French texts; every other figure is general knowledge of the field and
 *  therefore a setting with a default, never a constant. */
export const displayRule = z.strictObject({
  minimumMegapixels: z.number().min(0.1).max(100),
  calibrationMaxAgeDays: z.number().int().min(1).max(3660),
  gsdfRequired: z.boolean(),
  luminanceMaxAtLeast: z.number().min(1).max(10000),
  luminanceMinAtLeast: z.number().min(0).max(100),
  luminanceRatioAtLeast: z.number().min(1).max(100000),
  luminanceRatioAtMost: z.number().min(1).max(100000),
  ambientLuxAtMost: z.number().min(0).max(10000),
  greyPathAtLeast: greyPath,
  dailyCheck: z.boolean(),
})
export type DisplayRule = z.infer<typeof displayRule>

/** One screen that the window lies on, as the browser tells it. */
export const reportedScreen = z.strictObject({
  /** CSS pixels of the whole screen; times the ratio they are device pixels. */
  width: z.number().positive().max(20000),
  height: z.number().positive().max(20000),
  devicePixelRatio: z.number().positive().max(16),
  colorDepth: z.number().int().min(1).max(64),
  greyPath,
  /** The reader's choice where several registered displays have this resolution. */
  displayId: displayId.nullable(),
})
export type ReportedScreen = z.infer<typeof reportedScreen>

export const displayReasonCode = z.enum([
  'unknown-display', 'ambiguous-display', 'resolution', 'megapixels', 'scaling', 'calibration-missing', 'calibration-future', 'calibration-old', 'not-gsdf',
  'luminance-missing', 'luminance-max', 'luminance-min', 'luminance-ratio', 'ambient-missing', 'ambient', 'grey-path', 'check-missing', 'check-failed',
])
export type DisplayReasonCode = z.infer<typeof displayReasonCode>
/** Why a display is unfit: the figure, the limit and what to do, in both languages. */
export const displayReason = z.strictObject({ code: displayReasonCode, fr: z.string(), en: z.string() })
export type DisplayReason = z.infer<typeof displayReason>

/** Why a training console reads on an unfit display. A closed list: the audit trail takes no free text. */
export const overrideReason = z.enum(['TEACHING', 'REHEARSAL', 'EQUIPMENT_TEST'])
export type OverrideReason = z.infer<typeof overrideReason>

export const screenState = z.strictObject({
  display: display.nullable(),
  /** Registered displays of this resolution. */
  candidates: z.array(display),
  reasons: z.array(displayReason),
  /** Millimetres per device pixel as the screen is driven now; null when unknown or not at its registered resolution. */
  pixelPitchMm: z.number().nullable(),
  /** Whether today's check with the pattern is still to be done on it. */
  checkDue: z.boolean(),
})
export type ScreenState = z.infer<typeof screenState>

export const displayState = z.strictObject({
  fit: z.boolean(),
  screens: z.array(screenState),
  training: z.boolean(),
  override: overrideReason.nullable(),
})
export type DisplayState = z.infer<typeof displayState>

/** What happened to a display: entered or corrected (the entry as it then stood), checked, or withdrawn. */
export const displayEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entry'), at: instant, by: accountId, entry: displayEntry }),
  z.strictObject({ kind: z.literal('check'), at: instant, by: accountId, pattern: checkPattern, failed: z.array(checkQuestion) }),
])
export type DisplayEvent = z.infer<typeof displayEvent>

export const displaysOperations = {
  'displays.list': operation({ input: z.strictObject({}), output: z.strictObject({ displays: z.array(display) }), errors: [], access: 'account', audit: null, writes: false }),
  /** A new display without an id, else the correction of one. */
  'displays.save': operation({
    input: z.strictObject({ id: displayId.nullable(), entry: displayEntry }), output: display,
    errors: ['request/not-found', 'display/future-calibration'], access: ['ADMIN'], audit: 'application-activity', writes: true,
  }),
  /** Takes it out of the registry; what was checked and read on it stays. */
  'displays.withdraw': operation({ input: z.strictObject({ displayId }), output: z.strictObject({}), errors: ['request/not-found'], access: ['ADMIN'], audit: 'application-activity', writes: true }),
  /** Newest first. */
  'displays.history': operation({
    input: z.strictObject({ displayId, limit: z.number().int().min(1).max(500) }), output: z.strictObject({ events: z.array(displayEvent) }),
    errors: ['request/not-found'], access: 'account', audit: null, writes: false,
  }),
  /** What the window that has the focus sees of its screens; from then on the session reads on these. */
  'displays.report': operation({
    input: z.strictObject({ screens: z.array(reportedScreen).min(1).max(8) }), output: displayState,
    errors: [], access: 'account', audit: null, writes: false,
  }),
  /** Result of the check with the pattern. The last one of the day counts. */
  'displays.check': operation({
    input: z.strictObject({ displayId, pattern: checkPattern, failed: z.array(checkQuestion).max(checkQuestion.options.length) }), output: displayState,
    errors: ['request/not-found'], access: 'account', audit: 'application-activity', writes: true,
  }),
  /** On a training console only: lets this session open programme readings on an unfit display, never conclude them. */
  'displays.override': operation({
    input: z.strictObject({ reason: overrideReason }), output: displayState,
    errors: ['display/not-training'], access: ['L1', 'L2', 'RADIOLOGIST'], audit: 'security-alert', writes: true,
  }),
}
