import { move, type Step } from './step.ts';

/** A publication's turn has come. */
export const queue: Step = (item, hold, tools) =>
  move(item, hold, {
    tools,
    change: { status: 'initialising' },
    ending: { outcome: 'ok' },
    next: 'go on',
  });
