import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

const components = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'tokens')
  .map(({ name }) => name)
  .sort();
const styles = ['tokens/tokens.css', ...components.map((name) => `${name}/${name}.css`)];
const tokens = all(read('tokens/tokens.css'), /^\s*(--[\w-]+):/gm);

describe('components: folders, exports, styles and pages are the same', () => {
  it('are found', () => {
    expect(components).not.toEqual([]);
  });

  it.each(components)('%s has all its files, and is named in kebab-case', (name) => {
    expect(name).toMatch(/^[a-z][a-z\d]*(?:-[a-z\d]+)*$/);
    const endings = ['tsx', 'css', 'examples.tsx', 'test.tsx', 'e2e.tsx', 'md'];
    const missing = endings
      .map((ending) => `${name}/${name}.${ending}`)
      .filter((path) => !existsSync(join(import.meta.dirname, path)));
    expect(missing).toEqual([]);
  });

  it('are what the manifest exports, besides the styles', () => {
    const exported = Object.fromEntries(
      components.map((name) => [
        `./${name}`,
        {
          '@h-j-petroleum/source': `./src/${name}/${name}.tsx`,
          types: `./dist/${name}.d.ts`,
          default: `./dist/${name}.js`,
        },
      ]),
    );
    expect(manifest.exports).toEqual({
      ...exported,
      './styles.css': {
        types: './src/styles.d.ts',
        '@h-j-petroleum/source': './src/styles.css',
        default: './dist/styles.css',
      },
      './package.json': './package.json',
    });
  });

  it('are all in the styles, after the tokens', () => {
    expect(all(read('styles.css'), /^@import '\.\/(.+)';$/gm)).toEqual(styles);
  });

  it('are all in the README, each with its page', () => {
    expect(all(read('../README.md'), /^\| \[[^\]]+\]\(src\/([^)]+)\)/gm)).toEqual(
      components.map((name) => `${name}/${name}.md`),
    );
  });

  it.each(components)('%s is exported by the name that its page has', (name) => {
    const [title = ''] = all(read(`${name}/${name}.md`), /^# (.+)$/gm);
    expect(title.toLowerCase()).toBe(name.replaceAll('-', ''));
    expect(read(`${name}/${name}.tsx`)).toContain(`export function ${title}(`);
    expect(read(`${name}/${name}.md`)).toContain('```tsx\n');
  });

  it.each(components)('%s is held to what all components must do', (name) => {
    expect(read(`${name}/${name}.test.tsx`)).toContain('describeConformance(examples)');
    expect(read(`${name}/${name}.e2e.tsx`)).toContain('describeBrowserConformance(');
  });
});

describe('styles', () => {
  it.each(components)('%s styles its own classes alone, in the layer of components', (name) => {
    const css = read(`${name}/${name}.css`);
    expect(css).toMatch(/^@layer hj\.components \{\n/);
    const foreign = all(css, /\.([a-z][\w-]*)/g).filter(
      (found) =>
        found !== `hj-${name}` && !found.startsWith(`hj-${name}-`) && found !== 'components',
    );
    expect(foreign).toEqual([]);
  });

  it.each(styles)('%s uses no token that there is not, nor a colour of its own', (path) => {
    const css = read(path);
    const used = all(css, /var\((--hj-[\w-]+)/g);
    expect(used.filter((token) => !tokens.includes(token))).toEqual([]);
    if (path !== 'tokens/tokens.css')
      expect(css).not.toMatch(/#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch)\(/i);
  });

  it('has every colour for light and for dark', () => {
    const colours = all(
      read('tokens/tokens.css'),
      /^\s*--hj-[\w-]*(?:surface|text|border|focus): (.+);$/gm,
    );
    expect(colours).toHaveLength(15);
    expect(
      colours.filter((value) => !/^light-dark\(#[\da-f]{6}, #[\da-f]{6}\)$/.test(value)),
    ).toEqual([]);
  });

  it('has every token in the README', () => {
    const page = read('../README.md');
    expect(tokens.filter((token) => !page.includes(`\`${token}\``))).toEqual([]);
  });
});
