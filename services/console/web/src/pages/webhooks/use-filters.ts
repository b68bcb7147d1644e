import { useSearchParams } from 'react-router';

/** What of a list is shown, kept in the address so that it can be shared. Null is everything. */
export function useFilters() {
  const [query, setQuery] = useSearchParams();
  const choose = (name: string, value: string | null) =>
    setQuery(
      (known) => {
        const next = new URLSearchParams(known);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return { query, choose };
}
