// Begins: takes what the board tells, or what the file has kept, and draws it.

import { drawClasses } from "./classes.js";
import { drawClips } from "./clips.js";
import { byId, el, say, setClass, show } from "./dom.js";
import { drawEvents } from "./events.js";
import { Link } from "./link.js";
import { drawOutcomes } from "./outcomes.js";
import { Race } from "./race.js";
import { sentence } from "./sentence.js";
import { Store } from "./store.js";
import { drawStreams } from "./streams.js";
import { drawSummary } from "./summary.js";
import { Versions } from "./versions.js";

const store = new Store();
const versions = new Versions(store);
const race = new Race(store, (version) => versions.open(version));
const frames = { count: 0, millis: 0, longest: 0 };
let link = null;
let waiting = false;

/** For those who measure. */
globalThis.tandemBoard = { store, race, frames, draw };

function draw() {
  const begin = performance.now();
  const now = sentence(store, store.kept || link?.connected);
  setClass(byId("state"), "state " + now.state[0]);
  say(byId("state"), now.state[1]);
  say(byId("sentence"), now.text);
  say(byId("model"), store.model);
  drawSummary(store);
  race.draw();
  versions.draw();
  drawClasses(store);
  drawStreams(store);
  drawOutcomes(store);
  drawEvents(store);
  drawClips(store);
  const took = performance.now() - begin;
  frames.count++;
  frames.millis += took;
  frames.longest = Math.max(frames.longest, took);
}

/** At most once a frame, whatever comes. */
function drawSoon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    draw();
  });
}

function hear(kind, message) {
  if (kind === "snapshot") store.snapshot(message);
  else store.changes(message);
  if (store.series.isLong && kind === "changes") link.renew();
  drawSoon();
}

function themes() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const set = (theme) => {
    root.dataset.theme = theme;
    race.repaint();
  };
  set(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => set(dark.matches ? "dark" : "light"));
  byId("theme").addEventListener("click", () => set(root.dataset.theme === "dark" ? "light" : "dark"));
}

function keep(text) {
  store.kept = true;
  store.snapshot(JSON.parse(text));
  show(byId("facts"), store.facts.length > 0);
  byId("facts").querySelector("dl").append(...store.facts.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

themes();
const kept = byId("kept");
if (kept) {
  keep(kept.textContent);
} else {
  link = new Link(hear, drawSoon);
  setInterval(drawSoon, 1000);
}
draw();
