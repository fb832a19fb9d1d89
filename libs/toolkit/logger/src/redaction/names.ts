/** Names of fields whose values are secrets, written without `-`, `_` and capitals. */
const secretNames = new Set(
  `password passwd pwd passphrase passcode secret clientsecret appsecret secretkey secretaccesskey token accesstoken refreshtoken
  idtoken authtoken sessiontoken csrftoken xsrftoken bearertoken apitoken apikey xapikey accesskey privatekey encryptionkey
  signingkey authorization proxyauthorization cookie setcookie credential credentials connectionstring databaseurl`.split(
    /\s+/,
  ),
);

const personalNames = new Set(
  `email emailaddress mail phone phonenumber mobile mobilenumber telephone fax ssn socialsecuritynumber dateofbirth birthdate
  birthday dob iban creditcard creditcardnumber cardnumber cvv cvc passport passportnumber taxid`.split(
    /\s+/,
  ),
);

/** Says of a field's name whether its value is to be replaced: of a dotted one, by its last part. */
export function createNameCheck(withPersonal: boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const last = name
      .slice(name.lastIndexOf('.') + 1)
      .replaceAll(/[-_\s]/g, '')
      .toLowerCase();
    const isSecret = secretNames.has(last) || (withPersonal && personalNames.has(last));
    // Names recur; those that don't are no reason to keep memory.
    if (known.size >= 4096) known.clear();
    known.set(name, isSecret);
    return isSecret;
  };
}
