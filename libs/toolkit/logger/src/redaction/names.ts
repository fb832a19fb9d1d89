/** Names of fields whose values are secrets, written without `-`, `_` and capitals. */
const secretNames = new Set(
  `passcode secretaccesskey sessionid sessid sid jwt pin otp totp mfacode verificationcode recoverycode recoverycodes
  xapikey credential credentials connectionstring databaseurl dsn rawcookie cookies pat`.split(
    /\s+/,
  ),
);

/** Endings that make a name one of a secret, whoever's it is: `dbPassword`, `AWS_SECRET_ACCESS_KEY`, `github_token`. */
const secretEnding =
  /(?:password|passwd|passphrase|pwd|secret|token|api_?key|access_?key|secret_?key|private_?key|signing_?key|encryption_?key|account_?key|authorization|cookie|[a-z]credentials?)$/;

/** Names that end so and hold no secret. */
const harmless =
  /(?:^|max|min|num|prompt|next|prev|previous|first|last|start|end|eos|bos|pad|stop)(?:page)?token$/;

const personalNames = new Set(
  `mail mobile mobilenumber fax ssn socialsecuritynumber dateofbirth birthdate birthday dob creditcard creditcardnumber cvv cvc
  passport passportnumber taxid nationalid`.split(/\s+/),
);

const personalEnding = /(?:email|emailaddress|phone|phonenumber|telephone|iban|cardnumber)$/;

/** Says of a field's name whether its value is to be replaced: of a dotted one, by its last part. */
export function createNameCheck(withPersonal: boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const isSecret = isSecretName(name, withPersonal);
    // Names recur; those that don't are no reason to keep memory.
    if (known.size >= 4096) known.clear();
    known.set(name, isSecret);
    return isSecret;
  };
}

function isSecretName(name: string, withPersonal: boolean): boolean {
  // A name of a kilobyte is none.
  const last = name
    .slice(-128)
    .replace(/^.*\./s, '')
    .replaceAll(/[-_\s]/g, '')
    .toLowerCase();
  if (secretNames.has(last)) return true;
  if (secretEnding.test(last)) return last === 'token' || !harmless.test(last);
  return withPersonal && (personalNames.has(last) || personalEnding.test(last));
}
