import { describe, expect, it } from 'vitest';
import { scriptBlocks } from './script-blocks.ts';

/** Each block as `lang: text`, proved to stand at its offset. */
function blocks(path: string, text: string): readonly string[] {
  return scriptBlocks(path, text).map((block) => {
    expect(text.slice(block.offset, block.offset + block.text.length)).toBe(block.text);
    return `${block.lang}: ${block.text.trim()}`;
  });
}

describe('scriptBlocks', () => {
  it('finds both scripts of a Vue component', () => {
    const text =
      "<template><p>import 'no'</p></template>\n<script>\nimport 'a'\n</script>\n<script setup lang=\"ts\">import 'b'</script >\n<style>@import 'c';</style>";
    expect(blocks('a.vue', text)).toEqual(["js: import 'a'", "ts: import 'b'"]);
  });

  it.each([
    ['<script lang="tsx">x</script>', ['tsx: x']],
    ["<script lang='jsx'>x</script>", ['jsx: x']],
    ['<script lang=TypeScript>x</script>', ['ts: x']],
    ['<script lang="coffee">x</script>', ['js: x']],
    ['<script data-lang="ts">x</script>', ['js: x']],
    ['<SCRIPT context="module">x</SCRIPT>', ['js: x']],
    ['<script type="module">x</script>', ['js: x']],
    ['<script type="text/javascript">x</script>', ['js: x']],
    ['<script type="">x</script>', ['js: x']],
    ['<script type="application/json">x</script>', []],
    ['<script src="x.js"></script>', []],
    ['<script>\n</script>', []],
    ['<scripts>x</scripts>', []],
    ['<script>x', []],
  ])('in Svelte: %s', (text, expected) => {
    expect(blocks('a.svelte', text)).toEqual(expected);
  });

  it("finds Astro's component script and its scripts, as TypeScript", () => {
    expect(blocks('a.astro', "---\nimport 'a';\n---\n<p/>\n<script>import 'b';</script>")).toEqual([
      "ts: import 'a';",
      "ts: import 'b';",
    ]);
    expect(blocks('a.astro', "\uFEFF\n--- \r\nimport 'a';\r\n---")).toEqual(["ts: import 'a';"]);
  });

  it('takes an empty fence for none, and fences elsewhere for text', () => {
    expect(blocks('a.astro', '---\n---\n')).toEqual([]);
    expect(blocks('a.astro', '<p/>\n---\nx\n---')).toEqual([]);
    expect(blocks('a.vue', '---\nx\n---')).toEqual([]);
  });
});
