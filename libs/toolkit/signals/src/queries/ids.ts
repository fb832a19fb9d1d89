import { SignalsError } from '../errors.ts';

/** A trace id as the store has it. Throws `SIGNALS_BAD_QUERY` on what is no trace id of W3C Trace Context. */
export function traceIdToUuid(traceId: string): string {
  const hex = traceId.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex)) {
    throw new SignalsError(
      'SIGNALS_BAD_QUERY',
      `"${traceId.slice(0, 64)}" is no trace id: it must have 32 hexadecimal digits.`,
    );
  }
  return hex;
}

/** 32 hexadecimal digits of a uuid. */
export function uuidToTraceId(uuid: string): string {
  return uuid.replaceAll('-', '');
}

/** 16 hexadecimal digits of a bigint as Postgres prints it. */
export function bigintToSpanId(value: string): string {
  return BigInt.asUintN(64, BigInt(value)).toString(16).padStart(16, '0');
}
