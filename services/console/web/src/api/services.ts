import type { AuthGatewayPaths, CrmSyncPaths, UploaderPaths, WebhookIngestPaths } from '@postbus/sdk/openapi';
import createClient from 'openapi-fetch';
import { send } from './send.ts';

const clientOf = <Paths extends object>(service: string) =>
  createClient<Paths>({ baseUrl: `${location.origin}/api/${service}`, fetch: send });

/** Every operation of the services, by its path. A call whose answer is not a success raises an `ApiError`. */
export const authGateway = clientOf<AuthGatewayPaths>('auth-gateway');
export const uploader = clientOf<UploaderPaths>('uploader');
export const webhookIngest = clientOf<WebhookIngestPaths>('webhook-ingest');
export const crmSync = clientOf<CrmSyncPaths>('crm-sync');

/** The body of an answer; what is not a success was raised before. */
export async function bodyOf<Data>(answer: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  return (await answer).data as NonNullable<Data>;
}

type Answer<Call extends (...options: never[]) => Promise<unknown>> = NonNullable<
  Awaited<ReturnType<Call>> extends { data?: infer Data } ? Data : never
>;

export type { Answer };
