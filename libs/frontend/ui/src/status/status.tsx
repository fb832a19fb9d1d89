import type { ComponentProps, ReactElement } from 'react';

/** What a status can be. `none` says that nothing was measured, which is not a pass. */
export type StatusLevel = 'pass' | 'warn' | 'fail' | 'none';

/** Those of a `span`, to which all but the following are handed on. */
export interface StatusProps extends ComponentProps<'span'> {
  readonly level: StatusLevel;
  /** The level in a word, for pages in other languages: "Pass", "Warning", "Fail" or "No data" by default. */
  readonly word?: string | undefined;
}

const words: Readonly<Record<StatusLevel, string>> = {
  pass: 'Pass',
  warn: 'Warning',
  fail: 'Fail',
  none: 'No data',
};

/** Each has an outline of its own, because colours are not seen by everybody, nor in print. In a square of 16. */
const shapes: Readonly<Record<StatusLevel, string>> = {
  pass: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM4.8 8.2l2.3 2.3 4.2-4.8',
  warn: 'M8 1.8 1.2 13.8h13.6ZM8 6.2v3.6M8 11.6v.4',
  fail: 'M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2ZM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8',
  none: 'M2 2h12v12H2ZM5 8h6',
};

/**
 * How something stands: an icon and words. Without children the words are the level's; with them the level is the icon's
 * name, so that a screen reader says "Fail 3 findings" where "3 findings" is to be read.
 *
 * It is not announced when it changes. Where it should be, put it into an element with `role="status"`.
 */
export function Status({
  level,
  word = words[level],
  className,
  children,
  ...rest
}: StatusProps): ReactElement {
  const named = hasWords(children);
  return (
    <span
      {...rest}
      className={className ? `hj-status ${className}` : 'hj-status'}
      data-level={level}
    >
      <svg
        className="hj-status-icon"
        viewBox="0 0 16 16"
        {...(named ? { role: 'img', 'aria-label': word } : { 'aria-hidden': true })}
      >
        <path d={shapes[level]} />
      </svg>
      <span className="hj-status-text">{named ? children : word}</span>
    </span>
  );
}

/** Whether React shows anything of them: a condition that does not hold leaves `false` or `null` behind. */
function hasWords(children: StatusProps['children']): boolean {
  return (
    children !== undefined && children !== null && typeof children !== 'boolean' && children !== ''
  );
}
