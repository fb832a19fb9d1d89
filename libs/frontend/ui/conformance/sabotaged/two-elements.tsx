import { Sound, type Props } from './sound.tsx';

export const examples = { one: <TwoElements /> };

function TwoElements(props: Props) {
  return (
    <>
      <Sound {...props} />
      <Sound />
    </>
  );
}
