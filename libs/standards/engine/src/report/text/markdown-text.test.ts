import { expect, test } from 'vitest';
import { codeLines, codeSpan, markdownText } from './markdown-text.ts';

test.each([
  ['plain text stays.', 'plain text stays.'],
  ['a|b', 'a&#124;b'],
  ['<img src=x onerror=y>', '&lt;img src=x onerror=y&gt;'],
  ['&lt;', '&amp;lt;'],
  ['`code`', '\\`code\\`'],
  ['*a* _b_ ~c~', '\\*a\\* \\_b\\_ \\~c\\~'],
  ['![x](y)', '\\!\\[x\\](y)'],
  ['# head', '\\# head'],
  ['a\\b', 'a\\\\b'],
  ['@team', '&#64;team'],
  ['https://evil.example', 'https&#58;//evil.example'],
  ['a\nb\u001b', 'a\\\\nb\\\\u001b'],
])('%s has no meaning in Markdown', (text, written) => {
  expect(markdownText(text)).toBe(written);
});

test.each([
  ['file:../b', '`file:../b`'],
  ['a`b', '``a`b``'],
  ['a``b`c', '```a``b`c```'],
  ['`a', '`` `a ``'],
  ['a`', '`` a` ``'],
  [' a', '`  a `'],
  ['a ', '` a  `'],
  ['', '`  `'],
  ['<b>', '`<b>`'],
  ['a|b', '`a|b`'],
  ['a\nb', '`a\\nb`'],
])('%s as code', (text, written) => {
  expect(codeSpan(text)).toBe(written);
});

test('a pipe in the code of a table is escaped', () => {
  expect(codeSpan('a|b|c', 'cell')).toBe('`a\\|b\\|c`');
});

test('lines of code stay lines', () => {
  expect(codeLines('a\n  b`\r\nc')).toBe('`a`<br>``   b` ``<br>`c`');
});
