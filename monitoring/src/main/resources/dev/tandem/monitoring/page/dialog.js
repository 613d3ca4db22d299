// Says what a version is; and asks before anything is done.

import { byId, el, say, show } from "./dom.js";
import { act } from "./link.js";

const TOAST = 7000;

export class Dialog {
  constructor() {
    this.box = byId("dialog");
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.tagName === "INPUT") {
        event.preventDefault();
        this.confirm?.();
      }
    });
  }

  /** about: texts by name; choices: [{action, version, label, question}] or [{note}]. */
  show(title, about, choices) {
    this.reset(title);
    const rows = Object.entries(about).filter((row) => row[1]);
    byId("dialog-facts").replaceChildren(...rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
    const buttons = choices.map((choice) => (choice.note ? el("span", { class: "note" }, choice.note) : this.button(choice.label, () => this.ask(choice))));
    this.buttons(...buttons, this.button("Close", () => this.box.close()));
    this.open();
  }

  /** Asks whether that is meant, and why. */
  ask(choice) {
    this.reset("Are you sure?");
    say(byId("dialog-question"), choice.question);
    show(byId("dialog-question"), true);
    show(byId("dialog-why"), true);
    const yes = this.button("Yes", () => this.confirm(), "main");
    this.confirm = () => this.act(choice, yes);
    this.buttons(this.button("Cancel", () => this.box.close()), yes);
    this.open();
    byId("dialog-why").querySelector("input").focus();
  }

  async act(choice, button) {
    button.disabled = true;
    try {
      const said = await act(choice.action, choice.version, byId("dialog-why").querySelector("input").value);
      this.box.close();
      toast(said);
    } catch (error) {
      say(byId("dialog-error"), error.message);
      show(byId("dialog-error"), true);
      button.disabled = false;
    }
  }

  reset(title) {
    say(byId("dialog-title"), title);
    byId("dialog-facts").replaceChildren();
    byId("dialog-why").querySelector("input").value = "";
    for (const part of ["question", "why", "error"]) show(byId("dialog-" + part), false);
    this.confirm = null;
  }

  button(label, click, name = "") {
    const made = el("button", { type: "button", class: name }, label);
    made.addEventListener("click", click);
    return made;
  }

  buttons(...all) {
    byId("dialog-buttons").replaceChildren(...all);
  }

  open() {
    if (!this.box.open) this.box.showModal();
  }
}

function toast(text) {
  say(byId("toast"), text);
  show(byId("toast"), true);
  setTimeout(() => show(byId("toast"), false), TOAST);
}
