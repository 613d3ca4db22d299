// How each class does, and what it is taken for.

import { byId, el, keyed, say, setClass, show } from "./dom.js";
import { count } from "./words.js";

export function drawClasses(store) {
  const classes = store.section("classes");
  if (!classes) return;
  say(byId("classes-note"), note(classes));
  show(byId("classes"), classes.list.length > 0);
  keyed(byId("classes").tBodies[0], classes.list, (c) => c.name, row, update);
  drawMatrix(classes);
}

function note(classes) {
  if (classes.targets) return "This model learns values, not classes.";
  if (classes.list.length === 0) return "No label so far.";
  const more = classes.count > classes.list.length ? `, the ${classes.list.length} with the most labels` : "";
  return `${count(classes.count)} classes${more}; “right” is of the last ${count(classes.answered)} answers whose truth is known`;
}

function row() {
  return el("tr", {}, el("th", { scope: "row" }), el("td", { class: "n" }), el("td", { class: "n" }), el("td", {}, el("span")));
}

function update(tr, c) {
  const [name, labelled, right, verdict] = tr.children;
  say(name, c.name);
  say(labelled, count(c.labelled));
  say(right, c.answered ? `${c.right} of ${c.answered}` : "–");
  setClass(verdict.firstElementChild, "verdict " + c.verdict.split(" ").pop());
  say(verdict.firstElementChild, words(c));
}

function words(c) {
  switch (c.verdict) {
    case "too few": return `too few: ${c.labelled} of 20`;
    case "untried": return "hardly answered yet";
    case "confused": return `confused with ${c.taken} (${c.times}×)`;
    case "enough": return "enough";
    default: return "still learning";
  }
}

function drawMatrix(classes) {
  const names = classes.list.slice(0, classes.matrix.length).map((c) => c.name);
  const table = byId("matrix");
  show(table, names.length > 1 && classes.answered > 0);
  const key = names.join("\n");
  if (table.dataset.names !== key) {
    table.dataset.names = key;
    build(table, names);
  }
  classes.matrix.forEach((cells, truth) => {
    const total = cells.reduce((sum, n) => sum + n, 0);
    cells.forEach((n, answer) => cell(table.tBodies[0].rows[truth].cells[answer + 1], n, total));
  });
}

function build(table, names) {
  const short = (name) => (name.length > 9 ? name.slice(0, 8) + "…" : name);
  const head = el("tr", {}, el("th"), ...names.map((name) => el("th", { scope: "col", title: name }, short(name))));
  const rows = names.map((name) => el("tr", {}, el("th", { scope: "row", title: name }, short(name)), ...names.map((other) => el("td", { title: `${name}, answered ${other}` }))));
  table.replaceChildren(el("caption", {}, "rows: what it was; columns: what was answered"), el("thead", {}, head), el("tbody", {}, ...rows));
}

function cell(td, n, total) {
  const heat = total ? Math.round((90 * n) / total) : 0;
  say(td, n ? String(n) : "");
  td.style.setProperty("--heat", heat + "%");
  td.classList.toggle("hot", heat > 50);
}
