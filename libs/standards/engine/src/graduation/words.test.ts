import { expect, it } from 'vitest';
import { days, duration, percent } from './words.ts';

it.each([
  [0, '0 %'],
  [0.0001, '0.1 %'],
  [0.125, '12.5 %'],
  [0.5, '50 %'],
  [0.9999, '99.9 %'],
  [1, '100 %'],
])('the share %d reads %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

it.each([
  [0, '0 days'],
  [1, '1 day'],
  [1.58, '1.5 days'],
  [13.99, '13.9 days'],
  [14, '14 days'],
])('%d days read %s', (number, text) => {
  expect(days(number)).toBe(text);
});

it.each([
  [0, '0 ms'],
  [0.44, '0.4 ms'],
  [12.4, '12 ms'],
  [999, '999 ms'],
  [1500, '1.5 s'],
  [60_000, '1 min'],
  [90 * 60_000, '1.5 h'],
  [24 * 3_600_000, '1 d'],
  [15.6 * 24 * 3_600_000, '16 d'],
])('%d milliseconds read %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});
