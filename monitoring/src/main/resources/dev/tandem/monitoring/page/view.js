// Which stretch of time the charts show. It follows the present until somebody looks back.

const CLOSEST = 2;

export class View {
  /** `changed()` is called when somebody moves it. */
  constructor(changed) {
    this.changed = changed;
    this.follows = true;
    this.span = 0;
    this.min = 0;
    this.max = 1;
  }

  /** The run goes from `begin` to `end` now, in seconds. */
  reach(begin, end) {
    this.begin = begin;
    this.end = end;
    if (!this.follows) return;
    this.min = this.span > 0 ? Math.max(begin, end - this.span) : begin;
    this.max = Math.max(end, this.min + CLOSEST);
  }

  /** Shows the last so many seconds, or with 0 all of them, and follows. */
  last(span) {
    this.span = span;
    this.follow();
  }

  follow() {
    this.follows = true;
    this.reach(this.begin, this.end);
    this.changed();
  }

  /** Stays at that stretch, whatever comes. */
  set(min, max) {
    const width = Math.max(CLOSEST, max - min);
    this.follows = false;
    this.min = Math.max(this.begin - width / 2, Math.min(min, this.end - CLOSEST));
    this.max = this.min + width;
    this.changed();
  }

  pan(share) {
    const by = (this.max - this.min) * share;
    if (this.max + by >= this.end && by > 0) this.follow();
    else this.set(this.min + by, this.max + by);
  }

  zoom(factor, at = (this.min + this.max) / 2) {
    this.set(at - (at - this.min) * factor, at + (this.max - at) * factor);
  }

  /** True where the key moved it. */
  key(name) {
    const moves = {
      ArrowLeft: () => this.pan(-0.2),
      ArrowRight: () => this.pan(0.2),
      "+": () => this.zoom(0.6),
      "=": () => this.zoom(0.6),
      "-": () => this.zoom(1 / 0.6),
      Home: () => this.set(this.begin, this.end),
      End: () => this.follow(),
    };
    if (!moves[name]) return false;
    moves[name]();
    return true;
  }
}
