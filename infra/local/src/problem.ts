/** Something the person at the keyboard can put right. Shown as its message alone, without a stack trace. */
export class Problem extends Error {
  override name = 'Problem';
}
