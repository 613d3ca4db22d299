// What became of the clips, and of the records that were not used.

import { byId, el, keyed, say, show } from "./dom.js";
import { ago, count } from "./words.js";

const BARS = [
  ["joined", [["complete", "complete"], ["partial", "partial"], ["late", "late"], ["deadLettered", "dead letters"]]],
  ["then", [["trained", "learned from"], ["unlabelled", "without a label"], ["skipped", "skipped"]]],
];
const UNUSED = { recordsDuplicate: "duplicate", recordsConflicting: "conflicting", recordsCorrected: "corrected too late", recordsLate: "late", recordsInvalid: "invalid", recordsExcluded: "excluded" };

export function drawOutcomes(store) {
  const totals = store.section("training")?.totals;
  if (!totals) return;
  keyed(byId("outcomes"), BARS, (bar) => bar[0], (bar) => create(bar[1]), (div, bar) => update(div, bar[1], totals));
  const unused = Object.entries(UNUSED).filter(([key]) => totals[key] > 0).map(([key, word]) => `${count(totals[key])} ${word}`);
  const list = [];
  if (unused.length) list.push({ key: "unused", text: "Records that were not used: " + unused.join(", ") + "." });
  for (const letter of store.section("letters") ?? []) {
    const about = [letter.stream, ago(store.now - letter.t)].filter(Boolean).join(", ");
    list.push({ key: letter.text, text: `${count(letter.count)}× ${letter.text} (${about})` });
  }
  show(byId("letters"), list.length > 0);
  keyed(byId("letters"), list, (l) => l.key, () => el("li"), (li, l) => say(li, l.text));
}

function create(kinds) {
  const parts = kinds.map((kind, i) => el("i", { class: "k" + i }));
  const counts = kinds.map((kind, i) => el("span", { class: "k" + i }, el("i"), el("span")));
  return el("div", {}, el("div", { class: "bar", "aria-hidden": "true" }, ...parts), el("p", { class: "counts" }, ...counts));
}

function update(div, kinds, totals) {
  const [bar, counts] = div.children;
  const all = kinds.reduce((sum, [key]) => sum + (totals[key] ?? 0), 0);
  kinds.forEach(([key, word], i) => {
    const n = totals[key] ?? 0;
    show(bar.children[i], n > 0);
    bar.children[i].style.setProperty("--share", all ? (100 * n) / all + "%" : "0");
    say(counts.children[i].lastElementChild, `${count(n)} ${word}`);
  });
}
