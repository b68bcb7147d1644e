import { move, type Step } from './step.ts';

/** The time of a scheduled publication has come. */
export const comeDue: Step = (item, hold, tools) =>
  move(item, hold, { tools, change: { status: 'queued' }, ending: { outcome: 'ok' }, next: 'go on' });

/** A publication's turn has come. */
export const queue: Step = (item, hold, tools) =>
  move(item, hold, {
    tools,
    change: { status: 'initialising' },
    ending: { outcome: 'ok' },
    next: 'go on',
  });
