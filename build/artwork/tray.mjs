// The five signs of the tray: a key whose bow takes the state's shape. Each size is drawn on its own grid with straight
// edges on whole pixels; none is scaled but to its exact double.

/** What stays the same in all five signs of a grid, and where each sign's parts lie. Lengths are pixels of that grid. */
const grids = {
  16: {
    middle: [8, 6],
    radius: 6,
    ring: 1.5,
    stem: 'M7 11.5h2V13h2v2H9v1H7z',
    tick: { path: 'M5.5 6.25 7.25 8l3.25-3.75', width: 1.5 },
    triangle: { path: 'M8 1.25 14.25 11.25H1.75z', edge: 1.5 },
    bang: { path: 'M8 4.5v2.75', width: 1.5, dot: [8, 9.5, 0.9] },
    octagon: 'M5.5 0h5l3.5 3.5v5l-3.5 3.5h-5l-3.5-3.5v-5z',
    cross: { path: 'M5.75 3.75l4.5 4.5M10.25 3.75l-4.5 4.5', width: 1.75 },
    bars: 'M5 4h2v4H5zM9 4h2v4H9z',
  },
  18: {
    middle: [9, 7],
    radius: 7,
    ring: 1.5,
    stem: 'M8 13.5h2V15h2v2h-2v1H8z',
    tick: { path: 'M6.25 7.25 8.25 9.25l3.5-4.25', width: 1.6 },
    triangle: { path: 'M9 1.5 16.25 13.25H1.75z', edge: 1.5 },
    bang: { path: 'M9 5.25v3.5', width: 1.6, dot: [9, 11, 1] },
    octagon: 'M6 0h6l4 4v6l-4 4h-6l-4-4v-6z',
    cross: { path: 'M6.5 4.5l5 5M11.5 4.5l-5 5', width: 1.9 },
    bars: 'M6 4.5h2v5H6zM10 4.5h2v5h-2z',
  },
  22: {
    middle: [11, 8],
    radius: 8,
    ring: 2,
    stem: 'M10 15.5h2V17h3v2h-3v1h2v2h-4z',
    tick: { path: 'M7.5 8.25 10 10.75l4.5-5.25', width: 2 },
    triangle: { path: 'M11 2 19.25 15H2.75z', edge: 2 },
    bang: { path: 'M11 6v4', width: 2, dot: [11, 12.6, 1.2] },
    octagon: 'M7.5 0h7l4.5 4.5v7l-4.5 4.5h-7l-4.5-4.5v-7z',
    cross: { path: 'M8.25 5.25l5.5 5.5M13.75 5.25l-5.5 5.5', width: 2.2 },
    bars: 'M8 5h2v6H8zM12 5h2v6h-2z',
  },
  32: {
    middle: [16, 12],
    radius: 12,
    ring: 3,
    stem: 'M14 23h4v2h4v3h-4v1h3v3h-7z',
    tick: { path: 'M11 12.25 14.75 16l6.5-7.75', width: 2.75 },
    triangle: { path: 'M16 2.75 28 22.5H4z', edge: 3 },
    bang: { path: 'M16 9v6', width: 2.75, dot: [16, 18.75, 1.75] },
    octagon: 'M11 0h10l7 7v10l-7 7h-10l-7-7v-10z',
    cross: { path: 'M12 8l8 8M20 8l-8 8', width: 3 },
    bars: 'M12 8h3v8h-3zM17 8h3v8h-3z',
  },
};

export const signs = ['check', 'triangle', 'cross', 'pause', 'hollow'];

/** One ink: a solid head lets the ground show through its sign. Two inks: head and sign are both painted. */
export const inks = {
  template: { one: '#000' },
  white: { one: '#fff' },
  light: {
    sign: '#fff',
    check: '#12906c',
    triangle: '#b46c08',
    cross: '#a9172f',
    pause: '#4f59c0',
    hollow: '#5f676e',
  },
  dark: {
    sign: '#17191a',
    check: '#2fcba3',
    triangle: '#f7b440',
    cross: '#e5575f',
    pause: '#a0acfb',
    hollow: '#7d858f',
  },
};

const stroke = (path, ink, width) =>
  `<path d="${path}" fill="none" stroke="${ink}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const fill = (path, ink) => `<path d="${path}" fill="${ink}"/>`;
const disc = ([x, y], r, ink) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${ink}"/>`;
const ringOf = ({ middle: [x, y], radius, ring }, ink) =>
  `<circle cx="${x}" cy="${y}" r="${radius - ring / 2}" fill="none" stroke="${ink}" stroke-width="${ring}"/>`;

/** What stands in the head. */
const inner = {
  check: (grid, ink) => stroke(grid.tick.path, ink, grid.tick.width),
  triangle: ({ bang }, ink) => stroke(bang.path, ink, bang.width) + disc(bang.dot, bang.dot[2], ink),
  cross: (grid, ink) => stroke(grid.cross.path, ink, grid.cross.width),
  pause: (grid, ink) => fill(grid.bars, ink),
  hollow: () => '',
};

/** The head where it is solid. */
const solid = {
  check: (grid, ink) => disc(grid.middle, grid.radius, ink),
  triangle: ({ triangle }, ink) =>
    `<path d="${triangle.path}" fill="${ink}" stroke="${ink}" stroke-width="${triangle.edge}" stroke-linejoin="round"/>`,
  cross: (grid, ink) => fill(grid.octagon, ink),
  pause: (grid, ink) => disc(grid.middle, grid.radius, ink),
  hollow: ringOf,
};

/** Calm signs stay outlines in one ink. */
const urgent = new Set(['triangle', 'cross']);

/**
 * One sign as SVG.
 * @param grid 16, 18, 22 or 32
 * @param room how wide the picture is, in pixels of the grid; the drawing stands in its middle
 */
export function traySign(sign, grid, inkName, room = grid) {
  const drawing = grids[grid];
  const ink = inks[inkName];
  const margin = (room - grid) / 2;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${room} ${room}">`;
  if (ink.one === undefined) {
    const paint = ink[sign];
    return `${open}${solid[sign](drawing, paint)}${fill(drawing.stem, paint)}${inner[sign](drawing, ink.sign)}</svg>`;
  }
  if (!urgent.has(sign)) {
    return `${open}${ringOf(drawing, ink.one)}${fill(drawing.stem, ink.one)}${inner[sign](drawing, ink.one)}</svg>`;
  }
  const mask = `<mask id="sign" maskUnits="userSpaceOnUse" x="0" y="0" width="${grid}" height="${grid}"><path fill="#fff" d="M0 0h${grid}v${grid}H0z"/>${inner[sign](drawing, '#000')}</mask>`;
  return `${open}${mask}<g mask="url(#sign)">${solid[sign](drawing, ink.one)}${fill(drawing.stem, ink.one)}</g></svg>`;
}
