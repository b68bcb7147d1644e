// Generated from docs/openapi/uploader.json.

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
    "/api/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a resumable upload (tus 1.0, up to 4 GiB)
         * @description Send Upload-Length and Upload-Metadata (filename, filetype, convert); Location names the upload, its last part is the media id. Then PATCH and HEAD as tus.io says; `convert: true` in the metadata makes an H.264 MP4 of a video that TikTok would refuse. Upload-Checksum is taken, by sha1, sha256 and md5. The answer to the last byte is 422 if the file is neither a video nor a JPEG, PNG or WebP photo.
         */
        post: operations["createMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fetch a file from an address
         * @description Answers at once; `GET /api/media/:mediaId` tells how it goes: `importing`, then `ready` or `failed`.
         */
        post: operations["importMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/{mediaId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file and what was found in it */
        get: operations["getMedia"];
        put?: never;
        post?: never;
        /**
         * Remove a file
         * @description Also ends an upload that is not finished (tus termination).
         */
        delete: operations["deleteMedia"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/slideshows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a video of images
         * @description An upright H.264 MP4 of 1080×1920 and 30 pictures a second. Answers at once; `GET /api/media/:mediaId` tells how it goes: `encoding` with its `progress`, then `ready` or `failed`.
         */
        post: operations["createSlideshow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/{mediaId}/convert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a video that TikTok would refuse into one that it takes
         * @description Of container, codec, size and frame rate; how long it is stays. What TikTok takes already stays as it is. Answers at once, as a slideshow does.
         */
        post: operations["convertMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/{mediaId}/cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The picture that a video shows at a moment
         * @description A JPEG of at most 1080 pixels of width; for `videoCoverTimestampMs` of a post.
         */
        get: operations["getCover"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/{mediaId}/{signature}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file, as TikTok fetches it: by a signed address, good for two hours */
        get: operations["fetchMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/creator-info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the creator allows just now, for the page where a post is made */
        get: operations["getCreatorInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much the creator may still do, and when more is free */
        get: operations["getQuota"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tiktok/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a video or photos on a TikTok account */
        post: operations["uploadToTikTok"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tiktok/status/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a publication stands, by publication id or publish id */
        get: operations["getTikTokStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Server-Sent Events about a post on its way, until all of its publications have ended
         * @description `progress` tells `{ publicationId, accountId, status, version, bytes: { sent, total }, bytesPerSecond }`, at first and whenever that changes; `end` that nothing more will come. A connection that ends without it is opened again.
         */
        get: operations["followPost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Posts, newest first */
        get: operations["listPosts"];
        put?: never;
        /**
         * Publish a video or photos on one or many accounts, now or at a time, or keep it as a draft
         * @description With `dryRun=true` every check is run, TikTok is asked what the creators allow, and nothing is made.
         */
        post: operations["createPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A post with every attempt at it */
        get: operations["getPost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a draft or a scheduled post, or publish a draft */
        patch: operations["updatePost"];
        trace?: never;
    };
    "/api/posts/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel what TikTok cannot publish yet, or ask it to give up what it is fetching */
        post: operations["cancelPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin anew what has failed or was cancelled, where that cannot make a second post */
        post: operations["retryPost"];
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
    createMedia: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begun; `Location` says where to send the bytes */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
    importMedia: {
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
                    /** @description http or https; never a private address */
                    url: string;
                    fileName?: string;
                    /** @description Make an H.264 MP4 of a video that TikTok would refuse */
                    convert?: boolean;
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
                        /** Format: uuid */
                        mediaId: string;
                        /**
                         * @description `failed`: an import or an encoding that came to nothing; `failure` tells why
                         * @enum {unknown}
                         */
                        status: "uploading" | "importing" | "encoding" | "ready" | "failed";
                        failure: {
                            code: string;
                            message: string;
                        } | null;
                        progress: number | null;
                        fileName: string | null;
                        kind: ("video" | "photo") | null;
                        sizeBytes: number | null;
                        container: string | null;
                        mimeType: string | null;
                        codec: string | null;
                        width: number | null;
                        height: number | null;
                        framesPerSecond: number | null;
                        durationMs: number | null;
                        /** Format: date-time */
                        createdAt: string;
                        readyAt: string | null;
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
    getMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mediaId: string;
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
                        mediaId: string;
                        /**
                         * @description `failed`: an import or an encoding that came to nothing; `failure` tells why
                         * @enum {unknown}
                         */
                        status: "uploading" | "importing" | "encoding" | "ready" | "failed";
                        failure: {
                            code: string;
                            message: string;
                        } | null;
                        progress: number | null;
                        fileName: string | null;
                        kind: ("video" | "photo") | null;
                        sizeBytes: number | null;
                        container: string | null;
                        mimeType: string | null;
                        codec: string | null;
                        width: number | null;
                        height: number | null;
                        framesPerSecond: number | null;
                        durationMs: number | null;
                        /** Format: date-time */
                        createdAt: string;
                        readyAt: string | null;
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
    deleteMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mediaId: string;
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
    createSlideshow: {
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
                    /** @description Photos, in their order */
                    mediaIds: string[];
                    /** @default 3 */
                    secondsPerImage?: number;
                    /**
                     * @description How long one image turns into the next; 0 for a cut
                     * @default 0.5
                     */
                    fadeSeconds?: number;
                    /**
                     * @description Around images of another shape than the video
                     * @default #000000
                     */
                    background?: string;
                    fileName?: string;
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
                        /** Format: uuid */
                        mediaId: string;
                        /**
                         * @description `failed`: an import or an encoding that came to nothing; `failure` tells why
                         * @enum {unknown}
                         */
                        status: "uploading" | "importing" | "encoding" | "ready" | "failed";
                        failure: {
                            code: string;
                            message: string;
                        } | null;
                        progress: number | null;
                        fileName: string | null;
                        kind: ("video" | "photo") | null;
                        sizeBytes: number | null;
                        container: string | null;
                        mimeType: string | null;
                        codec: string | null;
                        width: number | null;
                        height: number | null;
                        framesPerSecond: number | null;
                        durationMs: number | null;
                        /** Format: date-time */
                        createdAt: string;
                        readyAt: string | null;
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
            413: {
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
    convertMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mediaId: string;
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
                        mediaId: string;
                        /**
                         * @description `failed`: an import or an encoding that came to nothing; `failure` tells why
                         * @enum {unknown}
                         */
                        status: "uploading" | "importing" | "encoding" | "ready" | "failed";
                        failure: {
                            code: string;
                            message: string;
                        } | null;
                        progress: number | null;
                        fileName: string | null;
                        kind: ("video" | "photo") | null;
                        sizeBytes: number | null;
                        container: string | null;
                        mimeType: string | null;
                        codec: string | null;
                        width: number | null;
                        height: number | null;
                        framesPerSecond: number | null;
                        durationMs: number | null;
                        /** Format: date-time */
                        createdAt: string;
                        readyAt: string | null;
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
    getCover: {
        parameters: {
            query?: {
                timestampMs?: number;
            };
            header?: never;
            path: {
                mediaId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
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
            /** @description The picture */
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
    fetchMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mediaId: string;
                signature: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What went wrong, and what to do next */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The bytes, or a range of them */
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
    getCreatorInfo: {
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
                        /** @description Good for two hours */
                        creatorAvatarUrl?: string;
                        creatorUsername: string;
                        /** @description The name to show */
                        creatorNickname: string;
                        /** @description Exactly these may be offered, with none chosen beforehand */
                        privacyLevelOptions: string[];
                        commentDisabled: boolean;
                        duetDisabled: boolean;
                        stitchDisabled: boolean;
                        maxVideoPostDurationSec: number;
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
    getQuota: {
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
                        items: {
                            /** @description creator_info, direct_init, inbox_init, photo_init, status: calls in a minute. direct_posts, pending_shares: of a day */
                            quota: string;
                            limit: number;
                            windowSeconds: number;
                            used: number;
                            remaining: number;
                            /** @description When one more place becomes free */
                            resetsAt: string | null;
                            /** @description TikTok has said that it is full, whatever was counted here */
                            blockedUntil: string | null;
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
    uploadToTikTok: {
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
                    /** Format: uuid */
                    accountId: string;
                    /**
                     * Format: uuid
                     * @description A video
                     */
                    mediaId?: string;
                    /** @description Photos, in their order; TikTok takes 35 */
                    mediaIds?: string[];
                    /** @description A video elsewhere: https, under a domain or prefix that TikTok has verified for the app */
                    videoUrl?: string;
                    /** @description Whether the bytes of a `mediaId` are sent (the default), or TikTok fetches them */
                    source?: "FILE_UPLOAD" | "PULL_FROM_URL";
                    /** @description direct: published on the profile. inbox: the creator finishes and posts it in the TikTok app; TikTok takes no post info then */
                    mode: "direct" | "inbox";
                    postInfo?: {
                        /** @description Of a video the caption: up to 2200 UTF-16 units, with #tags and @mentions. Of photos the title: up to 90 */
                        title?: string;
                        /** @description Of photos: up to 4000 UTF-16 units, with #tags and @mentions */
                        description?: string;
                        /**
                         * @description Who may see it; among the options of the creator. Required for a direct post, no default
                         * @enum {unknown}
                         */
                        privacyLevel?: "PUBLIC_TO_EVERYONE" | "MUTUAL_FOLLOW_FRIENDS" | "FOLLOWER_OF_CREATOR" | "SELF_ONLY";
                        /** @description Absent: no duets */
                        disableDuet?: boolean;
                        /** @description Absent: no stitches */
                        disableStitch?: boolean;
                        /** @description Absent: no comments */
                        disableComment?: boolean;
                        videoCoverTimestampMs?: number;
                        /** @description Which photo is the cover, from 0 */
                        photoCoverIndex?: number;
                        /** @description Of photos, direct: TikTok adds music, which the creator may change */
                        autoAddMusic?: boolean;
                        /** @description A paid partnership for a third party */
                        brandContentToggle?: boolean;
                        /** @description Promotes the creator's own business */
                        brandOrganicToggle?: boolean;
                        /** @description Labels the post as AI-generated */
                        isAigc?: boolean;
                    };
                    /** @description The same file may go to the same account twice within 24 hours */
                    allowDuplicate?: boolean;
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
                        /** Format: uuid */
                        publicationId: string;
                        publishId: string | null;
                        /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                        status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
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
            422: {
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
    getTikTokStatus: {
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
                        /** Format: uuid */
                        postId: string;
                        /** Format: uuid */
                        accountId: string;
                        publishId: string | null;
                        /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                        status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
                        version: number;
                        /** @description Ids of the public posts at TikTok, when known */
                        postIds: string[];
                        bytes: {
                            sent: number;
                            total: number;
                        };
                        history: {
                            /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                            status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
                            /** Format: date-time */
                            at: string;
                        }[];
                        failure: {
                            /** @description The platform's code, or one of Postbus */
                            code: string;
                            message: string;
                            /** @description For the support of the platform */
                            logId: string | null;
                            retryable: boolean;
                        } | null;
                        nextStepAt: string | null;
                        publishedAt: string | null;
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
    followPost: {
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
    listPosts: {
        parameters: {
            query?: {
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
                            postId: string;
                            mode: "direct" | "inbox";
                            kind: "video" | "photo";
                            source: string;
                            mediaId: string | null;
                            mediaIds: string[];
                            videoUrl: string | null;
                            postInfo: {
                                /** @description Of a video the caption: up to 2200 UTF-16 units, with #tags and @mentions. Of photos the title: up to 90 */
                                title?: string;
                                /** @description Of photos: up to 4000 UTF-16 units, with #tags and @mentions */
                                description?: string;
                                /**
                                 * @description Who may see it; among the options of the creator. Required for a direct post, no default
                                 * @enum {unknown}
                                 */
                                privacyLevel?: "PUBLIC_TO_EVERYONE" | "MUTUAL_FOLLOW_FRIENDS" | "FOLLOWER_OF_CREATOR" | "SELF_ONLY";
                                /** @description Absent: no duets */
                                disableDuet?: boolean;
                                /** @description Absent: no stitches */
                                disableStitch?: boolean;
                                /** @description Absent: no comments */
                                disableComment?: boolean;
                                videoCoverTimestampMs?: number;
                                /** @description Which photo is the cover, from 0 */
                                photoCoverIndex?: number;
                                /** @description Of photos, direct: TikTok adds music, which the creator may change */
                                autoAddMusic?: boolean;
                                /** @description A paid partnership for a third party */
                                brandContentToggle?: boolean;
                                /** @description Promotes the creator's own business */
                                brandOrganicToggle?: boolean;
                                /** @description Labels the post as AI-generated */
                                isAigc?: boolean;
                            };
                            scheduledAt: string | null;
                            timeZone: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            publications: {
                                /** Format: uuid */
                                publicationId: string;
                                /** Format: uuid */
                                accountId: string;
                                publishId: string | null;
                                /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                                status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
                                postIds: string[];
                                failure: {
                                    /** @description The platform's code, or one of Postbus */
                                    code: string;
                                    message: string;
                                    /** @description For the support of the platform */
                                    logId: string | null;
                                    retryable: boolean;
                                } | null;
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
    createPost: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accountIds: string[];
                    /**
                     * Format: uuid
                     * @description A video
                     */
                    mediaId?: string;
                    /** @description Photos, in their order; TikTok takes 35 */
                    mediaIds?: string[];
                    /** @description A video elsewhere: https, under a domain or prefix that TikTok has verified for the app */
                    videoUrl?: string;
                    /** @description Whether the bytes of a `mediaId` are sent (the default), or TikTok fetches them */
                    source?: "FILE_UPLOAD" | "PULL_FROM_URL";
                    /** @description direct: published on the profile. inbox: the creator finishes and posts it in the TikTok app; TikTok takes no post info then */
                    mode: "direct" | "inbox";
                    postInfo?: {
                        /** @description Of a video the caption: up to 2200 UTF-16 units, with #tags and @mentions. Of photos the title: up to 90 */
                        title?: string;
                        /** @description Of photos: up to 4000 UTF-16 units, with #tags and @mentions */
                        description?: string;
                        /**
                         * @description Who may see it; among the options of the creator. Required for a direct post, no default
                         * @enum {unknown}
                         */
                        privacyLevel?: "PUBLIC_TO_EVERYONE" | "MUTUAL_FOLLOW_FRIENDS" | "FOLLOWER_OF_CREATOR" | "SELF_ONLY";
                        /** @description Absent: no duets */
                        disableDuet?: boolean;
                        /** @description Absent: no stitches */
                        disableStitch?: boolean;
                        /** @description Absent: no comments */
                        disableComment?: boolean;
                        videoCoverTimestampMs?: number;
                        /** @description Which photo is the cover, from 0 */
                        photoCoverIndex?: number;
                        /** @description Of photos, direct: TikTok adds music, which the creator may change */
                        autoAddMusic?: boolean;
                        /** @description A paid partnership for a third party */
                        brandContentToggle?: boolean;
                        /** @description Promotes the creator's own business */
                        brandOrganicToggle?: boolean;
                        /** @description Labels the post as AI-generated */
                        isAigc?: boolean;
                    };
                    /** @description When it goes out: with an offset (`2026-12-01T09:00:00+01:00`), or as the clocks of `timeZone` show it */
                    scheduledAt?: string;
                    /** @description IANA time zone, such as `Europe/Berlin` */
                    timeZone?: string;
                    /** @description Keep it; a change with `draft: false` publishes it */
                    draft?: boolean;
                    /** @description The same file may go to the same account twice within 24 hours */
                    allowDuplicate?: boolean;
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
                        /** @description Whether nothing stands in the way just now */
                        ok: boolean;
                        scheduledAt: string | null;
                        /** @description With the post itself */
                        problems: {
                            code: string;
                            message: string;
                            userMessage: string;
                            retryable: boolean;
                            details?: unknown;
                        }[];
                        accounts: {
                            /** Format: uuid */
                            accountId: string;
                            problems: {
                                code: string;
                                message: string;
                                userMessage: string;
                                retryable: boolean;
                                details?: unknown;
                            }[];
                        }[];
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        postId: string;
                        scheduledAt: string | null;
                        publications: {
                            /** Format: uuid */
                            publicationId: string;
                            /** Format: uuid */
                            accountId: string;
                            /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                            status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
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
    getPost: {
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
                        postId: string;
                        mode: "direct" | "inbox";
                        kind: "video" | "photo";
                        source: string;
                        mediaId: string | null;
                        mediaIds: string[];
                        videoUrl: string | null;
                        postInfo: {
                            /** @description Of a video the caption: up to 2200 UTF-16 units, with #tags and @mentions. Of photos the title: up to 90 */
                            title?: string;
                            /** @description Of photos: up to 4000 UTF-16 units, with #tags and @mentions */
                            description?: string;
                            /**
                             * @description Who may see it; among the options of the creator. Required for a direct post, no default
                             * @enum {unknown}
                             */
                            privacyLevel?: "PUBLIC_TO_EVERYONE" | "MUTUAL_FOLLOW_FRIENDS" | "FOLLOWER_OF_CREATOR" | "SELF_ONLY";
                            /** @description Absent: no duets */
                            disableDuet?: boolean;
                            /** @description Absent: no stitches */
                            disableStitch?: boolean;
                            /** @description Absent: no comments */
                            disableComment?: boolean;
                            videoCoverTimestampMs?: number;
                            /** @description Which photo is the cover, from 0 */
                            photoCoverIndex?: number;
                            /** @description Of photos, direct: TikTok adds music, which the creator may change */
                            autoAddMusic?: boolean;
                            /** @description A paid partnership for a third party */
                            brandContentToggle?: boolean;
                            /** @description Promotes the creator's own business */
                            brandOrganicToggle?: boolean;
                            /** @description Labels the post as AI-generated */
                            isAigc?: boolean;
                        };
                        scheduledAt: string | null;
                        timeZone: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        publications: {
                            /** Format: uuid */
                            publicationId: string;
                            /** Format: uuid */
                            postId: string;
                            /** Format: uuid */
                            accountId: string;
                            publishId: string | null;
                            /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                            status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
                            version: number;
                            /** @description Ids of the public posts at TikTok, when known */
                            postIds: string[];
                            bytes: {
                                sent: number;
                                total: number;
                            };
                            history: {
                                /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                                status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
                                /** Format: date-time */
                                at: string;
                            }[];
                            failure: {
                                /** @description The platform's code, or one of Postbus */
                                code: string;
                                message: string;
                                /** @description For the support of the platform */
                                logId: string | null;
                                retryable: boolean;
                            } | null;
                            nextStepAt: string | null;
                            publishedAt: string | null;
                            attempts: {
                                step: string;
                                /** Format: date-time */
                                startedAt: string;
                                endedAt: string | null;
                                outcome: string | null;
                                code: string | null;
                                message: string | null;
                                logId: string | null;
                            }[];
                        }[];
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
    updatePost: {
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
                    /**
                     * Format: uuid
                     * @description A video
                     */
                    mediaId?: string;
                    /** @description Photos, in their order; TikTok takes 35 */
                    mediaIds?: string[];
                    /** @description A video elsewhere: https, under a domain or prefix that TikTok has verified for the app */
                    videoUrl?: string;
                    /** @description Whether the bytes of a `mediaId` are sent (the default), or TikTok fetches them */
                    source?: "FILE_UPLOAD" | "PULL_FROM_URL";
                    postInfo?: {
                        /** @description Of a video the caption: up to 2200 UTF-16 units, with #tags and @mentions. Of photos the title: up to 90 */
                        title?: string;
                        /** @description Of photos: up to 4000 UTF-16 units, with #tags and @mentions */
                        description?: string;
                        /**
                         * @description Who may see it; among the options of the creator. Required for a direct post, no default
                         * @enum {unknown}
                         */
                        privacyLevel?: "PUBLIC_TO_EVERYONE" | "MUTUAL_FOLLOW_FRIENDS" | "FOLLOWER_OF_CREATOR" | "SELF_ONLY";
                        /** @description Absent: no duets */
                        disableDuet?: boolean;
                        /** @description Absent: no stitches */
                        disableStitch?: boolean;
                        /** @description Absent: no comments */
                        disableComment?: boolean;
                        videoCoverTimestampMs?: number;
                        /** @description Which photo is the cover, from 0 */
                        photoCoverIndex?: number;
                        /** @description Of photos, direct: TikTok adds music, which the creator may change */
                        autoAddMusic?: boolean;
                        /** @description A paid partnership for a third party */
                        brandContentToggle?: boolean;
                        /** @description Promotes the creator's own business */
                        brandOrganicToggle?: boolean;
                        /** @description Labels the post as AI-generated */
                        isAigc?: boolean;
                    };
                    /** @description null: at once */
                    scheduledAt?: string | null;
                    /** @description IANA time zone, such as `Europe/Berlin` */
                    timeZone?: string;
                    draft?: boolean;
                    /** @description The same file may go to the same account twice within 24 hours */
                    allowDuplicate?: boolean;
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
                        postId: string;
                        mode: "direct" | "inbox";
                        kind: "video" | "photo";
                        source: string;
                        mediaId: string | null;
                        mediaIds: string[];
                        videoUrl: string | null;
                        postInfo: {
                            /** @description Of a video the caption: up to 2200 UTF-16 units, with #tags and @mentions. Of photos the title: up to 90 */
                            title?: string;
                            /** @description Of photos: up to 4000 UTF-16 units, with #tags and @mentions */
                            description?: string;
                            /**
                             * @description Who may see it; among the options of the creator. Required for a direct post, no default
                             * @enum {unknown}
                             */
                            privacyLevel?: "PUBLIC_TO_EVERYONE" | "MUTUAL_FOLLOW_FRIENDS" | "FOLLOWER_OF_CREATOR" | "SELF_ONLY";
                            /** @description Absent: no duets */
                            disableDuet?: boolean;
                            /** @description Absent: no stitches */
                            disableStitch?: boolean;
                            /** @description Absent: no comments */
                            disableComment?: boolean;
                            videoCoverTimestampMs?: number;
                            /** @description Which photo is the cover, from 0 */
                            photoCoverIndex?: number;
                            /** @description Of photos, direct: TikTok adds music, which the creator may change */
                            autoAddMusic?: boolean;
                            /** @description A paid partnership for a third party */
                            brandContentToggle?: boolean;
                            /** @description Promotes the creator's own business */
                            brandOrganicToggle?: boolean;
                            /** @description Labels the post as AI-generated */
                            isAigc?: boolean;
                        };
                        scheduledAt: string | null;
                        timeZone: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        publications: {
                            /** Format: uuid */
                            publicationId: string;
                            /** Format: uuid */
                            postId: string;
                            /** Format: uuid */
                            accountId: string;
                            publishId: string | null;
                            /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                            status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
                            version: number;
                            /** @description Ids of the public posts at TikTok, when known */
                            postIds: string[];
                            bytes: {
                                sent: number;
                                total: number;
                            };
                            history: {
                                /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                                status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
                                /** Format: date-time */
                                at: string;
                            }[];
                            failure: {
                                /** @description The platform's code, or one of Postbus */
                                code: string;
                                message: string;
                                /** @description For the support of the platform */
                                logId: string | null;
                                retryable: boolean;
                            } | null;
                            nextStepAt: string | null;
                            publishedAt: string | null;
                            attempts: {
                                step: string;
                                /** Format: date-time */
                                startedAt: string;
                                endedAt: string | null;
                                outcome: string | null;
                                code: string | null;
                                message: string | null;
                                logId: string | null;
                            }[];
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
    cancelPost: {
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
                        postId: string;
                        mode: "direct" | "inbox";
                        kind: "video" | "photo";
                        source: string;
                        mediaId: string | null;
                        mediaIds: string[];
                        videoUrl: string | null;
                        postInfo: {
                            /** @description Of a video the caption: up to 2200 UTF-16 units, with #tags and @mentions. Of photos the title: up to 90 */
                            title?: string;
                            /** @description Of photos: up to 4000 UTF-16 units, with #tags and @mentions */
                            description?: string;
                            /**
                             * @description Who may see it; among the options of the creator. Required for a direct post, no default
                             * @enum {unknown}
                             */
                            privacyLevel?: "PUBLIC_TO_EVERYONE" | "MUTUAL_FOLLOW_FRIENDS" | "FOLLOWER_OF_CREATOR" | "SELF_ONLY";
                            /** @description Absent: no duets */
                            disableDuet?: boolean;
                            /** @description Absent: no stitches */
                            disableStitch?: boolean;
                            /** @description Absent: no comments */
                            disableComment?: boolean;
                            videoCoverTimestampMs?: number;
                            /** @description Which photo is the cover, from 0 */
                            photoCoverIndex?: number;
                            /** @description Of photos, direct: TikTok adds music, which the creator may change */
                            autoAddMusic?: boolean;
                            /** @description A paid partnership for a third party */
                            brandContentToggle?: boolean;
                            /** @description Promotes the creator's own business */
                            brandOrganicToggle?: boolean;
                            /** @description Labels the post as AI-generated */
                            isAigc?: boolean;
                        };
                        scheduledAt: string | null;
                        timeZone: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        publications: {
                            /** Format: uuid */
                            publicationId: string;
                            /** Format: uuid */
                            postId: string;
                            /** Format: uuid */
                            accountId: string;
                            publishId: string | null;
                            /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                            status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
                            version: number;
                            /** @description Ids of the public posts at TikTok, when known */
                            postIds: string[];
                            bytes: {
                                sent: number;
                                total: number;
                            };
                            history: {
                                /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                                status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
                                /** Format: date-time */
                                at: string;
                            }[];
                            failure: {
                                /** @description The platform's code, or one of Postbus */
                                code: string;
                                message: string;
                                /** @description For the support of the platform */
                                logId: string | null;
                                retryable: boolean;
                            } | null;
                            nextStepAt: string | null;
                            publishedAt: string | null;
                            attempts: {
                                step: string;
                                /** Format: date-time */
                                startedAt: string;
                                endedAt: string | null;
                                outcome: string | null;
                                code: string | null;
                                message: string | null;
                                logId: string | null;
                            }[];
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
    retryPost: {
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
                        postId: string;
                        mode: "direct" | "inbox";
                        kind: "video" | "photo";
                        source: string;
                        mediaId: string | null;
                        mediaIds: string[];
                        videoUrl: string | null;
                        postInfo: {
                            /** @description Of a video the caption: up to 2200 UTF-16 units, with #tags and @mentions. Of photos the title: up to 90 */
                            title?: string;
                            /** @description Of photos: up to 4000 UTF-16 units, with #tags and @mentions */
                            description?: string;
                            /**
                             * @description Who may see it; among the options of the creator. Required for a direct post, no default
                             * @enum {unknown}
                             */
                            privacyLevel?: "PUBLIC_TO_EVERYONE" | "MUTUAL_FOLLOW_FRIENDS" | "FOLLOWER_OF_CREATOR" | "SELF_ONLY";
                            /** @description Absent: no duets */
                            disableDuet?: boolean;
                            /** @description Absent: no stitches */
                            disableStitch?: boolean;
                            /** @description Absent: no comments */
                            disableComment?: boolean;
                            videoCoverTimestampMs?: number;
                            /** @description Which photo is the cover, from 0 */
                            photoCoverIndex?: number;
                            /** @description Of photos, direct: TikTok adds music, which the creator may change */
                            autoAddMusic?: boolean;
                            /** @description A paid partnership for a third party */
                            brandContentToggle?: boolean;
                            /** @description Promotes the creator's own business */
                            brandOrganicToggle?: boolean;
                            /** @description Labels the post as AI-generated */
                            isAigc?: boolean;
                        };
                        scheduledAt: string | null;
                        timeZone: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        publications: {
                            /** Format: uuid */
                            publicationId: string;
                            /** Format: uuid */
                            postId: string;
                            /** Format: uuid */
                            accountId: string;
                            publishId: string | null;
                            /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                            status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
                            version: number;
                            /** @description Ids of the public posts at TikTok, when known */
                            postIds: string[];
                            bytes: {
                                sent: number;
                                total: number;
                            };
                            history: {
                                /** @description unconfirmed: the platform may or may not have taken the request; being settled. removed: it was published, and none of its posts is public any more; it may be published again */
                                status: "draft" | "scheduled" | "queued" | "initialising" | "uploading" | "processing" | "inbox_delivered" | "published" | "removed" | "failed" | "cancelled" | "unconfirmed";
                                /** Format: date-time */
                                at: string;
                            }[];
                            failure: {
                                /** @description The platform's code, or one of Postbus */
                                code: string;
                                message: string;
                                /** @description For the support of the platform */
                                logId: string | null;
                                retryable: boolean;
                            } | null;
                            nextStepAt: string | null;
                            publishedAt: string | null;
                            attempts: {
                                step: string;
                                /** Format: date-time */
                                startedAt: string;
                                endedAt: string | null;
                                outcome: string | null;
                                code: string | null;
                                message: string | null;
                                logId: string | null;
                            }[];
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
