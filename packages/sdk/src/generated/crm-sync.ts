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
        /** Shows a post by its id: for a publication of Postbus, that of the publication */
        get: operations["getCrmPost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/accounts/{id}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the figures of an account over time, with growth and engagement rate */
        get: operations["getCrmAccountMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/accounts/{id}/posting-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows at which hours of the day posts of an account do best */
        get: operations["getCrmPostingHours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/posts/{id}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the figures of a post over time, with growth and engagement rate */
        get: operations["getCrmPostMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what all accounts, or one of them, and their posts gained over time, and the time before */
        get: operations["getCrmMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/trends/hashtags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the hashtags whose posts gain the most views among the workspace's posts */
        get: operations["listCrmHashtagTrends"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/trends/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the posts that gained the most within a time */
        get: operations["listCrmTopPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/metrics.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures of all accounts, or of one of them, over time as CSV */
        get: operations["exportCrmMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/posts.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The posts that were measured within a time, with what they gained, as CSV
         * @description The 10000 posts that gained the most views, if there are more.
         */
        get: operations["exportCrmPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/posts/{id}/metrics.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures of a post over time as CSV */
        get: operations["exportCrmPostMetrics"];
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
                            figures: {
                                followers: number | null;
                                following: number | null;
                                likes: number | null;
                                videos: number | null;
                                /** Format: date-time */
                                measuredAt: string;
                            } | null;
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
                        figures: {
                            followers: number | null;
                            following: number | null;
                            likes: number | null;
                            videos: number | null;
                            /** Format: date-time */
                            measuredAt: string;
                        } | null;
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
                /** @description tiktok: made in the app or with another tool */
                source?: "postbus" | "tiktok";
                /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                status?: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
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
                            id: string;
                            /** @enum {string} */
                            platform: "tiktok";
                            /** @description tiktok: made in the app or with another tool */
                            source: "postbus" | "tiktok";
                            publicationId: string | null;
                            /** Format: uuid */
                            accountId: string;
                            account: {
                                displayName: string | null;
                                username: string | null;
                                avatarUrl: string | null;
                            } | null;
                            postbusPostId: string | null;
                            mode: string | null;
                            status: string;
                            publishId: string | null;
                            postId: string | null;
                            postIds: string[];
                            caption: string | null;
                            hashtags: string[];
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
                            shareUrl: string | null;
                            coverUrl: string | null;
                            missingSince: string | null;
                            figures: {
                                views: number;
                                likes: number;
                                comments: number;
                                shares: number;
                                /** Format: date-time */
                                measuredAt: string;
                            } | null;
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
                        id: string;
                        /** @enum {string} */
                        platform: "tiktok";
                        /** @description tiktok: made in the app or with another tool */
                        source: "postbus" | "tiktok";
                        publicationId: string | null;
                        /** Format: uuid */
                        accountId: string;
                        account: {
                            displayName: string | null;
                            username: string | null;
                            avatarUrl: string | null;
                        } | null;
                        postbusPostId: string | null;
                        mode: string | null;
                        status: string;
                        publishId: string | null;
                        postId: string | null;
                        postIds: string[];
                        caption: string | null;
                        hashtags: string[];
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
                        shareUrl: string | null;
                        coverUrl: string | null;
                        missingSince: string | null;
                        figures: {
                            views: number;
                            likes: number;
                            comments: number;
                            shares: number;
                            /** Format: date-time */
                            measuredAt: string;
                        } | null;
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
    getCrmAccountMetrics: {
        parameters: {
            query?: {
                /** @description The first moment; 30 days before `to` unless told */
                from?: string;
                /** @description The moment that the series ends before; now unless told */
                to?: string;
                /** @description One point for each; hour up to three days and day beyond unless told. In UTC; weeks begin on Monday */
                interval?: "hour" | "day" | "week" | "month";
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
                        /** Format: uuid */
                        accountId: string;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        /** @description hour, day, week or month */
                        interval: string;
                        points: {
                            /**
                             * Format: date-time
                             * @description When the interval begins
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description The last measurement within the interval
                             */
                            measuredAt: string;
                            followers: number | null;
                            following: number | null;
                            likes: number | null;
                            videos: number | null;
                        }[];
                        growth: {
                            followers: {
                                first: number;
                                last: number;
                                gained: number;
                                perDay: number | null;
                                ratio: number | null;
                            } | null;
                            following: {
                                first: number;
                                last: number;
                                gained: number;
                                perDay: number | null;
                                ratio: number | null;
                            } | null;
                            likes: {
                                first: number;
                                last: number;
                                gained: number;
                                perDay: number | null;
                                ratio: number | null;
                            } | null;
                            videos: {
                                first: number;
                                last: number;
                                gained: number;
                                perDay: number | null;
                                ratio: number | null;
                            } | null;
                        };
                        /** @description What the posts that were made within this time add up to, as they stand now */
                        posts: {
                            posts: number;
                            views: number;
                            likes: number;
                            comments: number;
                            shares: number;
                        };
                        engagementRate: number | null;
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
    getCrmPostingHours: {
        parameters: {
            query?: {
                /** @description Posts of so many days, but for the last one */
                days?: number;
                /** @description An IANA name such as Europe/Berlin */
                timeZone?: string;
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
                        /** Format: uuid */
                        accountId: string;
                        timeZone: string;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        /** @description That were measured at the end of their first day */
                        posts: number;
                        best: number | null;
                        hours: {
                            hour: number;
                            posts: number;
                            views: number | null;
                            score: number | null;
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
    getCrmPostMetrics: {
        parameters: {
            query?: {
                /** @description The first moment; 30 days before `to` unless told */
                from?: string;
                /** @description The moment that the series ends before; now unless told */
                to?: string;
                /** @description One point for each; hour up to three days and day beyond unless told. In UTC; weeks begin on Monday */
                interval?: "hour" | "day" | "week" | "month";
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
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        accountId: string;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        /** @description hour, day, week or month */
                        interval: string;
                        points: {
                            /**
                             * Format: date-time
                             * @description When the interval begins
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description The last measurement within the interval
                             */
                            measuredAt: string;
                            views: number;
                            likes: number;
                            comments: number;
                            shares: number;
                            engagementRate: number | null;
                        }[];
                        growth: {
                            views: {
                                first: number;
                                last: number;
                                gained: number;
                                perDay: number | null;
                                ratio: number | null;
                            };
                            likes: {
                                first: number;
                                last: number;
                                gained: number;
                                perDay: number | null;
                                ratio: number | null;
                            };
                            comments: {
                                first: number;
                                last: number;
                                gained: number;
                                perDay: number | null;
                                ratio: number | null;
                            };
                            shares: {
                                first: number;
                                last: number;
                                gained: number;
                                perDay: number | null;
                                ratio: number | null;
                            };
                        } | null;
                        engagementRate: number | null;
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
    getCrmMetrics: {
        parameters: {
            query?: {
                /** @description The first moment; 30 days before `to` unless told */
                from?: string;
                /** @description The moment that the series ends before; now unless told */
                to?: string;
                /** @description One point for each; hour up to three days and day beyond unless told. In UTC; weeks begin on Monday */
                interval?: "hour" | "day" | "week" | "month";
                /** @description Every account unless told */
                accountId?: string;
                /** @description An IANA name such as Europe/Berlin */
                timeZone?: string;
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
                        accountId: string | null;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        /** @description hour, day, week or month */
                        interval: string;
                        timeZone: string;
                        measuredSince: string | null;
                        measuredAt: string | null;
                        /** @description As they stood at the end of the time */
                        totals: {
                            followers: number | null;
                            views: number;
                            likes: number;
                            comments: number;
                            shares: number;
                        };
                        gained: {
                            followers: number | null;
                            views: number;
                            likes: number;
                            comments: number;
                            shares: number;
                            engagementRate: number | null;
                            /** @description Posts that were published, by Postbus or elsewhere */
                            published: number;
                            /** @description Publications that failed */
                            failed: number;
                        };
                        before: {
                            followers: number | null;
                            views: number;
                            likes: number;
                            comments: number;
                            shares: number;
                            engagementRate: number | null;
                            /** @description Posts that were published, by Postbus or elsewhere */
                            published: number;
                            /** @description Publications that failed */
                            failed: number;
                        } | null;
                        points: {
                            /** Format: date-time */
                            at: string;
                            /** @description As they stood at the end of the time */
                            totals: {
                                followers: number | null;
                                views: number;
                                likes: number;
                                comments: number;
                                shares: number;
                            };
                            gained: {
                                followers: number | null;
                                views: number;
                                likes: number;
                                comments: number;
                                shares: number;
                                engagementRate: number | null;
                                /** @description Posts that were published, by Postbus or elsewhere */
                                published: number;
                                /** @description Publications that failed */
                                failed: number;
                            };
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
    listCrmHashtagTrends: {
        parameters: {
            query?: {
                windowHours?: number;
                sort?: "velocity" | "acceleration";
                limit?: number;
                accountId?: string;
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
                        windowHours: number;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        items: {
                            /** @description In lower case, without the sign */
                            hashtag: string;
                            posts: number;
                            /** @description By posts with this hashtag, in the window */
                            viewsGained: number;
                            /** @description Views gained for each hour of the window */
                            velocity: number;
                            /** @description The same of the window before */
                            previousVelocity: number;
                            /** @description The difference of both */
                            acceleration: number;
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
    listCrmTopPosts: {
        parameters: {
            query?: {
                /** @description The first moment; 30 days before `to` unless told */
                from?: string;
                /** @description The moment that the series ends before; now unless told */
                to?: string;
                accountId?: string;
                /** @description engagementRate: of posts that gained 100 views at least */
                sort?: "views" | "likes" | "comments" | "shares" | "engagementRate";
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
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        items: {
                            post: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                platform: "tiktok";
                                /** @description tiktok: made in the app or with another tool */
                                source: "postbus" | "tiktok";
                                publicationId: string | null;
                                /** Format: uuid */
                                accountId: string;
                                account: {
                                    displayName: string | null;
                                    username: string | null;
                                    avatarUrl: string | null;
                                } | null;
                                postbusPostId: string | null;
                                mode: string | null;
                                status: string;
                                publishId: string | null;
                                postId: string | null;
                                postIds: string[];
                                caption: string | null;
                                hashtags: string[];
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
                                shareUrl: string | null;
                                coverUrl: string | null;
                                missingSince: string | null;
                                figures: {
                                    views: number;
                                    likes: number;
                                    comments: number;
                                    shares: number;
                                    /** Format: date-time */
                                    measuredAt: string;
                                } | null;
                                version: number;
                                /** Format: date-time */
                                updatedAt: string;
                            };
                            gained: {
                                views: number;
                                likes: number;
                                comments: number;
                                shares: number;
                            };
                            engagementRate: number | null;
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
    exportCrmMetrics: {
        parameters: {
            query?: {
                /** @description The first moment; 30 days before `to` unless told */
                from?: string;
                /** @description The moment that the series ends before; now unless told */
                to?: string;
                /** @description One point for each; hour up to three days and day beyond unless told. In UTC; weeks begin on Monday */
                interval?: "hour" | "day" | "week" | "month";
                /** @description Every account unless told */
                accountId?: string;
                /** @description An IANA name such as Europe/Berlin */
                timeZone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV by RFC 4180; times in UTC */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
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
    exportCrmPosts: {
        parameters: {
            query?: {
                /** @description The first moment; 30 days before `to` unless told */
                from?: string;
                /** @description The moment that the series ends before; now unless told */
                to?: string;
                accountId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV by RFC 4180; times in UTC */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
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
    exportCrmPostMetrics: {
        parameters: {
            query?: {
                /** @description The first moment; 30 days before `to` unless told */
                from?: string;
                /** @description The moment that the series ends before; now unless told */
                to?: string;
                /** @description One point for each; hour up to three days and day beyond unless told. In UTC; weeks begin on Monday */
                interval?: "hour" | "day" | "week" | "month";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV by RFC 4180; times in UTC */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
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
