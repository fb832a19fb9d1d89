import type { ComponentProps } from 'react';
import { describe, expect, it } from 'vitest';
import type { Example } from '../examples.ts';
import { serverChecks } from './checks.ts';

type Props = ComponentProps<'div'>;

function Sound({ className, ...rest }: Props) {
  return <div {...rest} className={className ? `hj-sound ${className}` : 'hj-sound'} />;
}

const renders = [1, 2].values();
function Restless(props: Props) {
  return <Sound {...props} data-render={renders.next().value} />;
}

function NeedsPage(props: Props) {
  return <Sound {...props} data-width={window.innerWidth} />;
}

function Nothing(_props: Props) {
  return null;
}

function Nameless({ className, ...rest }: Props) {
  return <div {...rest} className={className} />;
}

function OwnClassOnly({ className: _, ...rest }: Props) {
  return <div {...rest} className="hj-own" />;
}

function GivenClassOnly({ className = 'hj-given', ...rest }: Props) {
  return <div {...rest} className={className} />;
}

function DropsRest({ className }: Props) {
  return <Sound className={className} />;
}

function DropsStyle({ style: _, ...rest }: Props) {
  return <Sound {...rest} />;
}

const failing = (example: Example) =>
  Object.entries(serverChecks).flatMap(([name, check]) => {
    try {
      check(example);
      return [];
    } catch {
      return [name];
    }
  });

const [renders_, ownClass, givenClass, handsOn] = [
  'renders the same each time, without a browser',
  'has a class of its own',
  'puts a given class behind its own',
  'hands on properties that it does not know',
];

/** Components, and the checks that each of them fails. */
const cases: readonly [string, Example, readonly (string | undefined)[]][] = [
  ['renders differently each time', <Restless key="" />, [renders_]],
  ['needs a page', <NeedsPage key="" />, [renders_, ownClass, givenClass, handsOn]],
  ['renders nothing', <Nothing key="" />, [renders_, ownClass, givenClass, handsOn]],
  ['has no class', <Nameless key="" />, [ownClass]],
  ['ignores a given class', <OwnClassOnly key="" />, [givenClass]],
  ['lets a given class replace its own', <GivenClassOnly key="" />, [givenClass]],
  ['drops properties', <DropsRest key="" />, [handsOn]],
  ['drops the style', <DropsStyle key="" />, [handsOn]],
];

describe('the checks on a server', () => {
  it('find nothing in a sound component', () => {
    expect(failing(<Sound />)).toEqual([]);
  });

  it('are each shown to fail', () => {
    expect(new Set(cases.flatMap(([, , failed]) => failed))).toEqual(
      new Set(Object.keys(serverChecks)),
    );
  });

  it.each(cases)('notice one that %s', (_what, example, expected) => {
    expect(failing(example)).toEqual(expected);
  });
});
