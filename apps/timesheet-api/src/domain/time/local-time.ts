import { Temporal } from 'temporal-polyfill';
import { TimesheetError } from '../../errors.ts';

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::00(?:\.0+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * The moment that a text means: `2026-10-25T02:30+01:00` by itself, `2026-10-25T02:30` by the clocks of a zone.
 *
 * Nothing is guessed. Throws `time-skipped` for a local time that the clocks skipped, `time-ambiguous` for one that
 * they showed twice (its offset says which), and `time-invalid` for what is no time of whole minutes.
 */
export function momentOf(text: string, zone: string): Temporal.Instant {
  const [whole, offset] = form.exec(text) ?? [];
  if (whole === undefined) throw invalid(text);
  try {
    if (offset !== undefined) return Temporal.Instant.from(text);
    return byTheClocks(Temporal.PlainDateTime.from(text, { overflow: 'reject' }), zone);
  } catch (cause) {
    if (cause instanceof TimesheetError) throw cause;
    throw invalid(text, cause);
  }
}

function byTheClocks(local: Temporal.PlainDateTime, zone: string): Temporal.Instant {
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier.toInstant();
  const said = local.toString({ smallestUnit: 'minute' });
  if (later.toPlainDateTime().equals(local))
    throw new TimesheetError(
      'time-ambiguous',
      `The clocks of ${zone} showed ${said} twice, at ${earlier.offset} and at ${later.offset}. Say which: ${said}${earlier.offset} or ${said}${later.offset}.`,
      { details: { offsets: [earlier.offset, later.offset] } },
    );
  throw new TimesheetError(
    'time-skipped',
    `The clocks of ${zone} never showed ${said}: they were put forward over it. Give a time before or after, such as ${later.toPlainDateTime().toString({ smallestUnit: 'minute' })}.`,
  );
}

function invalid(text: string, cause?: unknown): TimesheetError {
  return new TimesheetError(
    'time-invalid',
    `"${text}" is no time of whole minutes. Write 2026-03-02T08:15, or with its offset 2026-03-02T08:15+01:00.`,
    { cause },
  );
}
