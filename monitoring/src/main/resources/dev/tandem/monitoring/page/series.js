// The run as columns over time: sums over stretches, the oldest first.

/** Stretches after which it is better to load the run again, with the old ones taken together. */
const MANY = 16000;

export class Series {
  constructor() {
    this.stretch = [];
    this.t = [];
    this.columns = new Map();
  }

  static key(kind, of) {
    return kind + "\n" + of;
  }

  /** Takes all that there is. */
  load(series) {
    this.stretch = series.stretch;
    this.t = series.t.map((t) => t / 1000);
    this.columns = new Map(series.columns.map((c) => [Series.key(c.kind, c.of), c.v]));
  }

  /** Takes what came: the newest stretch may have grown, and there may be others. */
  merge(series) {
    for (let i = 0; i < series.stretch.length; i++) {
      const row = this.row(series.stretch[i]);
      if (row < 0) continue;
      this.stretch[row] = series.stretch[i];
      this.t[row] = series.t[i] / 1000;
      for (const column of series.columns) this.column(column.kind, column.of)[row] = column.v[i];
      for (const values of this.columns.values()) values[row] ??= 0;
    }
  }

  /** Where a stretch is, or belongs; -1 where it has been taken together with others. */
  row(stretch) {
    let row = this.stretch.length - 1;
    while (row >= 0 && this.stretch[row] > stretch) row--;
    if (row === this.stretch.length - 1 && (row < 0 || this.stretch[row] < stretch)) return row + 1;
    return row >= 0 && this.stretch[row] === stretch ? row : -1;
  }

  column(kind, of) {
    const key = Series.key(kind, of);
    if (!this.columns.has(key)) this.columns.set(key, new Array(this.t.length).fill(0));
    return this.columns.get(key);
  }

  get isLong() {
    return this.t.length > MANY;
  }

  get end() {
    return this.t.length ? this.t[this.t.length - 1] : NaN;
  }

  /** Names that there are columns of that kind of. */
  names(kind) {
    return [...this.columns.keys()]
      .filter((key) => key.startsWith(kind + "\n"))
      .map((key) => key.slice(kind.length + 1));
  }

  /**
   * Means of a sum over a count, at each moment over the fewest last stretches with at least
   * `least` counts: over what is there, where that is less. So the first points are as uncertain
   * as they are, but none leans on what never was.
   */
  means(sum, number, of, least) {
    const sums = this.column(sum, of);
    const numbers = this.column(number, of);
    const means = new Array(this.t.length);
    let total = 0;
    let counted = 0;
    let first = 0;
    for (let i = 0; i < means.length; i++) {
      total += sums[i];
      counted += numbers[i];
      while (first < i && counted - numbers[first] >= least) {
        total -= sums[first];
        counted -= numbers[first];
        first++;
      }
      means[i] = counted > 0 ? total / counted : null;
    }
    return means;
  }

  /** Counts of that kind in the last so many seconds before `end`, a second. */
  rate(kind, end, seconds) {
    const values = this.column(kind, "");
    let total = 0;
    for (let i = this.t.length - 1; i >= 0 && this.t[i] > end - seconds; i--) total += values[i];
    const since = this.t.length ? Math.min(seconds, end - this.t[0]) : 0;
    return total / Math.max(1, since);
  }
}

/** The first place in rising `values` with at least `least`. */
function place(values, least) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Rows to draw of times `t` between `min` and `max`: those there, and one more at each side; not
 * many more than `most`. Which ones are left out depends on their number alone, so that lines do
 * not shimmer when others come.
 */
export function rowsToDraw(t, min, max, most) {
  const first = Math.max(0, place(t, min) - 1);
  const last = Math.min(t.length - 1, place(t, max) + 1);
  const step = Math.max(1, 2 ** Math.ceil(Math.log2((last - first + 1) / most)));
  const rows = [];
  for (let row = first; row <= last; row++) {
    if (row % step === 0 || row === first || row === last) rows.push(row);
  }
  return rows;
}
