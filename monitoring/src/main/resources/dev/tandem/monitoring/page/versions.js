// The newest versions: which one answers, since when, and what can be done.

import { Dialog } from "./dialog.js";
import { byId, el, keyed, say, setClass, show } from "./dom.js";
import { bytes, count, duration, figure, moment, share } from "./words.js";

const SHOWN = 30;

export class Versions {
  constructor(store) {
    this.store = store;
    this.dialog = new Dialog();
    byId("back").addEventListener("click", () => this.goBack());
    byId("newest").addEventListener("click", () => this.goOn());
  }

  get section() {
    return this.store.section("versions");
  }

  draw() {
    const versions = this.section;
    if (!versions) return;
    say(byId("live"), this.lead(versions));
    show(byId("back"), !this.store.kept && versions.list.length > 0);
    byId("back").disabled = versions.list.filter((v) => v.there).length < 2;
    show(byId("newest"), !this.store.kept && versions.pin !== null);
    const newest = versions.list.slice(-SHOWN).reverse();
    keyed(byId("versions"), newest, (v) => v.key, (v) => this.row(v), (li, v) => this.update(li, v));
  }

  lead(versions) {
    if (versions.list.length === 0) return "No version so far.";
    if (!versions.live) return "No version has answered yet.";
    const pin = versions.pin ? `, pinned by ${versions.pin.who}${versions.pin.why ? ": " + versions.pin.why : ""}` : "";
    return `${number(versions.live)} answers${pin}.`;
  }

  row(version) {
    const button = el("button", { type: "button", class: "version" }, el("b"), el("span"), el("i", { class: "badge" }));
    button.addEventListener("click", () => this.open(this.find(version.key)));
    return el("li", {}, button);
  }

  update(li, version) {
    const [name, about, badge] = li.firstElementChild.children;
    say(name, number(version.key));
    say(about, [accuracy(version), latency(version)].filter(Boolean).join(" · ") || `step ${count(version.step)}`);
    const word = this.badge(version);
    setClass(badge, "badge " + word);
    say(badge, word);
    show(badge, word !== "");
  }

  badge(version) {
    const { live, pin } = this.section;
    if (version.key === pin?.key) return "pinned";
    if (version.key === live) return "live";
    if (version.held) return "held";
    return version.there ? "" : "retired";
  }

  find(key) {
    return this.section.list.find((v) => v.key === key);
  }

  /** Shows what a version is, and what can be done with it. */
  open(version) {
    const about = {
      published: moment(version.t),
      "steps behind it": count(version.step),
      size: version.bytes ? bytes(version.bytes) : "",
      "first answer": version.latency == null ? (version.answeredAt < 0 ? "none so far" : "") : duration(version.latency) + " after it was published",
      held: version.held,
      digest: version.sha256.slice(0, 16),
    };
    for (const [name, value] of Object.entries(version.metrics)) about[name.replace("prequential.", "accuracy of ").replace("prequential-error.", "error of ")] = figure(value);
    this.dialog.show(`Version ${number(version.key)}`, about, this.choices(version));
  }

  choices(version) {
    const name = number(version.key);
    if (this.store.kept) return [];
    if (!version.there) return [{ note: "It has left the topic, so nothing can be done with it." }];
    const choices = [];
    if (this.section.pin?.key !== version.key) {
      choices.push({ action: "pin", version: version.key, label: `Pin ${name} …`, question: `Let every consumer serve ${name} and stay there until it is unpinned?` });
    } else {
      choices.push(this.unpin());
    }
    if (version.held) {
      choices.push({ action: "release", version: version.key, label: "Release …", question: `Let consumers follow ${name}, though it is held? Later versions are compared with it.` });
    }
    return choices;
  }

  unpin() {
    return { action: "unpin", version: "", label: "Follow the newest …", question: "Let every consumer follow the newest version again?" };
  }

  goBack() {
    this.dialog.ask({ action: "rollback", version: "", question: "Let every consumer go back to the version before the one that it serves, and stay there?" });
  }

  goOn() {
    this.dialog.ask(this.unpin());
  }
}

function number(key) {
  return key.slice(key.indexOf("@") + 1);
}

function accuracy(version) {
  const fused = version.metrics["prequential.fused"];
  return fused == null ? "" : "right " + share(fused);
}

function latency(version) {
  return version.latency == null ? "" : "live after " + duration(version.latency);
}
