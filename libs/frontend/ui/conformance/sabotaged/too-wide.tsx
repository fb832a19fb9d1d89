import { Sound, type Props } from './sound.tsx';

export const examples = { one: <TooWide /> };

function TooWide(props: Props) {
  return <Sound {...props} style={{ inlineSize: 400 }} />;
}
