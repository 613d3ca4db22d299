// What became of the clips of this page: answers, probabilities, examples.

import { byId, el, keyed, say, show } from "./dom.js";

const BARS = 6;
const COURSE = 8;
const EXAMPLES = 8;
const NOTHING = /^\(nothing yet( either)?\)$/;

function percent(share) {
  return Math.round(share * 100) + " %";
}

/** Classes by their probabilities, without those that nobody has taught. */
export function sure(head) {
  return head.names
    .map((name, i) => ({ name, share: head.probabilities[i] ?? 0 }))
    .filter((one) => !NOTHING.test(one.name))
    .sort((a, b) => b.share - a.share);
}

export function isTaught(name) {
  return !NOTHING.test(name);
}

function text(answer) {
  return isTaught(answer.text) ? answer.text : "nothing yet";
}

/** `asked` are the ids of clips that were asked, the oldest first. */
export function drawAnswer(lessons, asked) {
  const answered = lessons.filter((one) => asked.includes(one.id) && one.answer);
  const last = answered[answered.length - 1];
  const waiting = asked.length > 0 && asked[asked.length - 1] !== last?.id;
  say(byId("answer-note"), waiting ? "thinking …" : "");
  drawCourse(answered);
  if (!last) return;
  const [fused, ...heads] = last.answer.heads;
  say(byId("answer"), text(last.answer));
  say(byId("answer-note"), (waiting ? "thinking … · " : "") + "version " + last.answer.version);
  keyed(byId("bars"), sure(fused).slice(0, BARS), (one) => one.name, bar, updateBar);
  keyed(byId("heads"), heads, (head) => head.name, () => el("li"), (li, head) => say(li, `${head.name} alone: ${text(head)} ${percent(Math.max(...head.probabilities, 0))}`));
}

function bar() {
  return el("li", {}, el("span"), el("progress", { max: "1" }), el("span", { class: "n" }));
}

function updateBar(li, one) {
  const [name, progress, share] = li.children;
  say(name, one.name);
  progress.value = one.share;
  progress.setAttribute("aria-label", one.name);
  say(share, percent(one.share));
}

function drawCourse(answered) {
  const rows = answered.slice(-COURSE).reverse();
  keyed(byId("course"), rows, (one) => one.id, () => el("li", {}, el("span"), el("span"), el("span")), (li, one) => {
    const best = sure(one.answer.heads[0])[0];
    say(li.children[0], best ? best.name : "nothing yet");
    say(li.children[1], best ? percent(best.share) : "");
    say(li.children[2], "version " + one.answer.version);
  });
}

/** The last labelled clips; `relabel(id, name)` is called where another class is chosen. */
export function drawExamples(lessons, names, relabel) {
  const rows = lessons.filter((one) => one.truth).slice(-EXAMPLES).reverse();
  keyed(byId("examples"), rows, (one) => one.id, () => example(relabel), (li, one) => update(li, one, names));
}

function example(relabel) {
  const select = el("select", { "aria-label": "Another class for this example" });
  const li = el("li", {}, el("span"), el("span", { class: "note" }), select);
  select.addEventListener("change", () => {
    const name = select.value;
    select.value = "";
    if (name) relabel(li.dataset.key, name);
  });
  return li;
}

function update(li, one, names) {
  const [truth, what, select] = li.children;
  say(truth, one.truth);
  say(what, words(one));
  show(select, one.step === 0);
  const others = ["", ...names.filter((name) => name !== one.truth)];
  if (select.dataset.names !== others.join("\n")) {
    select.dataset.names = others.join("\n");
    select.replaceChildren(...others.map((name) => el("option", { value: name }, name || "it is …")));
  }
}

function words(one) {
  const learned = one.step > 0 ? `learned in step ${one.step}` : "not learned yet";
  return one.answer ? `${learned}; before, version ${one.answer.version} said ${text(one.answer)}` : learned;
}
