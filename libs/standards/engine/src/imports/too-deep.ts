/**
 * What a parser written by recursive descent goes down for each of. People write some dozens at most, generators some
 * hundreds.
 */
const deepest = 1000;

/** Fewer bytes cannot nest so deep. */
const shortest = 2 * deepest;

/**
 * Whether a source nests deeper than the stack of the native parser may hold. It does not throw then but takes the process
 * down, from about 5,000 on, so a file that somebody made for that is told by its text, before it is parsed. Strings and
 * comments are not told apart, which can only refuse too much.
 */
export function nestsTooDeep(text: string): boolean {
  if (text.length < shortest) return false;
  let open = 0;
  /** Operators and words that take all that follows as their operand, since something last ended one. */
  let chained = 0;
  /** Statements that are the last part of another, which no separator ends. */
  let branches = 0;
  for (const [token] of text.matchAll(
    /[([{]|[)\]}]|[;,]|[!~?:=<-]|\*\*|\b(?:new|typeof|void|delete|await|yield|keyof)\b|\b(?:else|if|for|while|with)\b/g,
  )) {
    switch (token) {
      case '(':
      case '[':
      case '{':
        if (++open > deepest) return true;
        break;
      case ')':
      case ']':
      case '}':
        if (open > 0) open--;
        chained = 0;
        // A block ends what has no braces.
        if (token === '}') branches = 0;
        break;
      case ';':
      case ',':
        chained = 0;
        break;
      case 'else':
      case 'if':
      case 'for':
      case 'while':
      case 'with':
        if (++branches > 2 * deepest) return true;
        break;
      default:
        // A fence of dashes in a comment is no chain: `==`, `=>` and `--` count once for each sign.
        if (++chained > 4 * deepest) return true;
    }
  }
  return false;
}
