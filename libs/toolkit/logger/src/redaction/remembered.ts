/** UTF-16 units of a text that is remembered, at most. */
const longest = 64;

/**
 * Remembers for which texts a check said yes, one in each of 256 places: names and values recur, and a comparison with what is in
 * a text's place costs a tenth of the check, or of a look-up in a map.
 *
 * @param check gives the same answer for the same text, always
 */
export function remembered(check: (text: string) => boolean): (text: string) => boolean {
  const places = new Array<string>(256).fill('');
  return (text) => {
    const { length } = text;
    if (length === 0 || length > longest) return check(text);
    const place = (length * 7 + text.charCodeAt(0) * 31 + text.charCodeAt(length - 1) * 17) & 255;
    if (places[place] === text) return true;
    const answer = check(text);
    if (answer) places[place] = text;
    return answer;
  };
}
