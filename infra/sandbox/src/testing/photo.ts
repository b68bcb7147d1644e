/** What a test photo looks like: one colour, all over. */
interface PhotoShape {
  type?: 'jpeg' | 'webp';
  width?: number;
  height?: number;
  /** 0 to 255 each. */
  red?: number;
  green?: number;
  blue?: number;
}

/** Makes a picture that any browser shows: by default a JPEG of 1080×1350. */
export function makePhoto(shape: PhotoShape = {}): Buffer {
  const { type = 'jpeg', width = 1080, height = 1350, red = 214, green = 138, blue = 60 } = shape;
  const size = { width, height };
  return type === 'jpeg' ? makeJpeg(size, { red, green, blue }) : makeWebp(size, { red, green, blue });
}

interface Size {
  width: number;
  height: number;
}
interface Colour {
  red: number;
  green: number;
  blue: number;
}

const word = (value: number) => [value >> 8, value & 255];
const segment = (marker: number, bytes: number[]) => [0xff, marker, ...word(bytes.length + 2), ...bytes];

/** Baseline JPEG: the colour stands in the first block, every other one repeats it. */
function makeJpeg({ width, height }: Size, { red, green, blue }: Colour): Buffer {
  const levels = [
    0.299 * red + 0.587 * green + 0.114 * blue - 128,
    -0.1687 * red - 0.3313 * green + 0.5 * blue,
    0.5 * red - 0.4187 * green - 0.0813 * blue,
  ].map((level) => Math.max(-127, Math.min(127, Math.round(level))));
  const components = [1, 2, 3].flatMap((id) => [id, 0x11, 0]);
  const head = [
    ...[0xff, 0xd8],
    ...segment(0xdb, [0, ...Array(64).fill(8)]),
    ...segment(0xc0, [8, ...word(height), ...word(width), 3, ...components]),
    // Of differences "0" says none; "10" and three bits say how many bits follow.
    ...segment(0xc4, [0x00, 1, 0, 0, 0, 8, ...Array(11).fill(0), 0, 1, 2, 3, 4, 5, 6, 7, 8]),
    ...segment(0xc4, [0x10, 1, ...Array(15).fill(0), 0]),
    ...segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
  ];
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const bits = levels.map((level) => `${difference(level)}0`).join('') + '000000'.repeat(blocks - 1);
  const scan = (bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? [])
    .map((byte) => Number.parseInt(byte, 2))
    .flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte]));
  return Buffer.concat([Buffer.from(head), Buffer.from(scan), Buffer.from([0xff, 0xd9])]);
}

function difference(level: number): string {
  if (level === 0) return '0';
  const length = Math.abs(level).toString(2).length;
  const value = level > 0 ? level : level + 2 ** length - 1;
  return `10${(length - 1).toString(2).padStart(3, '0')}${value.toString(2).padStart(length, '0')}`;
}

/** Lossless WebP whose prefix codes have one symbol each: the pixels need no bits at all. */
function makeWebp({ width, height }: Size, { red, green, blue }: Colour): Buffer {
  const least = (value: number, length: number) =>
    [...value.toString(2).padStart(length, '0')].reverse().join('');
  const symbol = (value: number) => `101${least(value, 8)}`;
  const bits = [
    least(width - 1, 14) + least(height - 1, 14),
    // No alpha, version 0; no transform, no colour cache, one group of codes.
    '0000' + '000',
    ...[green, red, blue, 255].map(symbol),
    '1000',
  ].join('');
  const bytes = (bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((byte) =>
    Number.parseInt([...byte].reverse().join(''), 2),
  );
  const data = Buffer.from([0x2f, ...bytes]);
  const chunk = Buffer.concat([data, Buffer.alloc(data.length % 2)]);
  const head = Buffer.from('RIFF\0\0\0\0WEBPVP8L\0\0\0\0', 'latin1');
  head.writeUInt32LE(12 + chunk.length, 4);
  head.writeUInt32LE(data.length, 16);
  return Buffer.concat([head, chunk]);
}
