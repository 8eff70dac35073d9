// Draws every icon of the app from build/artwork: PNG, .ico and .icns for the app, and the tray's signs. Run by hand when
// the artwork changes (`node scripts/make-icons.mjs`); what it makes is committed. A Chromium does the drawing.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { signs, traySign } from '../build/artwork/tray.mjs';
import { findBrowser, readBrowser } from './browser.mjs';
import { root } from './on-node.mjs';

const build = join(root, 'build');
const artwork = (name) => readFileSync(join(build, 'artwork', name), 'utf8');
const app = { large: artwork('app.svg'), small: artwork('app-small.svg'), smallest: artwork('app-16.svg') };

/** At 24 px and below the hour marks are noise. */
const appAt = (size) => (size <= 16 ? app.smallest : size <= 24 ? app.small : app.large);
/** macOS leaves room round its tiles: 824 of 1024. https://developer.apple.com/design/human-interface-guidelines/app-icons */
const forMac = (svg) => svg.replace('viewBox="0 0 512 512"', 'viewBox="-42 -42 596 596"');

console.log(findBrowser());
const { executablePath } = readBrowser();
if (executablePath === null) process.exit(1);
const browser = await chromium.launch({ executablePath });
const page = await browser.newPage();

/** An SVG drawn at a size: the PNG file, and its pixels as RGBA rows. */
async function draw(svg, size) {
  const drawn = await page.evaluate(
    async ({ svg, size }) => {
      const image = new Image(size, size);
      // Chromium draws an SVG without a size of its own at a default one and scales the picture.
      const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" `);
      image.src = `data:image/svg+xml,${encodeURIComponent(sized)}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = size;
      canvas.height = size;
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0, size, size);
      return {
        png: canvas.toDataURL('image/png').split(',')[1],
        pixels: [...context.getImageData(0, 0, size, size).data],
      };
    },
    { svg, size },
  );
  return { size, png: Buffer.from(drawn.png, 'base64'), pixels: drawn.pixels };
}

/**
 * .ico: a directory of pictures; small ones as bitmaps, which every reader of the format knows, 256 as PNG.
 * https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10)
 */
function packIco(pictures) {
  const bodies = pictures.map((picture) => (picture.size >= 256 ? picture.png : bitmap(picture)));
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [n, { size }] of pictures.entries()) {
    const at = 6 + 16 * n;
    // 0 stands for 256.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(bodies[n].length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += bodies[n].length;
  }
  return Buffer.concat([head, ...bodies]);
}

/** A bitmap as icons hold it: rows from below, BGRA, then an empty mask, the height counted twice. */
function bitmap({ size, pixels }) {
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(size, 4);
  head.writeInt32LE(size * 2, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  const colours = Buffer.alloc(size * size * 4);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const from = ((size - 1 - row) * size + column) * 4;
      const [red, green, blue, alpha] = pixels.slice(from, from + 4);
      colours.set([blue, green, red, alpha], (row * size + column) * 4);
    }
  }
  return Buffer.concat([head, colours, Buffer.alloc(size * Math.ceil(size / 32) * 4)]);
}

/** .icns: a list of PNGs, each under a name that tells size and scale. */
function packIcns(pictures) {
  const names = [
    ['icp4', 16],
    ['icp5', 32],
    ['ic11', 32],
    ['ic12', 64],
    ['ic07', 128],
    ['ic13', 256],
    ['ic08', 256],
    ['ic14', 512],
    ['ic09', 512],
    ['ic10', 1024],
  ];
  const entries = names.map(([name, size]) => {
    const { png } = pictures.find((picture) => picture.size === size);
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(
    entries.reduce((sum, entry) => sum + entry.length, 8),
    4,
  );
  return Buffer.concat([head, ...entries]);
}

const drawAll = (sizes, svgAt) => Promise.all(sizes.map((size) => draw(svgAt(size), size)));

for (const directory of ['icons', 'tray']) {
  rmSync(join(build, directory), { recursive: true, force: true });
  mkdirSync(join(build, directory));
}

writeFileSync(join(build, 'icon.png'), (await draw(app.large, 1024)).png);
for (const { size, png } of await drawAll([16, 22, 24, 32, 48, 64, 96, 128, 256, 512], appAt)) {
  writeFileSync(join(build, 'icons', `${size}x${size}.png`), png);
}
writeFileSync(join(build, 'icon.ico'), packIco(await drawAll([16, 20, 24, 32, 40, 48, 64, 128, 256], appAt)));
writeFileSync(
  join(build, 'icon.icns'),
  packIcns(await drawAll([16, 32, 64, 128, 256, 512, 1024], (size) => forMac(appAt(size)))),
);

/** A tray picture in Windows' sizes, each from the grid that fits it without scaling but doubling. */
const windowsSizes = [
  { size: 16, grid: 16, room: 16 },
  { size: 20, grid: 18, room: 20 },
  { size: 24, grid: 22, room: 24 },
  { size: 32, grid: 32, room: 32 },
  { size: 40, grid: 18, room: 20 },
  { size: 48, grid: 22, room: 24 },
  { size: 64, grid: 32, room: 32 },
];
const trayFile = (name) => join(build, 'tray', name);
for (const sign of signs) {
  for (const [scale, suffix] of [
    [1, ''],
    [2, '@2x'],
  ]) {
    for (const ink of ['light', 'dark', 'white']) {
      writeFileSync(
        trayFile(`${sign}-${ink}${suffix}.png`),
        (await draw(traySign(sign, 22, ink), 22 * scale)).png,
      );
    }
    writeFileSync(
      trayFile(`${sign}Template${suffix}.png`),
      (await draw(traySign(sign, 18, 'template'), 18 * scale)).png,
    );
  }
  for (const ink of ['light', 'dark']) {
    const pictures = await Promise.all(
      windowsSizes.map(({ size, grid, room }) => draw(traySign(sign, grid, ink, room), size)),
    );
    writeFileSync(trayFile(`${sign}-${ink}.ico`), packIco(pictures));
  }
}

await browser.close();
