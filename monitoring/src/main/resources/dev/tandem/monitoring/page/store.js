// What the page knows: the last of each section, the series, the pictures.

import { Series } from "./series.js";

const PICTURES = 40;

export class Store {
  constructor() {
    this.series = new Series();
    this.pictures = new Map();
    this.sections = {};
    this.model = "";
    this.facts = [];
    this.whole = true;
    this.offset = 0;
    this.kept = false;
  }

  /** Everything anew. */
  snapshot(message) {
    this.take(message);
    this.model = message.model;
    this.series.load(message.series);
    this.pictures.clear();
    this.addPictures(message.pictures);
    this.sections = message.sections;
    this.facts = message.facts ?? [];
    this.whole = message.whole ?? true;
  }

  /** What has changed, which may be nothing but the time. */
  changes(message) {
    this.take(message);
    if (!message.sections) return;
    this.series.merge(message.series);
    this.addPictures(message.pictures);
    Object.assign(this.sections, message.sections);
  }

  take(message) {
    this.offset = message.now - Date.now();
    this.stoppedAt = message.now;
  }

  addPictures(pictures) {
    for (const picture of pictures) this.pictures.set(picture.number, picture.parts);
    for (const number of this.pictures.keys()) {
      if (this.pictures.size > PICTURES) this.pictures.delete(number);
    }
  }

  section(name) {
    return this.sections[name];
  }

  /** The server's clock; of a kept run, when it was kept. */
  get now() {
    return this.kept ? this.stoppedAt : Date.now() + this.offset;
  }
}
