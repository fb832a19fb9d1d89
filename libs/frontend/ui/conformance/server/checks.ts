import { cloneElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect } from 'vitest';
import type { Example } from '../examples.ts';
import { classesOf, rootOf } from './root-of.ts';

type Check = (example: Example) => void;

/** What every component must do where there is no page; each check throws when it does not. */
export const serverChecks: Readonly<Record<string, Check>> = {
  'renders the same each time, without a browser': (example) => {
    const markup = renderToString(example);
    expect(markup).toMatch(/^<[a-z]/);
    expect(renderToString(example)).toBe(markup);
  },

  'has a class of its own': (example) => {
    expect(classesOf(rootOf(example))[0]).toMatch(/^hj-[a-z][a-z\d-]*$/);
  },

  'puts a given class behind its own': (example) => {
    const own = classesOf(rootOf(example));
    const given = classesOf(rootOf(cloneElement(example, { className: 'given other' })));
    expect(given).toEqual([...own, 'given', 'other']);
  },

  'hands on properties that it does not know': (example) => {
    const given = {
      id: 'given-id',
      'aria-describedby': 'given-description',
      'data-given': 'given-datum',
      style: { marginTop: 3 },
    };
    expect(rootOf(cloneElement(example, given)).attributes).toMatchObject({
      id: 'given-id',
      'aria-describedby': 'given-description',
      'data-given': 'given-datum',
      style: 'margin-top:3px',
    });
  },
};
