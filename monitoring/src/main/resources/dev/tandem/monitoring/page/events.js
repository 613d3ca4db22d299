// What happened, the newest first.

import { byId, el, keyed } from "./dom.js";
import { clock } from "./words.js";

const SIGNS = { good: "●", news: "◆", warning: "▲", alarm: "■" };

export function drawEvents(store) {
  const events = store.section("events");
  if (!events) return;
  const list = events.length ? numbered(events) : [{ key: "none", t: 0, weight: "news", kind: "", text: "Nothing out of the ordinary." }];
  keyed(byId("events"), list, (e) => e.key, create, () => {});
}

/** Equal events are told apart by how many there were before. */
function numbered(events) {
  const seen = new Map();
  return [...events].reverse().map((event) => {
    const same = `${event.t} ${event.kind} ${event.text}`;
    seen.set(same, (seen.get(same) ?? 0) + 1);
    return { ...event, key: same + seen.get(same) };
  }).reverse();
}

function create(event) {
  const text = event.kind ? `${event.kind}: ${event.text}` : event.text;
  const li = el("li", {}, el("span", { class: "sign " + event.weight, "aria-label": event.weight }, SIGNS[event.weight] ?? "◆"), el("span", {}, text));
  if (event.t > 0) li.append(el("time", {}, clock(event.t)));
  return li;
}
