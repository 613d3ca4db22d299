// Which line has which colour and dashes. Every line differs from the others in both.

const DASHES = [[11, 4], [3, 3], [9, 3, 2, 3], [16, 4], [5, 5], [2, 5]];
const FUSED = "fused";

/** Looks of the heads: the fused one is solid, broad and in the colour of the text. */
export function looks(heads) {
  const of = new Map();
  [...new Set(heads)].filter((head) => head !== FUSED).sort().forEach((head, i) => {
    of.set(head, { colour: `--series-${i % 6}`, dash: DASHES[i % DASHES.length], width: 2.2 });
  });
  of.set(FUSED, { colour: "--ink", dash: [], width: 3 });
  return of;
}

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Blue to yellow for those with any colour vision (cividis), of a value from 0 to 255. */
export function heat(value) {
  const at = value / 255;
  return [
    Math.round(255 * Math.min(1, Math.max(0, -0.05 + 1.1 * at))),
    Math.round(255 * (0.135 + 0.775 * at)),
    Math.round(255 * (at < 0.5 ? 0.3 + 0.36 * at : 0.48 - 0.5 * (at - 0.5))),
  ];
}
