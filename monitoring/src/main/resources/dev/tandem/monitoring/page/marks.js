// Versions and warnings as marks on the race.

import { colour } from "./colours.js";

const NEAR = 12;
const FLAG = 7;
const TEXT_APART = 38;
const SERIOUS = new Set(["warning", "alarm"]);

/** Draws a flag for each version of `store` that is shown: full for those there, hollow for held ones. */
export function drawVersions(u, store) {
  const versions = store.section("versions");
  if (!versions) return;
  const ratio = devicePixelRatio;
  const ctx = u.ctx;
  ctx.save();
  ctx.font = `${11 * ratio}px system-ui, "DejaVu Sans", sans-serif`;
  ctx.setLineDash([]);
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  let free = -Infinity;
  for (const { version, x } of shown(u, versions.list)) {
    const live = version.key === versions.live;
    flag(ctx, u, version, x * ratio, live, ratio);
    if (live || x > free) {
      ctx.fillStyle = colour(live ? "--good" : "--quiet");
      ctx.fillText(name(version), (x + FLAG + 2) * ratio, u.bbox.top - 10 * ratio);
      free = x + TEXT_APART;
    }
  }
  ctx.restore();
}

function name(version) {
  return version.generation > 1 ? version.generation + "." + version.version : "v" + version.version;
}

/** Versions within the chart, with their place in CSS pixels from its left. */
function shown(u, list) {
  const left = u.bbox.left / devicePixelRatio;
  const right = left + u.bbox.width / devicePixelRatio;
  return list
    .map((version) => ({ version, x: left + u.valToPos(version.t / 1000, "x") }))
    .filter((mark) => mark.x >= left && mark.x <= right + 1);
}

function flag(ctx, u, version, x, live, ratio) {
  const top = u.bbox.top - 9 * ratio;
  const tone = colour(version.held ? "--warn" : live ? "--good" : "--quiet");
  ctx.globalAlpha = live ? 0.8 : 0.22;
  ctx.strokeStyle = tone;
  ctx.lineWidth = (live ? 1.5 : 1) * ratio;
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, u.bbox.top + u.bbox.height);
  ctx.stroke();
  ctx.globalAlpha = version.there ? 1 : 0.45;
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x + FLAG * ratio, top + 4 * ratio);
  ctx.lineTo(x, top + 8 * ratio);
  ctx.closePath();
  ctx.fillStyle = tone;
  if (version.held) ctx.stroke();
  else ctx.fill();
  ctx.globalAlpha = 1;
}

/** Draws a small sign below for what went wrong. */
export function drawWarnings(u, store) {
  const ratio = devicePixelRatio;
  const ctx = u.ctx;
  const left = u.bbox.left;
  ctx.save();
  for (const event of store.section("events") ?? []) {
    const x = u.valToPos(event.t / 1000, "x", true);
    if (!SERIOUS.has(event.weight) || event.kind === "dead letter") continue;
    if (x < left || x > left + u.bbox.width) continue;
    const bottom = u.bbox.top + u.bbox.height;
    ctx.fillStyle = colour(event.weight === "alarm" ? "--alarm" : "--warn");
    ctx.beginPath();
    ctx.moveTo(x, bottom - 9 * ratio);
    ctx.lineTo(x + 5 * ratio, bottom);
    ctx.lineTo(x - 5 * ratio, bottom);
    ctx.fill();
  }
  ctx.restore();
}

/** The version whose flag is near a place in the chart, in CSS pixels from its left. */
export function versionAt(u, store, offset) {
  const left = u.bbox.left / devicePixelRatio;
  const near = shown(u, store.section("versions")?.list ?? [])
    .map((mark) => ({ version: mark.version, away: Math.abs(mark.x - left - offset) }))
    .filter((mark) => mark.away <= NEAR)
    .sort((a, b) => a.away - b.away);
  return near[0]?.version;
}
