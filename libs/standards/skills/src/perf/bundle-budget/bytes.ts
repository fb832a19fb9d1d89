import type { Size } from './options.ts';

const units: Readonly<Record<string, number>> = {
  ...{ B: 1, kB: 1000, MB: 1_000_000, KiB: 1024, MiB: 1_048_576 },
};

/** A size in bytes. */
export function bytesOf(size: Size): number {
  if (typeof size === 'number') return size;
  const [, amount, unit = 'B'] = /^([\d.]+) ?(\w+)$/.exec(size) ?? [];
  return Math.floor(Number(amount) * (units[unit] ?? Number.NaN));
}

/** For people, by thousands: `734 B`, `12.3 kB`, `1.05 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  // Beyond this, one decimal of kB would read 1000.0.
  if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(2)} MB`;
}
