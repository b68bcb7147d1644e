import { type Static, Type } from 'typebox';
import { Timestamp, Uuid } from '../cloud-event.ts';
import { defineEvent } from '../define-event.ts';

/** Never the address: it often holds a secret of the receiver. */
export const EndpointDisabledData = Type.Object({
  endpointId: Uuid,
  description: Type.Union([Type.String(), Type.Null()]),
  reason: Type.Union([Type.Literal('gone'), Type.Literal('failing')], {
    description:
      'gone: it answered with 410. failing: it took nothing for as long as the tries of a delivery last, 27 h 35 min',
  }),
  deliveryId: Type.String({ format: 'uuid', description: 'The delivery that was tried last' }),
  disabledAt: Timestamp,
});
export type EndpointDisabledData = Static<typeof EndpointDisabledData>;

export const crmEndpointDisabled = defineEvent({
  type: 'crm.endpoint.disabled',
  owner: 'crm-sync',
  stream: 'CRM',
  description: 'An endpoint gets no more events, because it does not take them.',
  subjectPattern: 'crm.endpoint.disabled.<workspace>',
  subject: ({ workspaceid }) => `crm.endpoint.disabled.${workspaceid}`,
  data: EndpointDisabledData,
});
