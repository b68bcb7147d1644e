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
}
