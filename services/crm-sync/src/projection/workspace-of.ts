import type { CloudEvent } from '@postbus/contracts';
import { workspaceMissing } from '../errors.ts';

/** The workspace of an event. The envelope allows events without one; a projection has no place for them. */
export function workspaceOf({ type, workspaceid }: CloudEvent): string {
  if (!workspaceid) throw workspaceMissing({ message: `an event ${type} came without a workspace` });
  return workspaceid;
}
