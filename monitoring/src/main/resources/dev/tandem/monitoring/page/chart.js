// One chart of lines over time, with the name and value of each line at its end.

import { colour } from "./colours.js";

const FONT = '600 12.5px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
const AXIS_FONT = '12px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
const APART = 16;

/** The axis of time, which the lower one of two charts writes for both. */
function times(written, view) {
  return axis({
    space: 90,
    size: written ? 26 : 6,
    values: (u, at) => at.map((t) => (written ? moment(t, view) : "")),
  });
}

/** A time as the axis has it, by how much of time is shown. */
function moment(t, view) {
  const span = view.max - view.min;
  const date = new Date(t * 1000);
  if (span > 172800) return date.toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  return date.toLocaleTimeString("en-GB", span > 600 ? { hour: "2-digit", minute: "2-digit" } : {});
}

/** Room for names at the right, by the width of the chart. */
function room(width) {
  return width < 520 ? 84 : 122;
}

/**
 * Makes a chart in `box`.
 *
 * lines: [{name, colour, dash, width}]; y: {range, axis, format, times, before, after}: how the
 * axis is written, whether times are, and what is drawn below and above the lines; view: which time
 * is shown.
 */
export function makeChart(box, lines, y, view, sync) {
  const options = {
    width: box.clientWidth,
    height: box.clientHeight,
    legend: { show: false },
    padding: [12, () => room(box.clientWidth), 4, 0],
    scales: { x: { time: true }, y: { range: y.range } },
    cursor: {
      y: false,
      sync: { key: sync },
      drag: { x: true, y: false, setScale: false },
      points: { size: 7 },
    },
    series: [{}, ...lines.map(series)],
    axes: [times(y.times, view), axis({ size: 48, ...y.axis })],
    hooks: {
      drawAxes: [(u) => y.before?.(u)],
      draw: [(u) => drawEnds(u, lines, y, view), (u) => y.after?.(u)],
      setSelect: [(u) => select(u, view)],
    },
  };
  const chart = new globalThis.uPlot(options, [[], ...lines.map(() => [])], box);
  chart.over.addEventListener("wheel", (event) => wheel(event, chart, view), { passive: false });
  return chart;
}

function series(line) {
  return {
    label: line.name,
    stroke: () => colour(line.colour),
    dash: line.dash,
    width: line.width,
    points: { show: false },
    spanGaps: true,
  };
}

function axis(more) {
  return {
    stroke: () => colour("--quiet"),
    font: AXIS_FONT,
    grid: { stroke: () => colour("--grid"), width: 1 },
    ticks: { show: false },
    ...more,
  };
}

function select(u, view) {
  if (u.select.width > 4) {
    const from = u.posToVal(u.select.left, "x");
    const to = u.posToVal(u.select.left + u.select.width, "x");
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    view.set(from, to);
  }
}

/** Only with a key held: the wheel alone belongs to the page. */
function wheel(event, u, view) {
  if (!event.ctrlKey && !event.shiftKey) return;
  event.preventDefault();
  const by = event.deltaY || event.deltaX;
  if (event.ctrlKey) view.zoom(by > 0 ? 1.25 : 0.8, u.posToVal(u.cursor.left, "x"));
  else view.pan(by > 0 ? 0.1 : -0.1);
}

/** Where each line ends within what is shown: [{line, value, x, y}]. */
function ends(u, lines, view) {
  const found = [];
  lines.forEach((line, i) => {
    const values = u.data[i + 1];
    let at = u.data[0].length - 1;
    while (at >= 0 && (u.data[0][at] > view.max || values[at] == null)) at--;
    if (at < 0 || u.data[0][at] < view.min) return;
    const y = u.valToPos(values[at], "y", true);
    found.push({ line, value: values[at], x: u.valToPos(u.data[0][at], "x", true), y });
  });
  return found.sort((a, b) => a.y - b.y);
}

/** Moves labels that would lie on each other apart, and none out of the chart. */
function spread(labels, ratio, top, bottom) {
  let least = top;
  for (const label of labels) {
    label.text = Math.max(label.y, least);
    least = label.text + APART * ratio;
  }
  let most = bottom;
  for (const label of [...labels].reverse()) {
    label.text = Math.min(label.text, most);
    most = label.text - APART * ratio;
  }
}

function drawEnds(u, lines, y, view) {
  const ratio = devicePixelRatio;
  const labels = ends(u, lines, view);
  spread(labels, ratio, u.bbox.top + 9 * ratio, u.bbox.top + u.bbox.height);
  const ctx = u.ctx;
  ctx.save();
  ctx.font = FONT.replace(/(\d+(\.\d+)?)px/, (size) => parseFloat(size) * ratio + "px");
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.setLineDash([]);
  for (const label of labels) {
    ctx.fillStyle = colour(label.line.colour);
    ctx.beginPath();
    ctx.arc(label.x, label.y, 4.5 * ratio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.lineWidth = 2 * ratio;
    ctx.strokeStyle = colour("--card");
    ctx.stroke();
    const left = u.bbox.left + u.bbox.width + 10 * ratio;
    ctx.fillText(shorten(label.line.name, u.width) + " " + y.format(label.value, label.line.name), left, label.text);
  }
  ctx.restore();
}

function shorten(name, width) {
  const most = width < 520 ? 6 : 10;
  return name.length > most ? name.slice(0, most - 1) + "…" : name;
}

/** Fits the chart to its box. */
export function fit(chart, box) {
  const width = box.clientWidth;
  const height = box.clientHeight;
  if (width > 0 && (chart.width !== width || chart.height !== height)) {
    chart.setSize({ width, height });
  }
}
