import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { originOf } from '../audit/origin.ts';
import type { Sweep } from './sweep.ts';

const Outcome = Type.Object({
  due: Type.Integer({ description: 'Accounts that this sweep took up' }),
  refreshed: Type.Integer(),
  failed: Type.Integer({ description: 'For a passing reason; due again later' }),
  reauthRequired: Type.Integer(),
});

export function sweepRoutes({ sweep }: { sweep: Sweep }) {
  return async (app: AppServer): Promise<void> => {
    app.post(
      '/api/workers/token-refresh',
      {
        onRequest: app.requireScope('workers:run'),
        schema: {
          tags: ['workers'],
          operationId: 'runTokenRefresh',
          summary: 'Refresh the tokens that are due now, as the sweep does every few minutes',
          response: { 200: Outcome },
        },
      },
      async (request) => {
        const { isUsedUp: _, ...outcome } = await sweep(originOf(request));
        return outcome;
      },
    );
  };
}
