import { createClientToken } from './client-token.ts';
import { accountsOf } from './resources/accounts.ts';
import { postsOf } from './resources/posts.ts';
import { createServices, type Services, type ServiceUrls } from './services.ts';
import { type CallContext, createTransport, type Transport } from './transport.ts';

export interface PostbusOptions {
  urls: ServiceUrls;
  clientId: string;
  clientSecret: string;
  /** Milliseconds since 1970; the system's clock unless told. */
  now?: () => number;
}

/** What can be asked of Postbus. Every call raises `PostbusApiError`. */
export class PostbusCalls {
  readonly accounts: ReturnType<typeof accountsOf>;
  readonly posts: ReturnType<typeof postsOf>;
  /** Every operation of every service, by its path. */
  readonly services: Services;

  constructor(services: Services) {
    this.services = services;
    this.accounts = accountsOf(services);
    this.posts = postsOf(services);
  }
}

/** Postbus, as one client, whose own token it gets, shares among all calls and renews. */
export class Postbus extends PostbusCalls {
  readonly #urls: ServiceUrls;
  readonly #transport: Transport;

  constructor({ urls, clientId, clientSecret, now = Date.now }: PostbusOptions) {
    const clientToken = createClientToken({ baseUrl: urls.authGateway, clientId, clientSecret, now });
    const transport = createTransport({ clientToken });
    super(createServices(urls, transport, {}));
    this.#urls = urls;
    this.#transport = transport;
  }

  /** The same, for calls in the name of something: a workspace, or what caused them. */
  for(context: CallContext): PostbusCalls {
    return new PostbusCalls(createServices(this.#urls, this.#transport, context));
  }

  /** Waits for what is under way and ends the connections. */
  close(): Promise<void> {
    return this.#transport.close();
  }
}
