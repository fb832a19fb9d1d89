import type { ReactElement } from 'react';

/** A component in one of its states. */
export type Example = ReactElement<Record<string, unknown>>;

/** A component in each of its states, by names in kebab-case. What all components must do is tried on each of them. */
export type Examples = Readonly<Record<string, Example>>;
