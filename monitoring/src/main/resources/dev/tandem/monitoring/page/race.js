// The race: how right each modality and all together are, and under it how fast each learns.

import { fit, makeChart } from "./chart.js";
import { colour, looks } from "./colours.js";
import { byId, el, keyed, say, show } from "./dom.js";
import { drawVersions, drawWarnings, versionAt } from "./marks.js";
import { rowsToDraw } from "./series.js";
import { View } from "./view.js";
import { figure, share, times } from "./words.js";

/** Steps that a pace is a mean of. */
const PACED = 16;

export class Race {
  /** `open(version)` is called when a version's flag is clicked. */
  constructor(store, open) {
    this.store = store;
    this.open = open;
    this.names = "";
    this.view = new View(() => this.draw());
    byId("span").addEventListener("change", (e) => this.view.last(Number(e.target.value)));
    byId("smoothing").addEventListener("change", () => this.draw());
    byId("follow").addEventListener("click", () => this.view.follow());
    byId("accuracy").addEventListener("keydown", (e) => {
      if (!e.ctrlKey && !e.altKey && !e.metaKey && this.view.key(e.key)) e.preventDefault();
    });
    new ResizeObserver(() => this.draw()).observe(byId("accuracy"));
  }

  get heads() {
    return this.store.series.names("scored");
  }

  get modalities() {
    return this.store.series.names("paced").sort();
  }

  /** Whether heads answer with classes; else with values, whose error is shown. */
  get classes() {
    return this.store.series.names("correct").length > 0;
  }

  draw() {
    const { series } = this.store;
    const none = series.t.length === 0;
    show(byId("empty"), none);
    show(byId("lines"), !none);
    if (none) return this.sayWhyNone();
    this.prepare();
    this.view.reach(series.t[0], Math.max(series.end, this.reachesTo()));
    const rows = rowsToDraw(series.t, this.view.min, this.view.max, this.accuracy.width);
    this.setData(this.accuracy, rows, this.accuracyLines());
    this.setData(this.pace, rows, this.paceLines());
    this.write();
  }

  /** The present, as long as there is one: time goes on where nothing is learned, too. */
  reachesTo() {
    const quiet = this.store.now / 1000 - this.store.series.end;
    return quiet > 4 && !this.store.section("lag")?.ended ? this.store.now / 1000 : 0;
  }

  sayWhyNone() {
    say(byId("empty"), "No step so far. The lines begin with the first labelled clips.");
  }

  /** Makes the charts anew where there are other lines. */
  prepare() {
    const names = JSON.stringify([this.heads, this.modalities, this.classes]);
    if (names === this.names) return;
    this.names = names;
    this.accuracy?.destroy();
    this.pace?.destroy();
    const of = looks([...this.heads, ...this.modalities]);
    const line = (name) => ({ name, ...of.get(name) });
    this.lines = [...this.heads].sort((a, b) => (a === "fused") - (b === "fused")).map(line);
    this.paces = this.modalities.map(line);
    this.accuracy = makeChart(byId("accuracy"), this.lines, this.accuracyAxis(), this.view, "race");
    this.pace = makeChart(byId("pace"), this.paces, paceAxis(), this.view, "race");
    this.accuracy.over.addEventListener("pointerdown", (e) => (this.pressedAt = e.clientX));
    this.accuracy.over.addEventListener("click", (e) => this.click(e));
  }

  accuracyAxis() {
    const marks = {
      before: (u) => drawVersions(u, this.store),
      after: (u) => drawWarnings(u, this.store),
    };
    return this.classes
      ? { range: [0, 1], format: (value, head) => share(this.exact(head) ?? value), axis: { values: (u, at) => at.map((v) => v.toFixed(1)) }, ...marks }
      : { range: (u, min, max) => [0, max > 0 ? max * 1.1 : 1], format: figure, axis: {}, ...marks };
  }

  /** What is known to the clip of a head’s end, where that is what is shown. */
  exact(head) {
    if (!this.view.follows || byId("smoothing").value !== "500") return null;
    return this.store.section("training")?.heads.find((h) => h.name === head)?.accuracy;
  }

