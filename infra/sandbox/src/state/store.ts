import type { App } from './app.ts';
import type { AppPost, PinnedFigures } from './app-post.ts';
import { type Creator, defaultCreators } from './creator.ts';
import type { Delivery } from './delivery.ts';
import type { PlannedOutcome, PublishTask } from './publish-task.ts';
import type { QrCode } from './qr-code.ts';
import { createSettings, mergeSettings, type Settings, type SettingsPatch } from './settings.ts';
import type { AccessToken, AuthorizationCode, ClientToken, RefreshToken } from './tokens.ts';

/** Everything the sandbox knows. Plain data, so that it can be saved. */
export interface Store {
  settings: Settings;
  apps: Map<string, App>;
  creators: Map<string, Creator>;
  codes: Map<string, AuthorizationCode>;
  qrCodes: Map<string, QrCode>;
  accessTokens: Map<string, AccessToken>;
  refreshTokens: Map<string, RefreshToken>;
  clientTokens: Map<string, ClientToken>;
  tasks: Map<string, PublishTask>;
  /** Publish ids by upload id. */
  uploads: Map<string, string>;
  deliveries: Delivery[];
  outcomes: PlannedOutcome[];
  /** By post id. */
  appPosts: Map<string, AppPost>;
  /** By post id. */
  pinnedFigures: Map<string, PinnedFigures>;
  /** Times of accepted calls in the last minute by app and bucket, where an app's users share a window. */
  appWindows: Map<string, Record<string, number[]>>;
}

/** What a fresh sandbox starts with. */
export interface Seed {
  app: App;
  settings: SettingsPatch;
}

export function createStore(seed: Seed): Store {
  return {
    settings: createSettings(seed.settings),
    apps: new Map([[seed.app.clientKey, structuredClone(seed.app)]]),
    creators: new Map(defaultCreators().map((creator) => [creator.username, creator])),
    codes: new Map(),
    qrCodes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    clientTokens: new Map(),
    tasks: new Map(),
    uploads: new Map(),
    deliveries: [],
    outcomes: [],
    appPosts: new Map(),
    pinnedFigures: new Map(),
    appWindows: new Map(),
  };
}

/** Goes on with a saved store; what this start was told about its app and settings wins. */
export function restoreStore(saved: Store, seed: Seed): Store {
  const store = { ...createStore(seed), ...saved, settings: mergeSettings(saved.settings, seed.settings) };
  store.apps.set(seed.app.clientKey, structuredClone(seed.app));
  return store;
}

/** Empties the store and seeds it anew; whoever holds it keeps a valid reference. */
export function resetStore(store: Store, seed: Seed): void {
  Object.assign(store, createStore(seed));
}
