// Begins: camera, buttons that are held, and what came of it.

import { byId, el, keyed, say, setClass, show } from "./dom.js";
import { drawAnswer, drawExamples, isTaught } from "./lessons.js";
import { Link } from "./link.js";
import { Recorder, post, word } from "./recorder.js";
import { Store } from "./store.js";

const TOAST = 7000;
const store = new Store();
const recorder = new Recorder();
const asked = [];
let names = [];
let last = null;
let askedOf = "";
let busy = false;
let held = null;
let further = false;
let toasting = 0;

/** For those who test. */
globalThis.tandemBoard = { store, asked, further: () => further };

const link = new Link((kind, message) => {
  if (kind === "snapshot") store.snapshot(message);
  else store.changes(message);
  draw();
}, () => draw());

function version() {
  const list = store.section("versions")?.list ?? [];
  return String(list[list.length - 1]?.key ?? "");
}

function toast(text) {
  say(byId("toast"), text);
  show(byId("toast"), true);
  clearTimeout(toasting);
  toasting = setTimeout(() => show(byId("toast"), false), TOAST);
}

/** Does it, and says what went wrong. */
async function attempt(what) {
  try {
    return await what();
  } catch (error) {
    toast(error.message);
    return null;
  }
}

function draw() {
  setClass(byId("state"), "state " + (link.connected ? "good" : "alarm"));
  say(byId("state"), link.connected ? "connected" : "no connection; trying again");
  const lessons = store.section("lessons") ?? [];
  const counts = new Map((store.section("classes")?.list ?? []).map((one) => [one.name, one.labelled]));
  names = [...new Set([...names, ...counts.keys()])].filter(isTaught);
  keyed(byId("buttons"), names, (name) => name, button, (li, name) => say(li.children[1], `${counts.get(name) ?? 0} examples`));
  for (const hold of document.querySelectorAll(".hold")) hold.disabled = !recorder.ready;
  byId("ask").disabled = !recorder.ready || busy;
  drawAnswer(lessons, asked);
  drawExamples(lessons, names, (id, name) => attempt(async () => toast(await word("relabel", id, name))));
  askAgain(lessons);
}

function button(name) {
  const hold = el("button", { type: "button", class: "hold" }, name);
  const forget = el("button", { type: "button", "aria-label": "Forget " + name }, "Forget");
  hold.addEventListener("pointerdown", (event) => {
    hold.setPointerCapture(event.pointerId);
    press(hold, name);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture", "blur"]) hold.addEventListener(end, release);
  hold.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) press(hold, name);
  });
  hold.addEventListener("keyup", release);
  hold.addEventListener("contextmenu", (event) => event.preventDefault());
  forget.addEventListener("click", () => {
    if (confirm(`Take back all examples of “${name}” that are not learned yet?`)) attempt(async () => toast(await word("forget", "", name)));
  });
  return el("li", {}, hold, el("span", { class: "note" }), forget);
}

/** What was begun after the first example is given up: it would lack what comes after. */
function release() {
  if (held !== null && further) recorder.cancel();
  held = null;
}

/** Records as long as it is held, an example after the other, and one at least. */
async function press(hold, name) {
  if (busy || !recorder.ready) return;
  held = name;
  further = false;
  await recording(hold, async () => {
    do {
      const clip = await recorder.record();
      if (clip) attempt(() => send(clip, name));
      further = true;
    } while (held === name);
  });
}

async function recording(node, what) {
  busy = true;
  node.classList.add("held");
  document.querySelector(".camera").classList.add("recording");
  await attempt(what);
  busy = false;
  node.classList.remove("held");
  document.querySelector(".camera").classList.remove("recording");
  draw();
}

async function send(clip, name) {
  const taken = await post(clip, name);
  if (!name) asked.push(taken.clip);
  if (asked.length > 40) asked.shift();
  say(byId("heard"), taken.missing ? `The recording has ${taken.missing}.` : name ? `An example of “${name}” is on its way.` : "");
  draw();
}

function ask() {
  recording(byId("ask"), async () => {
    last = await recorder.record();
    askedOf = version();
    await send(last, "");
  });
}

/** The same recording, once for each version, when the one before is answered. */
function askAgain(lessons) {
  const newest = lessons.find((one) => one.id === asked[asked.length - 1]);
  if (!byId("again").checked || !last || busy || !newest?.answer || askedOf === version()) return;
  askedOf = version();
  attempt(() => send(last, ""));
}

async function start() {
  show(byId("trouble"), false);
  try {
    await recorder.start(byId("preview"));
    show(byId("start"), false);
  } catch (error) {
    say(byId("trouble"), error.message);
    show(byId("trouble"), true);
  }
  draw();
}

const trouble = Recorder.trouble();
if (trouble) {
  say(byId("trouble"), trouble);
  show(byId("trouble"), true);
  byId("start").disabled = true;
}
byId("start").addEventListener("click", start);
byId("ask").addEventListener("click", ask);
byId("undo").addEventListener("click", () => attempt(async () => toast(await word("undo"))));
byId("add").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = byId("name").value.trim();
  if (name && !names.includes(name)) names.push(name);
  byId("name").value = "";
  draw();
});
const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = () => (document.documentElement.dataset.theme = dark.matches ? "dark" : "light");
dark.addEventListener("change", theme);
theme();
draw();
