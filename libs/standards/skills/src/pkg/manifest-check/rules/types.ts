import { isRecord } from '../package/json-value.ts';
import type { JsonPath } from '../package/json-value.ts';
import type { PackageView } from '../package/package-view.ts';
import { isBuilt, sourceOf, stateOf, targetPath } from '../package/target-state.ts';
import type { Target } from '../package/targets.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { asField } from '../rule.ts';

const script = /\.[mc]?jsx?$/;
const typeScript = /\.[mc]?tsx?$/;
const rawTypeScript = /(?<!\.d)\.[mc]?tsx?$/;

/** Every code entry of `exports` has types, and TypeScript finds them before anything else. */
export const checkTypes: Rule = (context) => {
  const { view, options, report } = context;
  if (!options.types || view.isPrivate) return;
  const { value, path } = view.field('exports');
  for (const [subpath, targets] of bySubpath(view)) {
    const scripts = targets.filter(({ target }) => script.test(target));
    if (scripts.length === 0 || targets.some(isTyped)) continue;
    if (scripts.every((target) => hasDeclarationBeside(view, target))) continue;
    const isMap = isRecord(value) && Object.keys(value).some((key) => key.startsWith('.'));
    report({
      message: 'types-missing',
      data: { entry: subpath },
      file: view.manifest.file,
      at: { path: isMap ? [...path, subpath] : path },
      expected: 'a condition "types", first of all, or a declaration beside the code',
      actual: 'neither',
      identity: subpath,
      fixable: false,
    });
  }
  checkOrder(context, value, path);
};

function bySubpath({ targets }: PackageView): Map<string, Target[]> {
  const entries = new Map<string, Target[]>();
  for (const target of targets) {
    if (target.subpath === undefined) continue;
    const known = entries.get(target.subpath);
    if (known) known.push(target);
    else entries.set(target.subpath, [target]);
  }
  return entries;
}

function isTyped({ target, conditions }: Target): boolean {
  return typeScript.test(target) || conditions.some(isTypesCondition);
}

/** `types`, or one for some versions of TypeScript: `types@>=5`. */
function isTypesCondition(condition: string): boolean {
  return condition === 'types' || condition.startsWith('types@');
}

/** TypeScript looks beside the code by itself; a build writes declarations for what is TypeScript. */
function hasDeclarationBeside(view: PackageView, target: Target): boolean {
  const declaration = target.target.replace(/\.([mc]?)jsx?$/, '.d.$1ts');
  const path = targetPath(declaration);
  if (!isBuilt(view, path))
    return stateOf(view, { ...target, target: declaration }).is === 'present';
  const source = sourceOf(view, path);
  return source !== undefined && !script.test(source);
}

/** Visits the objects of `exports`, from the outside in. */
function visitObjects(
  value: unknown,
  path: JsonPath,
  visit: (object: Record<string, unknown>, path: JsonPath) => void,
): void {
  if (typeof value !== 'object' || value === null || path.length > deepest) return;
  if (isRecord(value)) visit(value, path);
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner !== 'object') continue;
    visitObjects(inner, [...path, Array.isArray(value) ? Number(key) : key], visit);
  }
}

const deepest = 32;

/** JavaScript lists such keys before all others, wherever they stand, and Node refuses them as conditions. */
const isIndex = /^(?:0|[1-9]\d*)$/;

function checkOrder({ view, report }: RuleContext, value: unknown, path: JsonPath): void {
  visitObjects(value, path, (conditions, at) => {
    const keys = Object.keys(conditions);
    const before = keys
      .slice(0, Math.max(0, keys.indexOf('types')))
      .find((key) => !isTypesCondition(key) && !isIndex.test(key) && !bringsTypes(conditions[key]));
    if (before === undefined) return;
    report({
      message: 'types-order',
      data: { entry: asField(at), before },
      file: view.manifest.file,
      at: { path: [...at, 'types'] },
      expected: `"types" before "${before}"`,
      actual: keys.join(', '),
      identity: asField(at),
    });
  });
}

/** Sources are their own types, and a nested object may have types of its own. */
function bringsTypes(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return rawTypeScript.test(value);
  if (value === null) return true;
  if (typeof value !== 'object' || depth > deepest) return false;
  if (isRecord(value) && Object.keys(value).some(isTypesCondition)) return true;
  const inner = Object.values(value);
  return inner.length > 0 && inner.every((one) => bringsTypes(one, depth + 1));
}
