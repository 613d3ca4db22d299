// The connection to the board: what it tells, and whether it does.

/** Milliseconds without a word after which it is lost; the board says something every two seconds. */
const LOST = 6000;

export class Link {
  /** `heard(kind, message)` for each message, `changed()` when the connection comes or goes. */
  constructor(heard, changed) {
    this.heard = heard;
    this.changed = changed;
    this.last = Date.now();
    this.connected = false;
    this.open();
    setInterval(() => this.check(), 1000);
  }

  open() {
    this.source = new EventSource("events");
    for (const kind of ["snapshot", "changes"]) {
      this.source.addEventListener(kind, (event) => this.take(kind, JSON.parse(event.data)));
    }
  }

  take(kind, message) {
    this.last = Date.now();
    this.set(true);
    this.heard(kind, message);
  }

  /** Begins anew with all that there is. */
  renew() {
    this.source.close();
    this.open();
  }

  check() {
    if (Date.now() - this.last <= LOST) return;
    this.set(false);
    if (this.source.readyState === EventSource.CLOSED) this.renew();
  }

  set(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.changed();
  }
}

/** Has something done about a version; the sentence that says what was. Throws what went wrong. */
export async function act(action, version, why) {
  const token = document.querySelector("meta[name=tandem-token]").content;
  const reply = await fetch("actions", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Tandem-Token": token },
    body: JSON.stringify({ action, version, why }),
  });
  const said = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Error(said.error ?? "it failed with status " + reply.status);
  return said.said;
}
