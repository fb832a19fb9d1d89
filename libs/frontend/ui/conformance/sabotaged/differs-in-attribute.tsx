import { Sound, type Props } from './sound.tsx';

export const examples = { one: <Differs /> };

function Differs(props: Props) {
  return <Sound {...props} title={typeof window === 'undefined' ? 'before' : 'after'} />;
}
