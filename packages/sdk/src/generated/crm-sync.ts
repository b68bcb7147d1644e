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
}
