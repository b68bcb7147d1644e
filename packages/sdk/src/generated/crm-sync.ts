// Generated from docs/openapi/crm-sync.json.

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
    "/api/crm/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists accounts */
        get: operations["listCrmAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an account */
        get: operations["getCrmAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists posts */
        get: operations["listCrmPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/posts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a post by its publication id */
        get: operations["getCrmPost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists endpoints */
        get: operations["listEndpoints"];
        put?: never;
        /** Has events sent to an address, signed by Standard Webhooks */
        post: operations["createEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an endpoint */
        get: operations["getEndpoint"];
        put?: never;
        post?: never;
        /** Removes an endpoint and its deliveries */
        delete: operations["deleteEndpoint"];
        options?: never;
        head?: never;
        /** Changes address, filters or description */
        patch: operations["changeEndpoint"];
        trace?: never;
    };
    "/api/endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a new secret; the present one signs too for a while */
        post: operations["rotateEndpointSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/endpoints/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends it events again, first those that wait */
        post: operations["enableEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/endpoints/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends it no more events */
        post: operations["disableEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test, once, and tells what came of it
         * @description Works for an endpoint that is disabled, too. Takes as long as the endpoint: 20 s at most.
         */
        post: operations["testEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was and will be sent to an endpoint */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a delivery and all of its tries */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends an event again, with the same webhook-id
         * @description Makes a new delivery, which is tried as often as the first. One that waits for its next try is sent now instead.
         */
        post: operations["resendDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Server-Sent Events: everything that happens in the workspace
         * @description Each message has the type of the event as `event`, the event as `data`, and an `id` to resume with as `Last-Event-ID`: nothing is lost or repeated. `reset` says that what came after that id is no longer kept. A connection that does not keep up is ended; it resumes.
         */
        get: operations["streamEvents"];
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
    listCrmAccounts: {
        parameters: {
            query?: {
                status?: "active" | "refreshing" | "reauth_required" | "revoked" | "disconnected";
                platform?: "tiktok";
                userId?: string;
                openId?: string;
                username?: string;
                /** @description A minus sign puts the newest first */
                sort?: "createdAt" | "-createdAt" | "connectedAt" | "-connectedAt" | "updatedAt" | "-updatedAt";
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
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
                            platform: string;
                            userId: string;
                            openId: string;
                            displayName: string | null;
                            username: string | null;
                            avatarUrl: string | null;
                            grantedScopes: string[];
                            status: string;
                            /** Format: date-time */
                            connectedAt: string;
                            tokenExpiresAt: string | null;
                            version: number;
                            /** Format: date-time */
                            updatedAt: string;
                        }[];
                        /** @description null on the last page */
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
    getCrmAccount: {
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
                        platform: string;
                        userId: string;
                        openId: string;
                        displayName: string | null;
                        username: string | null;
                        avatarUrl: string | null;
                        grantedScopes: string[];
                        status: string;
                        /** Format: date-time */
                        connectedAt: string;
                        tokenExpiresAt: string | null;
                        version: number;
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
    listCrmPosts: {
        parameters: {
            query?: {
                publicationId?: string;
                accountId?: string;
                /** @description unconfirmed: the platform may or may not have taken the request; being settled */
                status?: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "failed" | "cancelled" | "unconfirmed";
                publishId?: string;
                /** @description A 64-bit number as a string of digits */
                postId?: string;
                /** @description A minus sign puts the newest first */
                sort?: "createdAt" | "-createdAt" | "publishedAt" | "-publishedAt" | "updatedAt" | "-updatedAt";
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
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
                            publicationId: string;
                            /** @enum {string} */
                            platform: "tiktok";
                            /** Format: uuid */
                            accountId: string;
                            account: {
                                displayName: string | null;
                                username: string | null;
                                avatarUrl: string | null;
                            } | null;
                            /** @description The post at Postbus that this is one publication of */
                            postbusPostId: string;
                            mode: string;
                            status: string;
                            publishId: string | null;
                            postId: string | null;
                            postIds: string[];
                            caption: string | null;
                            mediaId: string | null;
                            failure: {
                                /** @description The platform's code, or one of Postbus */
                                code: string;
                                message: string;
                                /** @description For the support of the platform */
                                logId: string | null;
                                retryable: boolean;
                            } | null;
                            scheduledAt: string | null;
                            publishedAt: string | null;
                            version: number;
                            /** Format: date-time */
                            updatedAt: string;
                        }[];
                        /** @description null on the last page */
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
    getCrmPost: {
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
                        publicationId: string;
                        /** @enum {string} */
                        platform: "tiktok";
                        /** Format: uuid */
                        accountId: string;
                        account: {
                            displayName: string | null;
                            username: string | null;
                            avatarUrl: string | null;
                        } | null;
                        /** @description The post at Postbus that this is one publication of */
                        postbusPostId: string;
                        mode: string;
                        status: string;
                        publishId: string | null;
                        postId: string | null;
                        postIds: string[];
                        caption: string | null;
                        mediaId: string | null;
                        failure: {
                            /** @description The platform's code, or one of Postbus */
                            code: string;
                            message: string;
                            /** @description For the support of the platform */
                            logId: string | null;
                            retryable: boolean;
                        } | null;
                        scheduledAt: string | null;
                        publishedAt: string | null;
                        version: number;
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
    listEndpoints: {
        parameters: {
            query?: {
                /** @description A minus sign puts the newest first */
                sort?: "createdAt" | "-createdAt";
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
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
                            endpointId: string;
                            url: string;
                            description: string | null;
                            events: string[];
                            status: "enabled" | "disabled";
                            disabledReason: ("by_hand" | "gone" | "failing") | null;
                            disabledAt: string | null;
                            failingSince: string | null;
                            pausedUntil: string | null;
                            previousSecretExpiresAt: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        }[];
                        /** @description null on the last page */
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
    createEndpoint: {
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
                    /** @description An https address. http and private addresses only for hosts on ENDPOINT_ALLOWED_HOSTS */
                    url: string;
                    /** @description Compared with the type of an event (`post.status`) and its topic (`post.status.tiktok.published`). `*` stands for one part, `>` at the end for one or more */
                    events?: string[];
                    description?: string | null;
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
                        endpointId: string;
                        url: string;
                        description: string | null;
                        events: string[];
                        status: "enabled" | "disabled";
                        disabledReason: ("by_hand" | "gone" | "failing") | null;
                        disabledAt: string | null;
                        failingSince: string | null;
                        pausedUntil: string | null;
                        previousSecretExpiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description What signatures are verified with. Shown this once */
                        secret: string;
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
    getEndpoint: {
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
                        endpointId: string;
                        url: string;
                        description: string | null;
                        events: string[];
                        status: "enabled" | "disabled";
                        disabledReason: ("by_hand" | "gone" | "failing") | null;
                        disabledAt: string | null;
                        failingSince: string | null;
                        pausedUntil: string | null;
                        previousSecretExpiresAt: string | null;
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
    deleteEndpoint: {
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
    changeEndpoint: {
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
                    /** @description An https address. http and private addresses only for hosts on ENDPOINT_ALLOWED_HOSTS */
                    url?: string;
                    /** @description Compared with the type of an event (`post.status`) and its topic (`post.status.tiktok.published`). `*` stands for one part, `>` at the end for one or more */
                    events?: string[];
                    description?: string | null;
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
                        endpointId: string;
                        url: string;
                        description: string | null;
                        events: string[];
                        status: "enabled" | "disabled";
                        disabledReason: ("by_hand" | "gone" | "failing") | null;
                        disabledAt: string | null;
                        failingSince: string | null;
                        pausedUntil: string | null;
                        previousSecretExpiresAt: string | null;
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
    rotateEndpointSecret: {
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
                    /**
                     * @description How long the secret before goes on signing beside the new one
                     * @default 24
                     */
                    overlapHours?: number;
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
                        endpointId: string;
                        url: string;
                        description: string | null;
                        events: string[];
                        status: "enabled" | "disabled";
                        disabledReason: ("by_hand" | "gone" | "failing") | null;
                        disabledAt: string | null;
                        failingSince: string | null;
                        pausedUntil: string | null;
                        previousSecretExpiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description What signatures are verified with. Shown this once */
                        secret: string;
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
    enableEndpoint: {
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
                        endpointId: string;
                        url: string;
                        description: string | null;
                        events: string[];
                        status: "enabled" | "disabled";
                        disabledReason: ("by_hand" | "gone" | "failing") | null;
                        disabledAt: string | null;
                        failingSince: string | null;
                        pausedUntil: string | null;
                        previousSecretExpiresAt: string | null;
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
    disableEndpoint: {
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
                        endpointId: string;
                        url: string;
                        description: string | null;
                        events: string[];
                        status: "enabled" | "disabled";
                        disabledReason: ("by_hand" | "gone" | "failing") | null;
                        disabledAt: string | null;
                        failingSince: string | null;
                        pausedUntil: string | null;
                        previousSecretExpiresAt: string | null;
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
    testEndpoint: {
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
                        deliveryId: string;
                        /** Format: uuid */
                        endpointId: string;
                        eventType: string;
                        /** @description pending: waits for its time. failed: is not tried again */
                        status: "pending" | "sending" | "succeeded" | "failed";
                        isTest: boolean;
                        resendOf: string | null;
                        /** @description Tries that the endpoint did not take */
                        failures: number;
                        nextAttemptAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        endedAt: string | null;
                        request: {
                            /** Format: uuid */
                            webhookId: string;
                            /** @description The event, as it is sent */
                            body: string;
                        };
                        attempts: {
                            number: number;
                            url: string;
                            /** Format: date-time */
                            startedAt: string;
                            latencyMs: number | null;
                            statusCode: number | null;
                            responseBody: string | null;
                            error: {
                                /** @description unexpected_status, redirect_not_followed, timeout, address_refused or connection_failed */
                                code: string;
                                message: string;
                            } | null;
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
    listDeliveries: {
        parameters: {
            query?: {
                /** @description pending: waits for its time. failed: is not tried again */
                status?: "pending" | "sending" | "succeeded" | "failed";
                /** @description A minus sign puts the newest first */
                sort?: "createdAt" | "-createdAt";
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
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
                        items: {
                            /** Format: uuid */
                            deliveryId: string;
                            /** Format: uuid */
                            endpointId: string;
                            eventType: string;
                            /** @description pending: waits for its time. failed: is not tried again */
                            status: "pending" | "sending" | "succeeded" | "failed";
                            isTest: boolean;
                            resendOf: string | null;
                            /** @description Tries that the endpoint did not take */
                            failures: number;
                            nextAttemptAt: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            endedAt: string | null;
                            request: {
                                /** Format: uuid */
                                webhookId: string;
                                /** @description The event, as it is sent */
                                body: string;
                            };
                            attempts: {
                                number: number;
                                url: string;
                                /** Format: date-time */
                                startedAt: string;
                                latencyMs: number | null;
                                statusCode: number | null;
                                responseBody: string | null;
                                error: {
                                    /** @description unexpected_status, redirect_not_followed, timeout, address_refused or connection_failed */
                                    code: string;
                                    message: string;
                                } | null;
                            }[];
                        }[];
                        /** @description null on the last page */
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
    getDelivery: {
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
                        deliveryId: string;
                        /** Format: uuid */
                        endpointId: string;
                        eventType: string;
                        /** @description pending: waits for its time. failed: is not tried again */
                        status: "pending" | "sending" | "succeeded" | "failed";
                        isTest: boolean;
                        resendOf: string | null;
                        /** @description Tries that the endpoint did not take */
                        failures: number;
                        nextAttemptAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        endedAt: string | null;
                        request: {
                            /** Format: uuid */
                            webhookId: string;
                            /** @description The event, as it is sent */
                            body: string;
                        };
                        attempts: {
                            number: number;
                            url: string;
                            /** Format: date-time */
                            startedAt: string;
                            latencyMs: number | null;
                            statusCode: number | null;
                            responseBody: string | null;
                            error: {
                                /** @description unexpected_status, redirect_not_followed, timeout, address_refused or connection_failed */
                                code: string;
                                message: string;
                            } | null;
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
    resendDelivery: {
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
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        deliveryId: string;
                        /** Format: uuid */
                        endpointId: string;
                        eventType: string;
                        /** @description pending: waits for its time. failed: is not tried again */
                        status: "pending" | "sending" | "succeeded" | "failed";
                        isTest: boolean;
                        resendOf: string | null;
                        /** @description Tries that the endpoint did not take */
                        failures: number;
                        nextAttemptAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        endedAt: string | null;
                        request: {
                            /** Format: uuid */
                            webhookId: string;
                            /** @description The event, as it is sent */
                            body: string;
                        };
                        attempts: {
                            number: number;
                            url: string;
                            /** Format: date-time */
                            startedAt: string;
                            latencyMs: number | null;
                            statusCode: number | null;
                            responseBody: string | null;
                            error: {
                                /** @description unexpected_status, redirect_not_followed, timeout, address_refused or connection_failed */
                                code: string;
                                message: string;
                            } | null;
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
    streamEvents: {
        parameters: {
            query?: {
                /** @description Filters as of an endpoint, separated by commas: `post.status.*.published,account.>` */
                events?: string;
            };
            header?: {
                /** @description The id of the last event that was received */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
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
