import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowBuffer } from './row-buffer.ts';

/** The bytes of one field after the batch's id, as text: what these tests write. */
const textsOf = (rows: RowBuffer): string[] =>
  [...rows.rowBytes()].map((row) => row.subarray(18, 18 + row.readInt32BE(14)).toString());

const add = (rows: RowBuffer, text: string, rank = 0): void => {
  rows.beginRow(2);
  rows.text(text);
  rows.endRow(rank);
};

describe('RowBuffer', () => {
  it('gives up a row that was begun, and nothing where none was', () => {
    const rows = new RowBuffer(0);
    add(rows, 'one');
    rows.abortRow();
    rows.beginRow(2);
    rows.text('given up');
    rows.abortRow();
    rows.abortRow();
    add(rows, 'two');
    expect(textsOf(rows)).toStrictEqual(['one', 'two']);
  });

  it('writes integers up to 2^53 and below zero, exactly', () => {
    const rows = new RowBuffer(0);
    rows.beginRow(4);
    rows.integer(Number.MAX_SAFE_INTEGER);
    rows.integer(-1);
    rows.integer(-4_294_967_297);
    rows.endRow(0);
    const [row = Buffer.alloc(0)] = rows.rowBytes();
    expect([18, 30, 42].map((at) => row.readBigInt64BE(at))).toStrictEqual([
      9_007_199_254_740_991n,
      -1n,
      -4_294_967_297n,
    ]);
  });

  it('keeps the rows that are meant, whatever is done to it', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('add' as const), text: fc.string(), rank: fc.nat(3) }),
      fc.record({ do: fc.constant('abort' as const), text: fc.string() }),
      fc.record({ do: fc.constant('abort nothing' as const) }),
      fc.record({ do: fc.constant('remove last' as const) }),
      fc.record({ do: fc.constant('remove rank' as const), rank: fc.nat(3) }),
      fc.record({ do: fc.constant('trim' as const) }),
      fc.record({ do: fc.constant('halve' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let rows = new RowBuffer(0);
        let meant: { text: string; rank: number }[] = [];
        for (const one of steps) {
          switch (one.do) {
            case 'add':
              add(rows, one.text, one.rank);
              meant.push({ text: one.text, rank: one.rank });
              break;
            case 'abort':
              rows.beginRow(2);
              rows.text(one.text);
              rows.abortRow();
              break;
            case 'abort nothing':
              rows.abortRow();
              break;
            case 'remove last':
              rows.removeLast();
              meant.pop();
              break;
            case 'remove rank':
              rows.removeRank(one.rank);
              meant = meant.filter(({ rank }) => rank !== one.rank);
              break;
            case 'trim':
              rows.trim();
              break;
            case 'halve': {
              const half = rows.rows >> 1;
              rows = rows.slice(half, rows.rows);
              meant = meant.slice(half);
              break;
            }
          }
        }
        expect(textsOf(rows)).toStrictEqual(meant.map(({ text }) => text.toWellFormed()));
        expect(rows.rows).toBe(meant.length);
        expect(rows.countOf(2)).toBe(meant.filter(({ rank }) => rank === 2).length);
        expect(rows.lowestRank()).toBe(Math.min(...meant.map(({ rank }) => rank)));
      }),
    );
  });
});
