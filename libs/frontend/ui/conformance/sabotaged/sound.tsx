import type { ComponentProps } from 'react';

export type Props = ComponentProps<'div'>;

/** What the sabotaged ones are made of. */
export function Sound({ children = 'Text', ...rest }: Props) {
  return <div {...rest}>{children}</div>;
}

export const examples = { one: <Sound /> };
