// The few figures that everybody asks for first.

import { byId, el, keyed, say } from "./dom.js";
import { count, duration } from "./words.js";

const SECONDS = 5;

export function drawSummary(store) {
  const training = store.section("training");
  if (!training) return;
  const figures = [
    ["clips learned", count(training.totals.trained ?? 0)],
    ["steps", count(training.step)],
    ["clips per second", speed(store)],
    ["lag", behind(store.section("lag"))],
    ["answering", live(store.section("versions"))],
    ["answers right", right(store.section("classes"))],
  ].filter((figure) => figure[1]);
  keyed(byId("summary"), figures, (f) => f[0], (f) => el("div", {}, el("dt", {}, f[0]), el("dd")), (div, f) => say(div.children[1], f[1]));
}

function speed(store) {
  const rate = store.series.rate("clips", store.now / 1000, SECONDS);
  return store.kept || store.section("reading").state === "ended" ? "" : rate >= 10 ? count(rate) : rate.toFixed(1);
}

/** By a wall clock: a replay that runs a hundred times as fast is behind by a hundredth. */
function behind(lag) {
  if (lag.behind == null) return "";
  const millis = lag.behind / Math.max(1, lag.speed);
  return millis < 3000 ? "none" : duration(millis);
}

function live(versions) {
  if (!versions.live) return "none yet";
  return versions.live.slice(versions.live.indexOf("@") + 1) + (versions.pin ? " (pinned)" : "");
}

function right(classes) {
  return classes.answered > 0 ? `${Math.round((100 * classes.right) / classes.answered)} % of ${count(classes.answered)}` : "";
}
