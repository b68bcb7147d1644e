import { ErrorBody } from '@postbus/contracts';
import { AppError, type AppServer } from '@postbus/service-kit';
import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import { Type } from 'typebox';
import { overloaded, rateLimited, unsupportedMediaType } from '../../errors.ts';
import type { Metrics } from '../../metrics.ts';
import { createAdmission } from './admission.ts';
import type { createIntake } from './service.ts';

const KiB = 1024;
const MiB = 1024 * KiB;
const maxBodyBytes = 256 * KiB;
/** TikTok's bodies are below a kilobyte. */
const usualBodyBytes = 4 * KiB;
/** What all requests that are not yet answered may hold. Whoever announces large bodies and sends none keeps out only their like. */
const maxHeldBytes = { usual: 48 * MiB, large: 16 * MiB };
const maxHeaderLength = 512;
const keptHeaders = ['content-type', 'user-agent'];
const endpoint = '/api/webhooks/tiktok';

export interface WebhookRoutesOptions {
  takeIn: ReturnType<typeof createIntake>;
  metrics: Metrics;
  badSignaturesPerMinute: number;
}

/** `POST /api/webhooks/tiktok`: a webhook gets 200 when it is on disk. */
export async function webhookRoutes(app: AppServer, options: WebhookRoutesOptions): Promise<void> {
  const { takeIn, metrics, badSignaturesPerMinute } = options;
  const countBadSignature = app.createRateLimit({ max: badSignaturesPerMinute, timeWindow: 60_000 });

  // The signature is over the bytes, so they must come as they are: only here, and only for JSON.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });

  const usual = createAdmission(maxHeldBytes.usual);
  const large = createAdmission(maxHeldBytes.large);

  /** Refuses a request that memory has no room for, before its body is read. */
  const admit: onRequestHookHandler = (request, reply, done) => {
    const declaredBytes = Number(request.headers['content-length'] ?? maxBodyBytes);
    // What is larger is refused unread.
    const bytes = Math.min(declaredBytes || 0, maxBodyBytes);
    const leave = (bytes <= usualBodyBytes ? usual : large).enter(bytes);
    if (leave) {
      reply.raw.once('close', leave);
      return done();
    }
    const error = overloaded({ retryAfterSeconds: 1 });
    metrics.webhooks.inc({ outcome: error.code });
    done(error);
  };

  /** Counts a refusal. Whoever keeps sending bad signatures is told to slow down; a right one never is. */
  const refused = async (request: FastifyRequest, error: AppError) => {
    metrics.webhooks.inc({ outcome: error.code });
    if (error.code !== 'signature_invalid') return error;
    const limit = await countBadSignature(request);
    if (limit.isAllowed || !limit.isExceeded) return error;
    app.rateLimitHits.inc({ endpoint });
    return rateLimited({ retryAfterSeconds: limit.ttlInSeconds });
  };

  app.post(
    endpoint,
    {
      onRequest: admit,
      bodyLimit: maxBodyBytes,
      // The row is the record of a webhook; a line for each would cost more than taking it in. What is measured here is in
      // `webhook_processing_latency_seconds`.
      config: { rateLimit: false, isQuiet: true, disableMetrics: true, isForServers: true },
      schema: {
        tags: ['webhooks'],
        operationId: 'receiveTikTokWebhook',
        summary: 'Takes a webhook of TikTok in',
        description: 'The signature in `TikTok-Signature` is the proof of who calls. Duplicates are welcome.',
        response: {
          200: Type.Object({ received: Type.Literal(true) }),
          400: ErrorBody,
          401: ErrorBody,
          413: ErrorBody,
          415: ErrorBody,
          429: ErrorBody,
          503: ErrorBody,
        },
      },
      onResponse: (_request, reply, done) => {
        metrics.processingLatencySeconds.observe(reply.elapsedTime / 1000);
        done();
      },
    },
    async (request) => {
      if (!Buffer.isBuffer(request.body)) throw unsupportedMediaType();
      try {
        await takeIn({
          rawBody: request.body,
          signature: request.headers['tiktok-signature'],
          headers: headersToKeep(request),
          correlationId: request.correlationId,
        });
      } catch (error) {
        if (error instanceof AppError) throw await refused(request, error);
        throw error;
      }
      return { received: true as const };
    },
  );
}

function headersToKeep({ headers }: FastifyRequest): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of keptHeaders) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = value.slice(0, maxHeaderLength);
  }
  return kept;
}
