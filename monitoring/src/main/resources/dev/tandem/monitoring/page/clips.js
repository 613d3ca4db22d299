// The latest clips as the model gets them, with the truth and the answer.

import { heat } from "./colours.js";
import { byId, el, keyed, say, setClass, show } from "./dom.js";
import { share } from "./words.js";

export function drawClips(store) {
  const all = store.section("strip");
  if (!all) return;
  const clips = settled(all);
  say(byId("clips-note"), clips.length ? "one now and then, as the model gets it" : "No joined clip so far.");
  show(byId("clips"), clips.length > 0);
  keyed(byId("clips"), [...clips].reverse(), (clip) => clip.number, (clip) => card(store.pictures.get(clip.number) ?? []), update);
}

/** Those up to the newest one that is answered: answers come a moment after their clips. */
function settled(clips) {
  const last = clips.map((clip) => clip.answer !== null).lastIndexOf(true);
  return last < 0 ? clips : clips.slice(0, last + 1);
}

function card(parts) {
  const pictures = parts.map((part) => (part.width > 0 ? picture(part) : el("span", { class: "none" }, part.modality + " cannot be drawn")));
  return el("li", {},
    el("div", { class: "pictures" }, ...pictures),
    el("p", { class: "said" }), el("p", { class: "heads" }), el("p", { class: "id" }));
}

/** Pictures are grey; spectra and vectors have the colours of heat, with low bands below. */
function picture(part) {
  const canvas = el("canvas", { width: part.width, height: part.height, role: "img", "aria-label": part.modality, title: part.modality + ": " + part.extractor });
  const grey = Uint8Array.from(atob(part.grey), (c) => c.charCodeAt(0));
  const context = canvas.getContext("2d");
  const image = context.createImageData(part.width, part.height);
  for (let i = 0; i < grey.length; i++) {
    const row = Math.floor(i / part.width);
    const at = part.axes > 2 ? i : (part.height - 1 - row) * part.width + (i % part.width);
    image.data.set(part.axes > 2 ? [grey[i], grey[i], grey[i], 255] : [...heat(grey[i]), 255], 4 * at);
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

function update(li, clip) {
  const [, said, heads, id] = li.children;
  const { answer, truth } = clip;
  const judged = answer && truth && !Number.isNaN(answer.probability) && answer.probability !== null;
  setClass(said, "said " + (judged ? (answer.text === truth ? "right" : "wrong") : ""));
  say(said, answer ? answer.text + (answer.probability == null ? "" : " " + share(answer.probability)) : "not answered yet");
  say(heads, [truth ? "it was " + truth : "", ...(answer?.heads ?? []).map((h) => `${h.name} ${h.text}`)].filter(Boolean).join(" · "));
  say(id, clip.id + (answer ? ", by " + answer.version : "") + (clip.complete ? "" : ", a modality was missing"));
  id.title = clip.id;
}
