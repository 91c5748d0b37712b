/** Everything sealed is padded to at least this length before encryption, so that short texts all look alike. */
export const MIN_PADDED = 256;

/**
 * Length to which content of `length` bytes is padded (Padmé; Nikitin et al., "Reducing Metadata Leakage from Encrypted
 * Files and Communication with PURBs", PETS 2019): it leaks O(log log n) bits of the length for at most 12 % more
 * bytes. Throws RangeError unless `length` is a whole number that can still grow.
 */
export function padme(length: number): number {
  if (!Number.isSafeInteger(length) || length < 0 || length > 2 ** 52) throw new RangeError('length');
  if (length <= MIN_PADDED) return MIN_PADDED;
  const exponent = bits(length) - 1;
  const mantissa = bits(exponent);
  const step = 2 ** (exponent - mantissa);
  return Math.ceil(length / step) * step;
}

/** Number of binary digits of a positive whole number. */
const bits = (value: number): number => value.toString(2).length;
