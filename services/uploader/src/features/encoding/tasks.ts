/** What the encoder is asked to do. Paths are on this machine; what it writes it writes to `outPath`. */
export type EncoderTask =
  | { kind: 'examine'; path: string }
  | { kind: 'convert'; path: string; outPath: string; durationMs: number; target: Target }
  | ({ kind: 'slideshow'; images: string[]; outPath: string } & SlideshowLook)
  | { kind: 'cover'; path: string; timestampMs: number };

/** What a video is made into. The sides are those of the picture as it is shown. */
export interface Target {
  width: number;
  height: number;
  framesPerSecond: number;
}

export interface SlideshowLook {
  secondsPerImage: number;
  /** How long one image turns into the next; 0 for a cut. */
  fadeSeconds: number;
  /** Around images of another shape than the video's, `#rrggbb`. */
  background: string;
}

/** What was found in a file that no reader of this process knows. */
export interface Examined {
  codec: string;
  width: number;
  height: number;
  framesPerSecond: number;
  durationMs: number;
}

export interface EncoderResults {
  /** Null if there is no video in it. */
  examine: Examined | null;
  convert: null;
  slideshow: null;
  /** A JPEG. */
  cover: Uint8Array;
}

/** What the encoder says: how much is done, from 0 to 1; then what came of it. */
export type EncoderMessage =
  | { kind: 'progress'; share: number }
  | { kind: 'done'; result: EncoderResults[keyof EncoderResults] }
  | { kind: 'failed'; message: string };
