import { Sound, type Props } from './sound.tsx';

/** A server says something else than a browser. */
export const examples = { one: <Differs /> };

function Differs(props: Props) {
  return <Sound {...props}>{typeof window === 'undefined' ? 'before' : 'after'}</Sound>;
}
