// Figures as people read them.

const WHOLE = new Intl.NumberFormat("en");

export function count(value) {
  return WHOLE.format(Math.round(value));
}

/** 0.873 → "0.87"; what is no number → "–". */
export function share(value) {
  return Number.isFinite(value) ? value.toFixed(2) : "–";
}

export function figure(value) {
  if (!Number.isFinite(value)) return "–";
  return Math.abs(value) >= 100 ? count(value) : value.toPrecision(3);
}

export function times(value) {
  return Number.isFinite(value) ? value.toFixed(2) + "×" : "–";
}

/** A span of time in its largest unit. */
export function duration(millis) {
  if (!Number.isFinite(millis)) return "–";
  const seconds = millis / 1000;
  if (seconds < 1) return Math.round(millis) + " ms";
  if (seconds < 60) return seconds.toFixed(seconds < 10 ? 1 : 0) + " s";
  if (seconds < 3600) return Math.round(seconds / 60) + " min";
  if (seconds < 172800) return Math.round(seconds / 3600) + " h";
  return Math.round(seconds / 86400) + " days";
}

export function ago(millis) {
  return millis < 2000 ? "now" : duration(millis) + " ago";
}

export function clock(time) {
  return new Date(time).toLocaleTimeString("en-GB");
}

export function moment(time) {
  return new Date(time).toLocaleString("en-GB");
}

export function bytes(value) {
  if (value < 1e6) return Math.max(1, Math.round(value / 1e3)) + " kB";
  return (value / 1e6).toFixed(1) + " MB";
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
