import { Temporal } from 'temporal-polyfill';
import { TimesheetError } from '../../errors.ts';

/**
 * A time zone by its IANA name. An offset such as `+01:00` is none: it knows no daylight-saving time.
 *
 * Throws `zone-unknown`.
 */
export function checkZone(zone: string): string {
  try {
    if (/^[+-]/.test(zone)) throw new RangeError('an offset');
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return zone;
  } catch (cause) {
    throw new TimesheetError(
      'zone-unknown',
      `"${zone}" is no time zone that this machine knows. Give an IANA name, such as Europe/Berlin.`,
      { cause },
    );
  }
}
