// What is happening now, in a sentence or two, for somebody new.

import { capital, duration, share, times } from "./words.js";

/** Clips before which nobody is called ahead. */
const FEW = 30;
const LEVEL = 0.03;
const QUIET = 10000;

/** {state: [class, word], text}. */
export function sentence(store, connected) {
  const reading = store.section("reading");
  if (!reading) return { state: ["", "connecting"], text: "Connecting …" };
  if (!connected) {
    return { state: ["alarm", "disconnected"], text: "The board does not answer. What is below was there before; it goes on by itself when the board is back." };
  }
  return troubles(store, reading) ?? learning(store);
}

function troubles(store, reading) {
  const training = store.section("training");
  if (store.kept) return null;
  if (reading.state === "failing") {
    return { state: ["alarm", "cannot read"], text: "The topics cannot be read: " + reading.why };
  }
  if (reading.state === "waiting") {
    return { state: ["", "starting"], text: "Waiting for the job: Kafka, Flink and PyTorch are starting." };
  }
  if (reading.state === "catching up") {
    const part = Math.round(100 * (reading.share ?? 0));
    return { state: ["", "reading"], text: `Reading what was learned before: ${part} %.` };
  }
  if (training.halted) {
    return { state: ["alarm", "halted"], text: "Learning is halted. What was served stays served. The events below say why; tandem models resume goes on." };
  }
  return null;
}

function learning(store) {
  const training = store.section("training");
  const ended = store.section("reading").state === "ended";
  if (training.step === 0) {
    return { state: ["", ended ? "ended" : "waiting"], text: ended ? "The run ended before anything was learned." : "Nothing is learned so far. The first step comes with the first labelled clips." };
  }
  const quiet = store.now - training.steppedAt;
  const text = [dark(training), standing(training), together(training)].filter(Boolean).join(" ");
  if (ended) return { state: ["", "ended"], text: "The run has ended. " + text };
  if (store.section("lag").ended) return { state: ["", "feed ended"], text: "The feed has ended. " + text };
  if (quiet > QUIET) {
    const holder = store.section("lag").holder;
    return { state: ["warn", "quiet"], text: `No step for ${duration(quiet)}${holder ? ": " + holder : ""}. ${text}` };
  }
  return { state: training.dead.length ? ["warn", "learning"] : ["good", "learning"], text };
}

function dark(training) {
  const { dead } = training;
  return dead.length ? `${capital(dead.join(" and "))} ${dead.length > 1 ? "show" : "shows"} nothing.` : "";
}

/** Who is ahead of whom, and how fast the last one learns. */
function standing(training) {
  const classes = training.heads.some((h) => h.accuracy != null);
  const better = classes ? (a, b) => b.accuracy - a.accuracy : (a, b) => a.loss - b.loss;
  const riders = training.heads.filter((h) => h.name !== "fused" && h.clips > 0).sort(better);
  if (riders.length === 0) return "";
  const value = (h) => (classes ? share(h.accuracy) : h.loss.toPrecision(3));
  if (riders[0].clips < FEW) return "It has just begun: the first clips say little.";
  if (riders.length === 1) return `${capital(riders[0].name)} ${classes ? "is right " + value(riders[0]) + " of the time" : "has an error of " + value(riders[0])}.`;
  const first = riders[0];
  const last = riders[riders.length - 1];
  const gap = classes ? first.accuracy - last.accuracy : (last.loss - first.loss) / last.loss;
  const faster = pace(training, last.name) / pace(training, first.name);
  if (gap < LEVEL) {
    return `${capital(names(riders))} are level at ${value(first)}${even(faster) ? ", and learn equally fast" : ""}.`;
  }
  const measure = classes ? `${value(first)} against ${value(last)}` : `an error of ${value(first)} against ${value(last)}`;
  return `${capital(first.name)} is ahead, ${measure}; ${last.name} ${pulled(faster, first.name)}.`;
}

function names(riders) {
  const all = riders.map((h) => h.name);
  return all.slice(0, -1).join(", ") + " and " + all[all.length - 1];
}

function pace(training, modality) {
  return training.paces.find((p) => p.name === modality)?.pace ?? NaN;
}

function even(faster) {
  return Math.abs(Math.log2(faster)) < 0.1;
}

function pulled(faster, first) {
  if (!Number.isFinite(faster)) return "follows";
  if (even(faster)) return "learns as fast";
  return faster > 1 ? `learns ${times(faster).replace("×", "")} times as fast to catch up` : `learns at ${times(faster).replace("×", "")} of ${first}’s pace`;
}

function together(training) {
  const fused = training.heads.find((h) => h.name === "fused");
  if (!fused || fused.clips < FEW || fused.accuracy == null) return "";
  const times = Math.round(100 * fused.accuracy);
  return times > 99 ? "Together they are nearly always right." : `Together they are right ${times} times in 100.`;
}
