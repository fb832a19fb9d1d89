import type { MetricId } from '../options.ts';
import { metricUnits } from '../options.ts';

const names: Readonly<Record<MetricId, string>> = {
  fcp: 'First Contentful Paint',
  lcp: 'Largest Contentful Paint',
  si: 'Speed Index',
  tbt: 'Total Blocking Time',
  cls: 'Cumulative Layout Shift',
  bytes: 'the weight of all that is loaded',
};

export function metricName(metric: MetricId): string {
  return names[metric];
}

/** `1,250 ms`, `0.113`, `482.1 kB`. */
export function amountText(metric: MetricId, value: number): string {
  const unit = metricUnits[metric];
  if (unit === 'ms') return `${Math.round(value).toLocaleString('en-US')} ms`;
  if (unit === 'bytes') return `${(value / 1000).toFixed(1)} kB`;
  return String(Math.round(value * 1000) / 1000);
}
