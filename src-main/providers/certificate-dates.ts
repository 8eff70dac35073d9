/**
 * What Node and Chromium call a certificate whose dates do not hold by this machine's clock, and whether that hints at
 * a clock that is ahead; null where the name does not say which way.
 */
const outOfDate = new Map<string, boolean | null>([
  ['CERT_HAS_EXPIRED', true],
  ['CERT_NOT_YET_VALID', false],
  ['ERR_CERT_DATE_INVALID', null],
]);

/** Whether such a failure hints at a clock that is ahead (null: ahead or behind); undefined where dates are not its cause. */
export function hintsAhead(code: string): boolean | null | undefined {
  return outOfDate.get(code);
}
