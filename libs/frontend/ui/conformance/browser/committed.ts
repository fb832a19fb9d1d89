import { useEffect, type ReactElement } from 'react';

/** Its child, and a word when React has put that on the page. It renders no element, on a server as in a browser. */
export function Committed({
  onCommit,
  children,
}: {
  readonly onCommit?: () => void;
  readonly children: ReactElement;
}): ReactElement {
  useEffect(() => {
    onCommit?.();
  }, [onCommit]);
  return children;
}
