import { Sound, type Props } from './sound.tsx';

export const examples = { one: <UnseenFocus /> };

function UnseenFocus(props: Props) {
  return (
    <Sound {...props}>
      <button type="button" style={{ outline: 'none' }}>
        Details
      </button>
    </Sound>
  );
}
