// Camera and microphone: what they show, and recordings of a second.

/** A whole second must be in a recording, and recorders begin late. */
const LENGTH = 1300;
const TYPES = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];

export class Recorder {
  constructor() {
    this.stream = null;
    this.current = null;
    this.cancelled = false;
  }

  /** Why nothing can be recorded here, whatever is allowed; empty where it can. */
  static trouble() {
    if (!globalThis.isSecureContext) return "Browsers give camera and microphone only to pages of this machine, or over a secure connection. Open the address that tandem has printed, on the machine where it runs.";
    if (!navigator.mediaDevices?.getUserMedia || !globalThis.MediaRecorder) return "This browser cannot record. Use a current Chromium, Firefox or Safari.";
    return "";
  }

  /** Asks for both, and shows the camera in `video`; throws what is wrong, in words. */
  async start(video) {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 320 }, height: { ideal: 240 } }, audio: true });
    } catch (error) {
      throw new Error(words(error));
    }
    video.srcObject = this.stream;
    await video.play();
  }

  get ready() {
    return this.stream !== null && this.stream.active;
  }

  /** A recording of a second, and a little more; null where it was cancelled. */
  record() {
    const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) ?? "";
    return new Promise((done, failed) => {
      const recorder = new MediaRecorder(this.stream, type ? { mimeType: type } : {});
      const parts = [];
      recorder.ondataavailable = (event) => parts.push(event.data);
      recorder.onerror = (event) => failed(event.error ?? new Error("recording failed"));
      recorder.onstop = () => done(this.cancelled ? null : new Blob(parts, { type: recorder.mimeType }));
      this.current = recorder;
      this.cancelled = false;
      recorder.start();
      setTimeout(() => recorder.state !== "inactive" && recorder.stop(), LENGTH);
    });
  }

  /** Gives up what is being recorded. */
  cancel() {
    if (!this.current || this.current.state === "inactive") return;
    this.cancelled = true;
    this.current.stop();
  }
}

function words(error) {
  switch (error.name) {
    case "NotAllowedError": return "The browser was told not to give camera and microphone to this page. Allow both beside the address, and try again.";
    case "NotFoundError": return "No camera or no microphone was found. Connect both, and try again.";
    case "NotReadableError": return "Camera or microphone is used by another program. Close that, and try again.";
    default: return "Camera and microphone cannot be used: " + error.message;
  }
}

const token = () => document.querySelector("meta[name=tandem-token]").content;

async function reply(answer) {
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error ?? "it failed with status " + answer.status);
  return said;
}

/** Posts a recording; `name` is empty where only an answer is wanted. */
export async function post(recording, name) {
  const query = name ? "?class=" + encodeURIComponent(name) : "";
  return reply(await fetch("teach/clips" + query, { method: "POST", headers: { "Content-Type": recording.type, "X-Tandem-Token": token() }, body: recording }));
}

/** Has something done about clips; the sentence that says what was. */
export async function word(action, clip = "", name = "") {
  const body = JSON.stringify({ action, clip, class: name });
  return (await reply(await fetch("teach/words", { method: "POST", headers: { "Content-Type": "application/json", "X-Tandem-Token": token() }, body }))).said;
}
