import { Sound, type Props } from './sound.tsx';

export const examples = { one: <DropsRef /> };

function DropsRef({ ref: _, ...rest }: Props) {
  return <Sound {...rest} />;
}
