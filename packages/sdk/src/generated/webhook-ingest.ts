// Generated from docs/openapi/webhook-ingest.json.

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
    "/api/webhooks/tiktok": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a webhook of TikTok in
         * @description The signature in `TikTok-Signature` is the proof of who calls. Duplicates are welcome.
         */
        post: operations["receiveTikTokWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists webhooks, newest first */
        get: operations["listWebhookEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a webhook with its body */
        get: operations["getWebhookEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-events/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes a webhook again, as a new event */
        post: operations["replayWebhookEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-events/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publishes the webhooks of a time again, as new events
         * @description At most 10,000 at once; if more match, none is. Replays are not repeated themselves.
         */
        post: operations["replayWebhookEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what consumers gave up on, newest first */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a dead letter with its message and where in the code it failed */
        get: operations["getDeadLetter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the message to the consumer that gave up, and to no other */
        post: operations["replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that nothing is to be done about a dead letter */
        post: operations["discardDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workers/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes all webhooks that wait for the bus */
        post: operations["runWebhookRelay"];
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
    receiveTikTokWebhook: {
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
                        /** @enum {boolean} */
                        received: true;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What went wrong, and what to do next */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What went wrong, and what to do next */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What went wrong, and what to do next */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What went wrong, and what to do next */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What went wrong, and what to do next */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
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
    listWebhookEvents: {
        parameters: {
            query?: {
                event?: string;
                userOpenId?: string;
                clientKey?: string;
                published?: boolean;
                /** @description Whether it is on the bus: `failing` was tried and still waits */
                status?: "waiting" | "failing" | "published";
                replayOf?: string;
                /** @description Taken in at or after this moment */
                from?: string;
                /** @description Taken in before this moment */
                to?: string;
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
                            id: string;
                            platform: string;
                            clientKey: string;
                            /** @description The platform's own name */
                            event: string;
                            userOpenId: string | null;
                            /** @description Unix seconds, the platform's clock */
                            createTime: number;
                            /** Format: date-time */
                            receivedAt: string;
                            /** @description Whether it is on the bus: `failing` was tried and still waits */
                            status: "waiting" | "failing" | "published";
                            /** @description How often it was tried to publish it */
                            attempts: number;
                            /** @description Why the last try failed */
                            lastError: string | null;
                            /** @description null while it waits for the bus */
                            publishedAt: string | null;
                            /** @description The webhook that this is a replay of */
                            replayOf: string | null;
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
    getWebhookEvent: {
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
                        id: string;
                        platform: string;
                        clientKey: string;
                        /** @description The platform's own name */
                        event: string;
                        userOpenId: string | null;
                        /** @description Unix seconds, the platform's clock */
                        createTime: number;
                        /** Format: date-time */
                        receivedAt: string;
                        /** @description Whether it is on the bus: `failing` was tried and still waits */
                        status: "waiting" | "failing" | "published";
                        /** @description How often it was tried to publish it */
                        attempts: number;
                        /** @description Why the last try failed */
                        lastError: string | null;
                        /** @description null while it waits for the bus */
                        publishedAt: string | null;
                        /** @description The webhook that this is a replay of */
                        replayOf: string | null;
                        /** @description What it was verified by; null for webhooks of earlier versions, which did not keep it */
                        signature: {
                            /** Format: date-time */
                            signedAt: string;
                            /** @description Which secret of the app `clientKey` had signed, when it was taken in */
                            secret: "current" | "previous";
                        } | null;
                        /** @description Equal for deliveries and replays of the same webhook */
                        externalId: string;
                        /** @description Where it is published on the bus */
                        subject: string;
                        headers: {
                            [key: string]: string;
                        };
                        /** @description As it came */
                        body: string;
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
    replayWebhookEvent: {
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
                        id: string;
                        /** Format: uuid */
                        replayOf: string;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What went wrong, and what to do next */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
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
    replayWebhookEvents: {
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
                    event?: string;
                    userOpenId?: string;
                    clientKey?: string;
                    /**
                     * Format: date-time
                     * @description Taken in at or after this moment
                     */
                    from: string;
                    /**
                     * Format: date-time
                     * @description Taken in before this moment
                     */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What went wrong, and what to do next */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
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
    listDeadLetters: {
        parameters: {
            query?: {
                service?: string;
                consumer?: string;
                /** @description `replayed`: given to its consumer again. If it failed again, that is a dead letter of its own */
                state?: "open" | "replayed" | "discarded";
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
                            id: string;
                            service: string;
                            consumer: string;
                            /** @description Where the message was published at first */
                            subject: string;
                            /** @description null if the message was no event */
                            eventId: string | null;
                            attempts: number;
                            /** Format: date-time */
                            failedAt: string;
                            /** @description `replayed`: given to its consumer again. If it failed again, that is a dead letter of its own */
                            state: "open" | "replayed" | "discarded";
                            /** @description How often it was replayed */
                            replays: number;
                            settledAt: string | null;
                            /** @description The client that replayed or discarded it */
                            settledBy: string | null;
                            /** @description The dead letter whose replay failed again */
                            replayOf: string | null;
                            error: {
                                name: string;
                                code: string | null;
                                message: string;
                            };
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
    getDeadLetter: {
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
                        id: string;
                        service: string;
                        consumer: string;
                        /** @description Where the message was published at first */
                        subject: string;
                        /** @description null if the message was no event */
                        eventId: string | null;
                        attempts: number;
                        /** Format: date-time */
                        failedAt: string;
                        /** @description `replayed`: given to its consumer again. If it failed again, that is a dead letter of its own */
                        state: "open" | "replayed" | "discarded";
                        /** @description How often it was replayed */
                        replays: number;
                        settledAt: string | null;
                        /** @description The client that replayed or discarded it */
                        settledBy: string | null;
                        /** @description The dead letter whose replay failed again */
                        replayOf: string | null;
                        error: {
                            name: string;
                            code: string | null;
                            message: string;
                            stack: string | null;
                        };
                        stream: string;
                        streamSequence: number;
                        messageId: string | null;
                        headers: {
                            [key: string]: string;
                        };
                        /** @description The message as it came */
                        payload: string;
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
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
    replayDeadLetter: {
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
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        service: string;
                        consumer: string;
                        /** @description Where the message was published at first */
                        subject: string;
                        /** @description null if the message was no event */
                        eventId: string | null;
                        attempts: number;
                        /** Format: date-time */
                        failedAt: string;
                        /** @description `replayed`: given to its consumer again. If it failed again, that is a dead letter of its own */
                        state: "open" | "replayed" | "discarded";
                        /** @description How often it was replayed */
                        replays: number;
                        settledAt: string | null;
                        /** @description The client that replayed or discarded it */
                        settledBy: string | null;
                        /** @description The dead letter whose replay failed again */
                        replayOf: string | null;
                        error: {
                            name: string;
                            code: string | null;
                            message: string;
                        };
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What went wrong, and what to do next */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What went wrong, and what to do next */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
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
    discardDeadLetter: {
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
                        id: string;
                        service: string;
                        consumer: string;
                        /** @description Where the message was published at first */
                        subject: string;
                        /** @description null if the message was no event */
                        eventId: string | null;
                        attempts: number;
                        /** Format: date-time */
                        failedAt: string;
                        /** @description `replayed`: given to its consumer again. If it failed again, that is a dead letter of its own */
                        state: "open" | "replayed" | "discarded";
                        /** @description How often it was replayed */
                        replays: number;
                        settledAt: string | null;
                        /** @description The client that replayed or discarded it */
                        settledBy: string | null;
                        /** @description The dead letter whose replay failed again */
                        replayOf: string | null;
                        error: {
                            name: string;
                            code: string | null;
                            message: string;
                        };
                    };
                };
            };
            /** @description What went wrong, and what to do next */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
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
    runWebhookRelay: {
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
                        published: number;
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
