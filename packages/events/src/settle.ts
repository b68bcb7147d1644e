/** Answers the broker. If that is lost the message comes again, and the inbox knows it. */
export function settle(answer: () => void): void {
  try {
    answer();
  } catch {
    // The connection is closed.
  }
}
