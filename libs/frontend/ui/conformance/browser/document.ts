import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import type { Examples } from '../examples.ts';
import { Committed } from './committed.ts';

/** A page with every example as a server renders it. */
export function documentOf(examples: Examples): string {
  const parts = Object.entries(examples).map(([name, example]) => {
    const markup = renderToString(createElement(Committed, { children: example }), {
      identifierPrefix: name,
    });
    return `<div class="example" id="example-${name}">${markup}</div>`;
  });
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Examples</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/styles.css">
    <style>
      body { margin: 1rem; background: var(--hj-surface); color: var(--hj-text); font-family: var(--hj-font); }
      .example { margin-block: 1rem; }
    </style>
  </head>
  <body>
    <main><h1>Examples</h1>${parts.join('')}</main>
    <script type="module" src="/script.js"></script>
  </body>
</html>`;
}
