declare global {
  interface JSON {
    /** ES2026; Node has it, TypeScript's library does not know it yet. */
    rawJSON(text: string): unknown;
  }
}

/**
 * JSON in which a bigint is written as a bare number: TikTok sends 64-bit ids so, and a reader that takes them for
 * doubles gets a wrong id.
 */
export const bareJson = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? JSON.rawJSON(`${item}`) : item));
