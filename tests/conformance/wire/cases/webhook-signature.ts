import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { untilStatus, upload } from '../api.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const vector = {
  secret: 'demo_client_secret_0001',
  t: '1791500003',
  body: String.raw`{"client_key":"awdemo0000000001","event":"post.publish.complete","create_time":1791500000,"user_openid":"-000DemoOpenId_1","content":"{\"publish_id\":\"v_pub_file~v2-1.7600000000000000001\",\"publish_type\":\"DIRECT_PUBLISH\"}"}`,
  s: 'eba1efda0a2c269d3d2c5c5303abd5a357aa8b33fcdd0e1a1286c9896be282a5',
  overBodyAlone: 'ccfdbafa98c06162c4971399a4b53e42f45172deda918e60df60a3ce65d2f64f',
};

const hmac = (secret: string, payload: string | Buffer) =>
  createHmac('sha256', secret).update(payload).digest('hex');

/** Takes `t=…,s=…` apart. */
function partsOf(header: string | string[] | undefined) {
  const [, t = '', s = ''] = /^t=(\d+),s=([0-9a-f]{64})$/.exec(String(header)) ?? [];
  return { t, s };
}

export const cases: readonly WireCase[] = [
  {
    covers: 'webhook-signature',
    row: 31,
    title: 'the documented example: over time, a dot and the body; the body alone gives another',
    async run() {
      expect(Buffer.byteLength(vector.body)).toBe(228);
      expect(hmac(vector.secret, `${vector.t}.${vector.body}`)).toBe(vector.s);
      expect(hmac(vector.secret, vector.body)).toBe(vector.overBodyAlone);
    },
  },
  {
    covers: 'webhook-signature',
    row: 31,
    title: 'every webhook is signed over its exact bytes with the client secret, in TikTok-Signature',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await upload(tiktok, accessToken, { postInfo: { title: 'Brötchen 🥖' } });
      await tiktok.receiver.waitFor('post.publish.publicly_available');
      for (const { body, headers } of tiktok.receiver.deliveries()) {
        const { t, s } = partsOf(headers['tiktok-signature']);
        expect(hmac(tiktok.clientSecret, Buffer.concat([Buffer.from(`${t}.`), body]))).toBe(s);
        expect(hmac(tiktok.clientSecret, body)).not.toBe(s);
        expect(Math.abs(Number(t) - Date.now() / 1000)).toBeLessThan(60);
        expect(headers).not.toHaveProperty('x-tiktok-signature');
      }
    },
  },
  {
    covers: 'webhook-signature',
    title: 'a retry may be signed anew or carry the first signature; both are right',
    async run(tiktok) {
      for (const webhookTimestamp of ['fresh', 'fixed']) {
        await tiktok.control.settings({ webhookTimestamp });
        tiktok.receiver.reset();
        tiktok.receiver.answerWith([500]);
        const { accessToken } = await signIn(tiktok);
        const postInfo = { privacy_level: 'SELF_ONLY' };
        const { publishId } = await upload(tiktok, accessToken, { postInfo });
        await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
        await tiktok.receiver.waitFor('post.publish.complete');
        await tiktok.control.advance(61);
        const attempts = await tiktok.receiver.waitFor('post.publish.complete', 2);
        for (const { body, headers } of attempts) {
          const { t, s } = partsOf(headers['tiktok-signature']);
          expect(hmac(tiktok.clientSecret, `${t}.${body}`)).toBe(s);
        }
      }
    },
  },
  {
    covers: 'webhook-signature',
    title: 'a wrong signature can be played, to see it refused',
    async run(tiktok) {
      await tiktok.control.webhookFault({ kind: 'badSignature', event: 'post.publish.complete' });
      const { accessToken } = await signIn(tiktok);
      await upload(tiktok, accessToken);
      const [delivery] = await tiktok.receiver.waitFor('post.publish.complete');
      const { t, s } = partsOf(delivery?.headers['tiktok-signature']);
      expect(hmac(tiktok.clientSecret, `${t}.${delivery?.body}`)).not.toBe(s);
    },
  },
];
