import { Status } from '@h-j-petroleum/frontend-ui/status';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/describe-conformance.ts';
import { examples } from './status.examples.tsx';

describeConformance(examples);

const text = (markup: string) => markup.replace(/<[^>]*>/g, '');

describe('Status', () => {
  it.each([
    ['pass', 'Pass'],
    ['warn', 'Warning'],
    ['fail', 'Fail'],
    ['none', 'No data'],
  ] as const)('says in words what %s is', (level, word) => {
    expect(text(renderToStaticMarkup(<Status level={level} />))).toBe(word);
  });

  it('has an icon of another shape for each level', () => {
    const shapes = (['pass', 'warn', 'fail', 'none'] as const).map(
      (level) => / d="([^"]+)"/.exec(renderToStaticMarkup(<Status level={level} />))?.[1],
    );
    expect(new Set(shapes).size).toBe(4);
    expect(shapes).not.toContain(undefined);
  });

  it('keeps the level beside words of its own, as the name of the icon', () => {
    const markup = renderToStaticMarkup(<Status level="fail">3 findings</Status>);
    expect(text(markup)).toBe('3 findings');
    expect(markup).toContain('role="img" aria-label="Fail"');
  });

  it('does not say its level twice', () => {
    const markup = renderToStaticMarkup(<Status level="fail" />);
    expect(markup).toContain('aria-hidden="true"');
    expect(markup).not.toContain('aria-label');
  });

  it.each([[null], [false], ['']])('takes %j for no words', (children) => {
    expect(text(renderToStaticMarkup(<Status level="pass">{children}</Status>))).toBe('Pass');
  });

  it('shows a number, also nought', () => {
    expect(text(renderToStaticMarkup(<Status level="pass">{0}</Status>))).toBe('0');
  });

  it('speaks another language', () => {
    expect(text(renderToStaticMarkup(<Status level="warn" word="Warnung" />))).toBe('Warnung');
  });
});
