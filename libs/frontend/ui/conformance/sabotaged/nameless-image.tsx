import { Sound, type Props } from './sound.tsx';

export const examples = { one: <NamelessImage /> };

function NamelessImage(props: Props) {
  return (
    <Sound {...props}>
      <img src="data:image/svg+xml,<svg/>" />
    </Sound>
  );
}
