const key = 'postbus-reloaded-at';
/** Sooner than this it is no update: loading again would not help. */
const againAfterMs = 60_000;

/**
 * After an update the parts of the page that is open are gone from the server: it is loaded again, once. What was typed
 * is kept. See https://vite.dev/guide/build#load-error-handling
 */
export function reloadAfterUpdate(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - last < againAfterMs) return;
    event.preventDefault();
    sessionStorage.setItem(key, `${Date.now()}`);
    location.reload();
  });
}
