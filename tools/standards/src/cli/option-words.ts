/** Several words in one option are parted by commas, but for those inside of a glob's braces: `a,libs/{b,c}`. */
export function optionWords(value: string): string[] {
  return value.split(/,(?![^{]*\})/).filter((word) => word !== '');
}
