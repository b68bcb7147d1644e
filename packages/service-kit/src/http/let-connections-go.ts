import fp from 'fastify-plugin';

/**
 * Ends keep-alive connections while the server closes. Fastify ends those that are idle when it begins; one that has a
 * request under way would stay open after the answer, and hold up the end until its keep-alive time is over.
 */
export const letConnectionsGo = fp(
  async (app) => {
    let isClosing = false;
    app.addHook('preClose', async () => {
      isClosing = true;
    });
    app.addHook('onSend', (_request, reply, payload, done) => {
      if (isClosing) reply.header('connection', 'close');
      done(null, payload);
    });
  },
  { name: 'postbus-let-connections-go' },
);
