import { expect, test } from 'vitest';
import { visibleLines, visibleText } from './visible.ts';

test.each([
  ['plain text stays', '@acme/b points at file:../b', '@acme/b points at file:../b'],
  ['letters of any script and emoji stay', 'größe 大小 🚀', 'größe 大小 🚀'],
  ['a colour escape', 'a\u001b[31mred', 'a\\u001b[31mred'],
  ['the eight-bit form of an escape', 'a\u009b31m', 'a\\u009b31m'],
  ['line ends and tabs', 'a\nb\r\nc\td', 'a\\nb\\r\\nc\\td'],
  ['a bell, a backspace and a null', '\u0007\u0008\u0000', '\\u0007\\u0008\\u0000'],
  ['delete', '\u007f', '\\u007f'],
  ['a right-to-left override', 'a\u202eb', 'a\\u202eb'],
  ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
  ['line and paragraph separators', '\u2028\u2029', '\\u2028\\u2029'],
  ['tag characters, which only a model reads', 'a\u{e0041}', 'a\\u{e0041}'],
  ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
  ['a noncharacter', '\uffff', '\\uffff'],
])('%s', (_, text, visible) => {
  expect(visibleText(text)).toBe(visible);
});

test.each([
  ['::stop-commands::x', '\\::stop-commands::x'],
  ['see ::error::x', 'see \\::error::x'],
  ['std::string', 'std::string'],
  ['a ##[add-mask]b ##[group]', 'a #\\#[add-mask]b #\\#[group]'],
  ['## [a](b)', '## [a](b)'],
])('workflow commands are defused: %s', (text, visible) => {
  expect(visibleText(text)).toBe(visible);
});

test('a command after a line end cannot begin a line either', () => {
  expect(visibleText('a\n::error::b')).toBe('a\\n::error::b');
  expect(visibleLines('a\n::error::b')).toEqual(['a', '\\::error::b']);
});

test('lines stay lines, each of them visible', () => {
  expect(visibleLines('a\r\nb\u001bc\n\nd\re')).toEqual(['a', 'b\\u001bc', '', 'd\\re']);
});
