import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scaffold } from '../../scaffold/scaffold.ts';
import { describeKind } from '../../scaffold/testing/describe-kind.ts';
import { houseTree } from '../../scaffold/testing/house-tree.ts';
import { unscaffold } from '../../scaffold/unscaffold.ts';
import { uiComponent } from './ui-component.ts';

const ui = {
  'libs/frontend/ui/package.json': `{
  "name": "@h-j-petroleum/frontend-ui",
  "version": "0.1.0",
  "exports": {
    "./status": "./src/status/status.tsx",
    "./package.json": "./package.json"
  }
}
`,
  'libs/frontend/ui/README.md': `# UI

| component                      | what          |
| ------------------------------ | ------------- |
| [Alert](src/alert/alert.md)    | what is new   |
| [Status](src/status/status.md) | how it stands |

| token       | what     |
| ----------- | -------- |
| \`--hj-text\` | of pages |
`,
  'libs/frontend/ui/src/styles.css':
    "@import './tokens/tokens.css';\n@import './alert/alert.css';\n@import './status/status.css';\n",
  'libs/frontend/ui/src/tokens/tokens.css': ':root {\n  --hj-text: #111111;\n}\n',
  'libs/frontend/ui/src/status/status.tsx': 'export function Status() {}\n',
  'libs/frontend/ui/src/status/status.css':
    '.hj-status {\n  color: red;\n}\n.hj-status-icon {\n  color: red;\n}\n',
};

describeKind(uiComponent, {
  options: { name: 'price-list' },
  house: ui,
  creates: [
    '.changeset/new-ui-component-price-list.md',
    'libs/frontend/ui/src/price-list/price-list.css',
    'libs/frontend/ui/src/price-list/price-list.e2e.tsx',
    'libs/frontend/ui/src/price-list/price-list.examples.tsx',
    'libs/frontend/ui/src/price-list/price-list.md',
    'libs/frontend/ui/src/price-list/price-list.test.tsx',
    'libs/frontend/ui/src/price-list/price-list.tsx',
  ],
  updates: [
    'libs/frontend/ui/README.md',
    'libs/frontend/ui/package.json',
    'libs/frontend/ui/src/styles.css',
  ],
});

