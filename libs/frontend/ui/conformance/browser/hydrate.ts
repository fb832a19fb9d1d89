import { cloneElement, createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import type { Examples } from '../examples.ts';
import { Committed } from './committed.ts';

declare global {
  interface Window {
    /** What the checks ask the page for. */
    conformance?: {
      /** Elements that the examples gave to their `ref`. */
      readonly refs: Map<string, unknown>;
      /** Examples that React has taken over. */
      readonly committed: Set<string>;
    };
  }
}

/** Runs in the browser: has React take over what the server rendered. */
export function hydrate(examples: Examples): void {
  const refs = new Map<string, unknown>();
  const committed = new Set<string>();
  window.conformance = { refs, committed };
  for (const [name, example] of Object.entries(examples)) {
    const container = document.getElementById(`example-${name}`);
    if (container === null) throw new Error(`The page has no example ${name}.`);
    const child = cloneElement(example, { ref: (given: unknown) => refs.set(name, given) });
    const onCommit = () => committed.add(name);
    // Where the markup differs, React renders anew, goes on, and reports it as an error that was not caught.
    hydrateRoot(container, createElement(Committed, { onCommit, children: child }), {
      identifierPrefix: name,
    });
  }
}
