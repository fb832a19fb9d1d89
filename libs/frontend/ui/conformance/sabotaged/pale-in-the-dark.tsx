import { Sound, type Props } from './sound.tsx';

export const examples = { one: <PaleInTheDark /> };

/** Its text is dark, whatever the page is. */
function PaleInTheDark(props: Props) {
  return <Sound {...props} style={{ color: '#333333' }} />;
}
