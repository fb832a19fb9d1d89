/**
 * A UUID of version 7 (RFC 9562): milliseconds since 1970, then random bits. Unique, and no secret: the random bits are not
 * those of a cryptographic generator, which would take longer to load than all else of a record.
 */
export function runId(now: Date, random: () => number = Math.random): string {
  const digits = (count: number): string =>
    Math.floor(random() * 16 ** count)
      .toString(16)
      .padStart(count, '0');
  const time = now.getTime().toString(16).padStart(12, '0');
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-${variant}${digits(3)}-${digits(6)}${digits(6)}`;
}
