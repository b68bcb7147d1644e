import { type StreamName, streams } from '@postbus/contracts';
import { connect, Events, type NatsConnection } from 'nats';
import type { Logger } from 'pino';
import { busAddress } from './bus-address.ts';
import { describeError } from './describe-error.ts';
import { ensureStream } from './ensure-stream.ts';
import { backoffMs, pause } from './pause.ts';

const clientOptions = {
  maxReconnectAttempts: -1,
  reconnectTimeWait: 250,
  // Notices a connection that died without a word within a minute.
  pingInterval: 20_000,
  // A password may be changed at the broker first and here later.
  ignoreAuthErrorAbort: true,
  noAsyncTraces: true,
};
const drainTimeoutMs = 5000;

export interface BusOptions {
  /** `nats://user:password@host:4222`, several separated by commas. */
  url: string;
  /** The service's name: shown in NATS, and compared with the owner of a stream. */
  name: string;
  logger: Logger;
}

/** A connection to NATS that outlives every absence of the broker. */
export interface Bus {
  /** The connection; `undefined` until the broker was there for the first time. */
  readonly connection: NatsConnection | undefined;
  isConnected(): boolean;
  /** The connection as soon as the broker is there; `undefined` if the signal is aborted or the bus closed before. */
  connected(signal?: AbortSignal): Promise<NatsConnection | undefined>;
  /** Calls back at the first connection and after each reconnect. Returns a function that ends this. */
  onConnect(callback: () => void): () => void;
  /** Creates the stream if it is missing; brings it up to date if this service owns it. Rejects while the broker is away. */
  ensureStream(name: StreamName): Promise<void>;
  /** Sends what is still to be sent and ends the connection. Stop relays and consumers before. */
  close(): Promise<void>;
}

/** Raised by what needs the broker now while it is away. */
export class BusUnavailableError extends Error {
  override readonly name = 'BusUnavailableError';
  readonly code = 'bus_unavailable';
  readonly retry = 'later';
  constructor() {
    super('the event bus is not reachable');
  }
}

/**
 * Opens the connection to NATS. Resolves at once and never rejects because the broker is away: it keeps trying, first and
 * after every loss. An address that cannot be parsed raises a `TypeError`.
 */
export async function connectBus({ url, name, logger }: BusOptions): Promise<Bus> {
  const options = { ...clientOptions, ...busAddress(url), name };
  const closing = new AbortController();
  const callbacks = new Set<() => void>();
  let connection: NatsConnection | undefined;
  let isUp = false;

  const up = () => {
    isUp = true;
    logger.info('connected to NATS');
    for (const callback of callbacks) callback();
  };

  const follow = async (opened: NatsConnection) => {
    for await (const { type, data, permissionContext } of opened.status()) {
      if (type === Events.Reconnect) up();
      if (type === Events.Disconnect && isUp) {
        isUp = false;
        logger.warn('lost the connection to NATS');
      }
      if (type === Events.Error) logger.warn({ reason: data, permissionContext }, 'NATS reported an error');
    }
  };

  // Ends only with the bus. The client reconnects by itself; should it ever give up, a new one takes its place.
  const stayConnected = async () => {
    for (let failures = 0; !closing.signal.aborted; ) {
      try {
        connection = await connect(options);
        failures = 0;
        if (closing.signal.aborted) return await connection.close();
        up();
        void follow(connection);
        await connection.closed();
        isUp = false;
      } catch (error) {
        failures += 1;
        if (failures === 1) logger.warn({ error: describeError(error) }, 'NATS is away; trying on');
        await pause(backoffMs(failures), closing.signal);
      }
    }
  };
  const stayingConnected = stayConnected();

  const bus: Bus = {
    get connection() {
      return connection;
    },
    isConnected: () => isUp,
    async connected(signal) {
      const stop = AbortSignal.any(signal ? [signal, closing.signal] : [closing.signal]);
      while (!isUp && !stop.aborted) await nextConnect(bus, stop);
      return isUp && !stop.aborted ? connection : undefined;
    },
    onConnect(callback) {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
    async ensureStream(stream) {
      if (!connection || !isUp) throw new BusUnavailableError();
      const { owner } = streams[stream];
      const jsm = await connection.jetstreamManager({ checkAPI: false });
      await ensureStream(jsm, stream, owner === name || owner === 'any');
    },
    async close() {
      closing.abort();
      // Draining waits for the broker, so it needs one and gets a limit.
      if (isUp) await Promise.race([connection?.drain(), pause(drainTimeoutMs)]);
      await connection?.close();
      await stayingConnected;
    },
  };
  return bus;
}

function nextConnect(bus: Bus, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      forget();
      stop.removeEventListener('abort', done);
      resolve();
    };
    const forget = bus.onConnect(done);
    stop.addEventListener('abort', done);
  });
}
