import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePorts } from '@postbus/testing';
import { describe, expect, test } from 'vitest';
import { isPortFree, portInUse, requireFreePort } from './ports.ts';

describe('a port that is taken', () => {
  test('is named in one line with the variable that moves it', async () => {
    const [port = 0] = await freePorts(1);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    try {
      expect(await isPortFree(port)).toBe(false);
      await expect(requireFreePort('uploader', port, 'UPLOADER_PORT')).rejects.toThrow(
        `Port ${port} (uploader) is in use: end what listens there, or choose another with UPLOADER_PORT=…`,
      );
    } finally {
      await once(server.close(), 'close');
    }
    await expect(requireFreePort('uploader', port, 'UPLOADER_PORT')).resolves.toBeUndefined();
  });

  test('is named together with the others', () => {
    const taken = [
      { name: 'uploader', port: 4002, variable: 'UPLOADER_PORT' },
      { name: 'NATS', port: 4022, variable: 'NATS_PORT' },
    ];
    expect(portInUse(taken)).toBe(
      'Ports 4002 (uploader), 4022 (NATS) are in use: end what listens there, or choose another with UPLOADER_PORT=… NATS_PORT=…',
    );
  });
});
