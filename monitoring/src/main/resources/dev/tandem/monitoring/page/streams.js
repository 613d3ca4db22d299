// How each stream stands.

import { byId, el, keyed, say, show } from "./dom.js";
import { ago, count, duration } from "./words.js";

const SILENT = 30000;

export function drawStreams(store) {
  const streams = store.section("streams");
  if (!streams) return;
  const shown = streams.list.length;
  const more = shown < streams.count ? `; ${shown} of ${count(streams.count)} are shown` : "";
  say(byId("streams-note"), streams.count ? standing(streams) + more : "No stream so far.");
  show(byId("streams"), shown > 0);
  keyed(byId("streams").tBodies[0], streams.list, (s) => s.name, row, (tr, s) => update(tr, s, store));
}

function standing(streams) {
  if (streams.count === 1) return streams.live ? "one, live" : "one, ended";
  const live = streams.live === streams.count ? "all" : streams.live === 0 ? "none" : count(streams.live);
  return `${count(streams.count)}, ${live} live`;
}

function row() {
  return el("tr", {}, el("th", { scope: "row" }), el("td"), el("td", { class: "n" }), el("td", { class: "n" }), el("td", { class: "n" }));
}

function update(tr, stream, store) {
  const [name, state, heard, skew, letters] = tr.children;
  const quiet = store.now - stream.heardAt;
  say(name, stream.name + (stream.gateway ? " via " + stream.gateway : ""));
  say(state, word(stream, quiet));
  state.title = stream.why;
  say(heard, stream.heardAt < 0 ? "–" : ago(quiet));
  say(skew, stream.skew == null ? "–" : duration(stream.skew));
  say(letters, stream.letters ? count(stream.letters) : "–");
}

function word(stream, quiet) {
  if (stream.quarantined) return "quarantined";
  if (stream.ended) return "has ended";
  if (stream.heardAt < 0) return "not heard";
  return quiet > SILENT ? "silent" : "live";
}