  click(event) {
    const version = versionAt(this.accuracy, this.store, event.offsetX);
    const dragged = Math.abs(event.clientX - this.pressedAt) > 4;
    if (version && !dragged) this.open(version);
  }

  accuracyLines() {
    const least = Number(byId("smoothing").value);
    const kind = this.classes ? "correct" : "loss";
    return this.lines.map((line) => this.store.series.means(kind, "scored", line.name, least));
  }

  /** As powers of two, so that half and double are as far from one. */
  paceLines() {
    return this.paces.map((line) => this.store.series.means("pace", "paced", line.name, PACED));
  }

  setData(chart, rows, lines) {
    fit(chart, chart === this.accuracy ? byId("accuracy") : byId("pace"));
    chart.batch(() => {
      chart.setData([this.store.series.t, ...lines].map((of) => rows.map((row) => of[row])), false);
      chart.setScale("x", { min: this.view.min, max: this.view.max });
    });
  }

  write() {
    show(byId("follow"), !this.view.follows);
    say(byId("accuracy-title"), this.classes
      ? "accuracy: each clip is predicted before it is learned from"
      : "error: each clip is predicted before it is learned from; lower is better");
    const heads = this.store.section("training")?.heads ?? [];
    const paces = new Map((this.store.section("training")?.paces ?? []).map((p) => [p.name, p]));
    const last = [...heads].sort((a, b) => (a.name === "fused") - (b.name === "fused"));
    keyed(byId("legend"), last, (h) => h.name, (h) => this.legend(h), (li, h) => {
      say(li.children[2], this.classes ? share(h.accuracy) : figure(h.loss));
      const pace = paces.get(h.name)?.pace;
      say(li.children[3], pace ? "pace " + times(pace) : "");
    });
    const words = heads.map((h) => h.name + " " + share(h.accuracy)).join(", ");
    byId("accuracy").setAttribute("aria-label", "Accuracy over time, at the end " + words);
    say(byId("smoothing-note"), heads.length ? `figures are of the last ${heads[0].clips} clips` : "");
  }

  legend(head) {
    const line = this.lines.find((l) => l.name === head.name) ?? { colour: "--quiet", dash: [], width: 2 };
    const stroke = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", "M0 5H30");
    path.setAttribute("stroke-width", line.width);
    path.setAttribute("stroke-dasharray", line.dash.join(" "));
    path.style.stroke = `var(${line.colour})`;
    stroke.append(path);
    stroke.setAttribute("aria-hidden", "true");
    return el("li", {}, stroke, el("span", {}, head.name), el("b"), el("span", { class: "note" }));
  }

  /** Colours have changed. */
  repaint() {
    this.accuracy?.redraw(false);
    this.pace?.redraw(false);
  }
}

/** Where the axis of paces has its lines, by how far it reaches. */
function paceMarks(max) {
  if (max > 2.2) return [1 / 16, 1 / 4, 1, 4, 16];
  return max > 1 ? [0.25, 0.5, 1, 2, 4] : [0.5, 0.75, 1, 1.33, 2];
}

function paceAxis() {
  return {
    range: (u, min, max) => {
      const far = Math.min(6, Math.max(0.6, Math.abs(min ?? 0), Math.abs(max ?? 0)) * 1.15);
      return [-far, far];
    },
    times: true,
    axis: {
      splits: (u, index, min, max) => paceMarks(max).map(Math.log2).filter((v) => v >= min && v <= max),
      values: (u, at) => at.map((v) => Number((2 ** v).toFixed(2)) + "×"),
    },
    format: (power) => times(2 ** power),
    before: (u) => {
      const y = u.valToPos(0, "y", true);
      u.ctx.save();
      u.ctx.strokeStyle = colour("--quiet");
      u.ctx.lineWidth = devicePixelRatio;
      u.ctx.beginPath();
      u.ctx.moveTo(u.bbox.left, y);
      u.ctx.lineTo(u.bbox.left + u.bbox.width, y);
      u.ctx.stroke();
      u.ctx.restore();
    },
  };
}
