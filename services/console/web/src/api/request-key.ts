import { useRef } from 'react';

/**
 * A value for `Idempotency-Key`: the same as long as the request is, so that one whose answer was lost can be sent again
 * and is carried out once. `round` tells a repetition on purpose from one by accident.
 */
export function useRequestKey(request: unknown, round = 0): string {
  const text = JSON.stringify([request, round]);
  const kept = useRef({ text: '', key: '' });
  if (kept.current.text !== text) kept.current = { text, key: crypto.randomUUID() };
  return kept.current.key;
}
