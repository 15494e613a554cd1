/** Grayscale Standard Display Function (PS3.14 clause 7): luminance that a calibrated display gives each P-value.
 *  Luminance in cd/m², ambient light included; JND indices 1..1023, fractional between; P-values 0..65535. */

/** The range of the function: JND index 1 and 1023 (PS3.14 table B-1). */
const LEAST_JND = 1
const MOST_JND = 1023

/** Coefficients a…m of formula 7-1, numerator and denominator by rising powers of ln j. */
const above = [-1.3011877, 8.0242636e-2, 1.3646699e-1, -2.5468404e-2, 1.3635334e-3] as const
const below = [1, -2.5840191e-2, -1.0320229e-1, 2.8745620e-2, -3.1978977e-3, 1.2992634e-4] as const
/** Coefficients A…I of formula 7-2, by rising powers of log10 L. */
const inverse = [71.498068, 94.593053, 41.912053, 9.8247004, 0.28175407, -1.1878455, -0.18014349, 0.14710899, -0.017046845] as const

const polynomial = (coefficients: readonly number[], x: number): number => coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0)

/** Luminance of a JND index; indices outside the function take its ends. */
export function luminanceOfJnd(jnd: number): number {
  const logarithm = Math.log(Math.min(Math.max(jnd, LEAST_JND), MOST_JND))
  return 10 ** (polynomial(above, logarithm) / polynomial(below, logarithm))
}

/** JND index of a luminance, by the polynomial of the standard (within 0.01 of the inverse of `luminanceOfJnd` inside
 *  the function's range). */
export const jndOfLuminance = (luminance: number): number => polynomial(inverse, Math.log10(luminance))

/** Luminance that a display calibrated from `lmin` to `lmax` must give a P-value: equal steps of P are equal steps of JND. */
export function gsdfLuminance(pValue: number, lmin: number, lmax: number): number {
  const [darkest, brightest] = [jndOfLuminance(lmin), jndOfLuminance(lmax)]
  return luminanceOfJnd(darkest + (brightest - darkest) * Math.min(Math.max(pValue / MOST_P_VALUE, 0), 1))
}

/** P-values are counted in 16 bits all through. */
export const MOST_P_VALUE = 65535
