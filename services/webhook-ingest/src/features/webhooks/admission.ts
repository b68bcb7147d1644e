export interface Admission {
  /** Makes room for a request of so many bytes. Returns how to give the room back; undefined if there is none. */
  enter(bytes: number): (() => void) | undefined;
}

/** What a request costs besides its body: the objects of Node and Fastify, about. */
const overheadBytes = 4 * 1024;

/**
 * Bounds what requests that are not yet answered may hold in memory, from their first byte on. The queue of the group commit
 * bounds only what was read and verified; many slow or large requests at the same time would fill memory before it.
 */
export function createAdmission(maxBytes: number): Admission {
  let heldBytes = 0;
  return {
    enter(bodyBytes) {
      const bytes = bodyBytes + overheadBytes;
      if (heldBytes + bytes > maxBytes) return undefined;
      heldBytes += bytes;
      let isInside = true;
      return () => {
        if (isInside) heldBytes -= bytes;
        isInside = false;
      };
    },
  };
}
