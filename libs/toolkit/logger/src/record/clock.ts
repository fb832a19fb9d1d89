let origin = performance.timeOrigin;

/**
 * Milliseconds since 1970 with fractions, so that records of one millisecond keep their order. The clock behind them stands
 * still while a machine sleeps, and knows of no correction; it is set again when it is off by more than 50 ms.
 */
export function now(): number {
  const time = origin + performance.now();
  const off = Date.now() - time;
  if (Math.abs(off) <= 50) return time;
  origin += off;
  return time + off;
}
