import { expect, test } from 'vitest';
import { createPaint } from './style.ts';

test('colours only where they are wanted', () => {
  const plain = createPaint({ colour: false, width: 80 });
  const painted = createPaint({ colour: true, width: 80 });
  expect(plain('bad', 'x')).toBe('x');
  expect(painted('bad', 'x')).toBe('\u001b[31mx\u001b[39m');
  expect(painted('good', 'x')).toBe('\u001b[32mx\u001b[39m');
  expect(painted('doubtful', 'x')).toBe('\u001b[33mx\u001b[39m');
  expect(painted('informative', 'x')).toBe('\u001b[36mx\u001b[39m');
  expect(painted('heading', 'x')).toBe('\u001b[1mx\u001b[22m');
  expect(painted('quiet', 'x')).toBe('\u001b[2mx\u001b[22m');
});
