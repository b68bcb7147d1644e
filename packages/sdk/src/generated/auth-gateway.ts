// Generated from docs/openapi/auth-gateway.json.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether everything is there that the service needs */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a token
         * @description Client credentials grant (RFC 6749). Send `grant_type=client_credentials`, and optionally `scope`, as `application/x-www-form-urlencoded`; prove yourself by HTTP Basic or by `client_id` and `client_secret` in the form.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys that verify tokens */
        get: operations["getSigningKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this authorization server offers (RFC 8414) */
        get: operations["getServerMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connect-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to connect an account */
        post: operations["createConnectSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/{platform}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Send the browser to the platform */
        get: operations["beginConnect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/{platform}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Take in the platform's answer */
        get: operations["finishConnect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List accounts, the oldest first */
        get: operations["listAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at an account */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/access-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get an access token, refreshed first if it is about to expire */
        post: operations["createAccessToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refresh the tokens now, as after the platform refused the access token */
        post: operations["refreshAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/display-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take one call of TikTok's Display API, before making it with the account's token
         * @description Everybody who calls with tokens of the same platform app shares one count. The call has to be over `endWithinMs` after this was asked; one that is not made counts as one that is. 429 `quota_full` says when to ask again.
         */
        post: operations["takeDisplayCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/display-calls/refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell that TikTok answered a call with `rate_limit_exceeded`: nobody's calls go out for a while */
        post: operations["reportDisplayRefusal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/proxy/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Call TikTok's API with the account's token, which stays here
         * @description What follows `proxy` is the path at TikTok, such as `/v2/user/info/?fields=open_id`. Calls that read are allowed. The answer is TikTok's own: status, body and `x-tt-logid`.
         */
        get: operations["proxyGet"];
        put?: never;
        /**
         * Call TikTok's API with the account's token, which stays here
         * @description What follows `proxy` is the path at TikTok, such as `/v2/user/info/?fields=open_id`. Calls that read are allowed. The answer is TikTok's own: status, body and `x-tt-logid`.
         */
        post: operations["proxyPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platforms/{platform}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a user is connected to a platform */
        get: operations["getConnectionStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platforms/{platform}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disconnect an account: revoke the access, wipe the tokens, keep the history */
        post: operations["disconnectAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workers/token-refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refresh the tokens that are due now, as the sweep does every few minutes */
        post: operations["runTokenRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the clients of the workspace */
        get: operations["listClients"];
        put?: never;
        /** Make a client for an app */
        post: operations["createClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clients/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a client */
        get: operations["getClient"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a client, or disable it */
        patch: operations["updateClient"];
        trace?: never;
    };
    "/api/clients/{id}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a client another secret; the present one works for a while longer */
        post: operations["addClientSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clients/{id}/secrets/{secretId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a secret now */
        delete: operations["removeClientSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platform-apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the platform apps of the workspace */
        get: operations["listPlatformApps"];
        put?: never;
        /** Bring a platform app along */
        post: operations["createPlatformApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platform-apps/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a platform app */
        get: operations["getPlatformApp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a platform app, or disable it */
        patch: operations["updatePlatformApp"];
        trace?: never;
    };
    "/api/platform-apps/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace the secret; webhooks signed with the present one are taken in for a while */
        post: operations["rotatePlatformAppSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/internal/webhook-secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The secrets that webhooks may be signed with, for the service that takes them in */
        get: operations["listWebhookSecrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every workspace */
        get: operations["listWorkspaces"];
        put?: never;
        /** Make a workspace and its first administrator */
        post: operations["createWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in the workspace, the newest first */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Error: {
            error: {
                /** @description Stable, for programs */
                code: string;
                /** @description For developers */
                message: string;
                /** @description For the person in front of the screen, with the next step */
                userMessage: string;
                /** @description Whether the same request may succeed later */
                retryable: boolean;
                details?: unknown;
                correlationId: string;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "live";
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: "ready" | "not_ready";
                        checks: {
                            [key: string]: "ok" | "failed";
                        };
                    };
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: "ready" | "not_ready";
                        checks: {
                            [key: string]: "ok" | "failed";
                        };
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @enum {string} */
                        token_type: "Bearer";
                        /** @description Seconds */
                        expires_in: number;
                        scope: string;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSigningKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getServerMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createConnectSession: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    platform: "tiktok";
                    /** @description Your own id of the user */
                    userId: string;
                    /** @description Where the browser goes afterwards; within the client's allow-list */
                    returnUrl: string;
                    /** @description What to ask the creator for; everything unless told */
                    scopes?: ("user.info.basic" | "user.info.profile" | "user.info.stats" | "video.list" | "video.upload" | "video.publish")[];
                    /** @description Without these the account is not connected; none unless told */
                    requiredScopes?: ("user.info.basic" | "user.info.profile" | "user.info.stats" | "video.list" | "video.upload" | "video.publish")[];
                    /**
                     * Format: uuid
                     * @description Connects this account again, and no other
                     */
                    accountId?: string;
                    /**
                     * Format: uuid
                     * @description The platform app to use; the workspace's own or the default one unless told
                     */
                    platformAppId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Send the creator's browser here */
                        connectUrl: string;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    beginConnect: {
        parameters: {
            query: {
                session: string;
            };
            header?: never;
            path: {
                platform: "tiktok";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the platform's own page */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    finishConnect: {
        parameters: {
            query?: {
                code?: string;
                state?: string;
                error?: string;
                error_type?: string;
            };
            header?: never;
            path: {
                platform: "tiktok";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Back to the app, with `status` */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                platform?: "tiktok";
                userId?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            accountId: string;
                            platform: "tiktok";
                            /** @description The internal app's own id of its user */
                            userId: string;
                            /** @description TikTok's id of the creator within the platform app */
                            openId: string;
                            displayName: string | null;
                            username: string | null;
                            avatarUrl: string | null;
                            grantedScopes: string[];
                            status: "active" | "refreshing" | "reauth_required" | "revoked" | "disconnected";
                            /** @description Counts the changes of this account; the highest is true */
                            version: number;
                            /** Format: date-time */
                            connectedAt: string;
                            tokenExpiresAt: string | null;
                            requestedScopes: string[];
                            nextRefreshAt: string | null;
                            lastError: {
                                code: string;
                                /** Format: date-time */
                                at: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        accountId: string;
                        platform: "tiktok";
                        /** @description The internal app's own id of its user */
                        userId: string;
                        /** @description TikTok's id of the creator within the platform app */
                        openId: string;
                        displayName: string | null;
                        username: string | null;
                        avatarUrl: string | null;
                        grantedScopes: string[];
                        status: "active" | "refreshing" | "reauth_required" | "revoked" | "disconnected";
                        /** @description Counts the changes of this account; the highest is true */
                        version: number;
                        /** Format: date-time */
                        connectedAt: string;
                        tokenExpiresAt: string | null;
                        requestedScopes: string[];
                        nextRefreshAt: string | null;
                        lastError: {
                            code: string;
                            /** Format: date-time */
                            at: string;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        platformApp: {
                            /** @description Whether the platform lets it post publicly */
                            audited: boolean;
                            /** @description Domains, and URL prefixes, that the platform fetches files from; empty if unknown */
                            verifiedUrls: string[];
                        } | null;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createAccessToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        /** Format: date-time */
                        expiresAt: string;
                        openId: string;
                        grantedScopes: string[];
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    refreshAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        accountId: string;
                        platform: "tiktok";
                        /** @description The internal app's own id of its user */
                        userId: string;
                        /** @description TikTok's id of the creator within the platform app */
                        openId: string;
                        displayName: string | null;
                        username: string | null;
                        avatarUrl: string | null;
                        grantedScopes: string[];
                        status: "active" | "refreshing" | "reauth_required" | "revoked" | "disconnected";
                        /** @description Counts the changes of this account; the highest is true */
                        version: number;
                        /** Format: date-time */
                        connectedAt: string;
                        tokenExpiresAt: string | null;
                        requestedScopes: string[];
                        nextRefreshAt: string | null;
                        lastError: {
                            code: string;
                            /** Format: date-time */
                            at: string;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    takeDisplayCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    endpoint: "user_info" | "video_list" | "video_query";
                    /**
                     * @description Calls of this minute that are to stay for others; for work that can wait
                     * @default 0
                     */
                    leave?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        endWithinMs: number;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    reportDisplayRefusal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    endpoint: "user_info" | "video_list" | "video_query";
                    /** @default 60 */
                    retryAfterSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    proxyGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description TikTok's answer */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    proxyPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description TikTok's answer */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getConnectionStatus: {
        parameters: {
            query: {
                userId: string;
            };
            header?: never;
            path: {
                platform: "tiktok";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        platform: "tiktok";
                        userId: string;
                        /** @description Whether at least one account is active */
                        connected: boolean;
                        accounts: {
                            /** Format: uuid */
                            accountId: string;
                            platform: "tiktok";
                            /** @description The internal app's own id of its user */
                            userId: string;
                            /** @description TikTok's id of the creator within the platform app */
                            openId: string;
                            displayName: string | null;
                            username: string | null;
                            avatarUrl: string | null;
                            grantedScopes: string[];
                            status: "active" | "refreshing" | "reauth_required" | "revoked" | "disconnected";
                            /** @description Counts the changes of this account; the highest is true */
                            version: number;
                            /** Format: date-time */
                            connectedAt: string;
                            tokenExpiresAt: string | null;
                            requestedScopes: string[];
                            nextRefreshAt: string | null;
                            lastError: {
                                code: string;
                                /** Format: date-time */
                                at: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        }[];
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    disconnectAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                platform: "tiktok";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    accountId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        accountId: string;
                        platform: "tiktok";
                        /** @description The internal app's own id of its user */
                        userId: string;
                        /** @description TikTok's id of the creator within the platform app */
                        openId: string;
                        displayName: string | null;
                        username: string | null;
                        avatarUrl: string | null;
                        grantedScopes: string[];
                        status: "active" | "refreshing" | "reauth_required" | "revoked" | "disconnected";
                        /** @description Counts the changes of this account; the highest is true */
                        version: number;
                        /** Format: date-time */
                        connectedAt: string;
                        tokenExpiresAt: string | null;
                        requestedScopes: string[];
                        nextRefreshAt: string | null;
                        lastError: {
                            code: string;
                            /** Format: date-time */
                            at: string;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    runTokenRefresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Accounts that this sweep took up */
                        due: number;
                        refreshed: number;
                        /** @description For a passing reason; due again later */
                        failed: number;
                        reauthRequired: number;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listClients: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            clientId: string;
                            name: string;
                            scopes: ("accounts:read" | "accounts:connect" | "tokens:read" | "tokens:proxy" | "posts:read" | "posts:write" | "media:write" | "webhooks:read" | "webhooks:replay" | "webhooks:verify" | "crm:read" | "endpoints:write" | "workers:run" | "admin")[];
                            /** @description Where a connect flow may send the browser back to: these paths and what is below them */
                            returnUrls: string[];
                            /** Format: date-time */
                            createdAt: string;
                            disabledAt: string | null;
                            secrets: {
                                /** Format: uuid */
                                secretId: string;
                                /** Format: date-time */
                                createdAt: string;
                                expiresAt: string | null;
                            }[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createClient: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: ("accounts:read" | "accounts:connect" | "tokens:read" | "tokens:proxy" | "posts:read" | "posts:write" | "media:write" | "webhooks:read" | "webhooks:replay" | "webhooks:verify" | "crm:read" | "endpoints:write" | "workers:run" | "admin")[];
                    /** @description Where a connect flow may send the browser back to: these paths and what is below them */
                    returnUrls?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        clientId: string;
                        /** @description Shown here and never again */
                        clientSecret: string;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        clientId: string;
                        name: string;
                        scopes: ("accounts:read" | "accounts:connect" | "tokens:read" | "tokens:proxy" | "posts:read" | "posts:write" | "media:write" | "webhooks:read" | "webhooks:replay" | "webhooks:verify" | "crm:read" | "endpoints:write" | "workers:run" | "admin")[];
                        /** @description Where a connect flow may send the browser back to: these paths and what is below them */
                        returnUrls: string[];
                        /** Format: date-time */
                        createdAt: string;
                        disabledAt: string | null;
                        secrets: {
                            /** Format: uuid */
                            secretId: string;
                            /** Format: date-time */
                            createdAt: string;
                            expiresAt: string | null;
                        }[];
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    scopes?: ("accounts:read" | "accounts:connect" | "tokens:read" | "tokens:proxy" | "posts:read" | "posts:write" | "media:write" | "webhooks:read" | "webhooks:replay" | "webhooks:verify" | "crm:read" | "endpoints:write" | "workers:run" | "admin")[];
                    /** @description Where a connect flow may send the browser back to: these paths and what is below them */
                    returnUrls?: string[];
                    /** @description It gets no more tokens; those it has live up to 15 minutes */
                    disabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        clientId: string;
                        name: string;
                        scopes: ("accounts:read" | "accounts:connect" | "tokens:read" | "tokens:proxy" | "posts:read" | "posts:write" | "media:write" | "webhooks:read" | "webhooks:replay" | "webhooks:verify" | "crm:read" | "endpoints:write" | "workers:run" | "admin")[];
                        /** @description Where a connect flow may send the browser back to: these paths and what is below them */
                        returnUrls: string[];
                        /** Format: date-time */
                        createdAt: string;
                        disabledAt: string | null;
                        secrets: {
                            /** Format: uuid */
                            secretId: string;
                            /** Format: date-time */
                            createdAt: string;
                            expiresAt: string | null;
                        }[];
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    addClientSecret: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A day unless told */
                    previousValidForSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        secretId: string;
                        /** @description Shown here and never again */
                        clientSecret: string;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    removeClientSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                secretId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listPlatformApps: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            platformAppId: string;
                            platform: "tiktok";
                            clientKey: string;
                            name: string;
                            verifiedUrls: string[];
                            /** @description Whether the platform lets it post publicly */
                            audited: boolean;
                            usesPkce: boolean;
                            /** @description New accounts of this workspace are connected with it */
                            isDefault: boolean;
                            previousSecretExpiresAt: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            disabledAt: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createPlatformApp: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    platform: "tiktok";
                    name: string;
                    clientKey: string;
                    clientSecret: string;
                    verifiedUrls?: string[];
                    /** @description Whether the platform lets it post publicly */
                    audited?: boolean;
                    usesPkce?: boolean;
                    /** @description New accounts of this workspace are connected with it */
                    isDefault?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        platformAppId: string;
                        platform: "tiktok";
                        clientKey: string;
                        name: string;
                        verifiedUrls: string[];
                        /** @description Whether the platform lets it post publicly */
                        audited: boolean;
                        usesPkce: boolean;
                        /** @description New accounts of this workspace are connected with it */
                        isDefault: boolean;
                        previousSecretExpiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        disabledAt: string | null;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getPlatformApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        platformAppId: string;
                        platform: "tiktok";
                        clientKey: string;
                        name: string;
                        verifiedUrls: string[];
                        /** @description Whether the platform lets it post publicly */
                        audited: boolean;
                        usesPkce: boolean;
                        /** @description New accounts of this workspace are connected with it */
                        isDefault: boolean;
                        previousSecretExpiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        disabledAt: string | null;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updatePlatformApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    verifiedUrls?: string[];
                    /** @description Whether the platform lets it post publicly */
                    audited?: boolean;
                    usesPkce?: boolean;
                    /** @description New accounts of this workspace are connected with it */
                    isDefault?: boolean;
                    /** @description It connects nothing new */
                    disabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        platformAppId: string;
                        platform: "tiktok";
                        clientKey: string;
                        name: string;
                        verifiedUrls: string[];
                        /** @description Whether the platform lets it post publicly */
                        audited: boolean;
                        usesPkce: boolean;
                        /** @description New accounts of this workspace are connected with it */
                        isDefault: boolean;
                        previousSecretExpiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        disabledAt: string | null;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rotatePlatformAppSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    clientSecret: string;
                    /** @description How long webhooks signed with the present secret are still taken in; 73 hours unless told */
                    previousValidForSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        platformAppId: string;
                        platform: "tiktok";
                        clientKey: string;
                        name: string;
                        verifiedUrls: string[];
                        /** @description Whether the platform lets it post publicly */
                        audited: boolean;
                        usesPkce: boolean;
                        /** @description New accounts of this workspace are connected with it */
                        isDefault: boolean;
                        previousSecretExpiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        disabledAt: string | null;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listWebhookSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apps: {
                            clientKey: string;
                            secrets: string[];
                        }[];
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listWorkspaces: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            workspaceId: string;
                            name: string;
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createWorkspace: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        workspaceId: string;
                        administrator: {
                            /** Format: uuid */
                            clientId: string;
                            /** @description Shown here and never again */
                            clientSecret: string;
                        };
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                accountId?: string;
                correlationId?: string;
                since?: string;
                until?: string;
                /** @description `nextCursor` of the page before */
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description Its place in the chain */
                            seq: number;
                            /** Format: date-time */
                            at: string;
                            /** @description The id of a client, or `creator`, `platform`, `system` */
                            actor: string;
                            action: string;
                            accountId: string | null;
                            correlationId: string;
                            details: {
                                [key: string]: unknown;
                            };
                            hash: string;
                        }[];
                        nextCursor: number | null;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
