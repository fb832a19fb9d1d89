import { useId, useState } from 'react';
import { Sound, type Props } from './sound.tsx';

/** Nothing is wrong with it: it has a state, an identifier that server and browser agree on, and a control of its own. */
export const examples = { one: <Disclosure />, other: <Disclosure /> };

function Disclosure(props: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <Sound {...props}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => {
          setOpen(!open);
        }}
      >
        Details
      </button>
      <p id={id} hidden={!open}>
        Text
      </p>
    </Sound>
  );
}
