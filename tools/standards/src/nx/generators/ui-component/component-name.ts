import type { Tree } from '@nx/devkit';
import { checkName } from '../../scaffold/name.ts';
import { refusal } from '../../scaffold/refuse.ts';

/** What React exports, and browsers have as classes that pages use: who imports a component of that name loses the other one. */
const known = new Set(
  (
    'Activity Children Component Fragment Profiler PureComponent StrictMode Suspense ' +
    'Animation Attr Audio Comment Document Element FileList FontFace Highlight History Image Location ' +
    'Node Notification Option Range Screen Selection StyleSheet Text Window Worker'
  ).split(' '),
);

/** Folders of `src` and files of `dist` that are something else. */
const reserved: Readonly<Record<string, string>> = {
  styles: 'styles.css holds the styles of all components',
  tokens: 'src/tokens holds the design tokens',
};

/**
 * Holds a component's name to the rule of names, and to what is there already: names of JavaScript, React and the browser, and
 * classes of other components.
 *
 * @param given as the user wrote it
 * @param package_ the folder of the package that it goes to
 * @throws StandardsError GENERATE_REFUSED, with a form that would do
 */
export function checkComponentName(given: string, package_: string, tree: Tree): string {
  const name = checkName('ui-component', given);
  const reason = reserved[name];
  if (reason !== undefined) throw refusal(`${reason}. Choose another name than \`${name}\`.`);
  const root = `${package_}/src/${name}`;
  // One that stands keeps its name, whoever gave it that.
  if (tree.exists(`${root}/${name}.tsx`)) return name;
  const className = pascalCase(name);
  if (known.has(className) || className in globalThis) {
    throw refusal(
      `${className} is a name of JavaScript, React or the browser, which every page that imports the component would lose. Write \`${name}-view\`, or name what it shows.`,
    );
  }
  const owner = classOwner(tree, `${package_}/src`, `hj-${name}`);
  if (owner !== undefined) {
    throw refusal(
      `The class hj-${name} belongs to ${owner} already. Write \`${name}-view\`, or name what it shows.`,
    );
  }
  return name;
}

/** `PriceList` of `price-list`. */
function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}

/** The style sheet that has rules for a class. */
function classOwner(tree: Tree, src: string, className: string): string | undefined {
  const whole = new RegExp(`\\.${className}(?![\\w-])`);
  return tree
    .children(src)
    .map((name) => `${src}/${name}/${name}.css`)
    .find((path) => whole.test(tree.read(path, 'utf-8') ?? ''));
}