describe('ui-component', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('exports the component, and puts it among the others: styles, table, announcement', async () => {
    using house = await houseTree(ui);
    await scaffold(house.tree, uiComponent, {
      name: 'price-list',
      description: 'Prices | products.',
    });
    expect(house.json('libs/frontend/ui/package.json')).toHaveProperty('exports', {
      './status': './src/status/status.tsx',
      './package.json': './package.json',
      './price-list': {
        '@h-j-petroleum/source': './src/price-list/price-list.tsx',
        types: './dist/price-list.d.ts',
        default: './dist/price-list.js',
      },
    });
    expect(house.text('libs/frontend/ui/src/styles.css')).toBe(
      "@import './tokens/tokens.css';\n@import './alert/alert.css';\n@import './price-list/price-list.css';\n@import './status/status.css';\n",
    );
    expect(house.text('libs/frontend/ui/README.md')?.split('\n').slice(4, 7)).toStrictEqual([
      '| [Alert](src/alert/alert.md)               | what is new        |',
      '| [PriceList](src/price-list/price-list.md) | prices \\| products |',
      '| [Status](src/status/status.md)            | how it stands      |',
    ]);
    expect(house.text('.changeset/new-ui-component-price-list.md')).toBe(
      "---\n'@h-j-petroleum/frontend-ui': minor\n---\n\n`@h-j-petroleum/frontend-ui/price-list`: Prices | products.\n",
    );
  });

  it('gives a component whose description cannot end its comment', async () => {
    using house = await houseTree(ui);
    await scaffold(house.tree, uiComponent, { name: 'price-list', description: 'All */ of\nit.' });
    const text = house.text('libs/frontend/ui/src/price-list/price-list.tsx');
    expect(text).toContain('/** All * / of it. */\nexport function PriceList({');
  });

  it('is the first one where there is none', async () => {
    using house = await houseTree({
      ...ui,
      'libs/frontend/ui/src/styles.css': "@import './tokens/tokens.css';\n",
      'libs/frontend/ui/README.md':
        '# UI\n\n| component | what |\n| --------- | ---- |\n\n| token | what |\n| ----- | ---- |\n',
    });
    await scaffold(house.tree, uiComponent, { name: 'price-list', description: 'Prices.' });
    expect(house.text('libs/frontend/ui/src/styles.css')).toBe(
      "@import './tokens/tokens.css';\n@import './price-list/price-list.css';\n",
    );
    expect(house.text('libs/frontend/ui/README.md')?.split('\n')[4]).toBe(
      '| [PriceList](src/price-list/price-list.md) | prices |',
    );
  });

  it('runs again after its announcement was released, and is removed then, too', async () => {
    using house = await houseTree(ui);
    await scaffold(house.tree, uiComponent, { name: 'price-list' });
    house.tree.delete('.changeset/new-ui-component-price-list.md');
    await scaffold(house.next(), uiComponent, { name: 'price-list' });
    expect(house.changes()).toStrictEqual([]);
    await unscaffold(house.tree, { project: 'price-list' });
    expect(house.changes()).toStrictEqual([
      'DELETE libs/frontend/ui/src/price-list',
      'UPDATE libs/frontend/ui/README.md',
      'UPDATE libs/frontend/ui/package.json',
      'UPDATE libs/frontend/ui/src/styles.css',
    ]);
  });

  it('says once it is removed who imports it still', async () => {
    using house = await houseTree({
      ...ui,
      'apps/console/src/page.tsx': "import '@h-j-petroleum/frontend-ui/price-list';\n",
      'apps/console/src/other.tsx': "import '@h-j-petroleum/frontend-ui/price-list-two';\n",
    });
    await scaffold(house.tree, uiComponent, { name: 'price-list' });
    const after = await unscaffold(house.next(), { project: 'price-list' });
    await after();
    expect(vi.mocked(console.log).mock.calls).toStrictEqual([
      ['still named: apps/console/src/page.tsx:1'],
    ]);
  });

  it.each([
    ['map', 'Map is a name of JavaScript, React or the browser'],
    ['fragment', 'Write `fragment-view`, or name what it shows.'],
    ['text', 'Write `text-view`, or name what it shows.'],
    ['tokens', 'src/tokens holds the design tokens. Choose another name than `tokens`.'],
    ['styles', 'styles.css holds the styles of all components.'],
    ['status-icon', 'The class hj-status-icon belongs to libs/frontend/ui/src/status/status.css'],
    ['status', 'libs/frontend/ui/src/status is there, and no ui-component.'],
    ['toolkit-clock', 'Write `nx g @h-j-petroleum/standards:toolkit-package clock`'],
  ])('refuses the name %s', async (name, message) => {
    using house = await houseTree(ui);
    await expect(scaffold(house.tree, uiComponent, { name })).rejects.toThrow(
      expect.objectContaining({
        code: 'GENERATE_REFUSED',
        message: expect.stringContaining(message),
      }),
    );
    expect(house.changes()).toStrictEqual([]);
  });

  it.each(['button', 'table', 'status-icons'])('takes the name %s', async (name) => {
    using house = await houseTree(ui);
    await scaffold(house.tree, uiComponent, { name });
    expect(house.changes()).toContain(`CREATE libs/frontend/ui/src/${name}/${name}.tsx`);
  });

  it('refuses a workspace without the package that it goes to, and says where that is from', async () => {
    using house = await houseTree();
    await expect(scaffold(house.tree, uiComponent, { name: 'price-list' })).rejects.toThrow(
      'A ui-component builds on libs/frontend/ui, which this workspace does not have. Bring it here first, from https://github.com/h-j-petroleum/source.',
    );
    expect(house.changes()).toStrictEqual([]);
  });
});
