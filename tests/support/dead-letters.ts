import { connect } from 'nats';

/** Puts a message on the bus that uploader can never take: it ends as a dead letter at once. */
export async function publishOddMessage(natsUrl: string, messageId: string): Promise<void> {
  const { username, password, host } = new URL(natsUrl);
  const nats = await connect({ servers: host, user: username, pass: decodeURIComponent(password) });
  await nats
    .jetstream()
    .publish('webhook.tiktok.post.publish.complete', '{"no":"event"}', { msgID: messageId });
  await nats.close();
}
