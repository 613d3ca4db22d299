// One chart of lines over time, with the name and value of each line at its end.

import { colour } from "./colours.js";

const FONT = '600 12.5px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
const AXIS_FONT = '12px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
const APART = 16;

/** Room for names at the right, by the width of the chart. */
function room(width) {
  return width < 520 ? 84 : 122;
}

/**
 * Makes a chart in `box`.
 *
 * lines: [{name, colour, dash, width}]; y: {range, values, splits, format, before, after}: how the
 * axis is written, and what is drawn below and above the lines; view: which time is shown.
 */
export function makeChart(box, lines, y, view, sync) {
  const options = {
    width: box.clientWidth,
    height: box.clientHeight,
    legend: { show: false },
    padding: [12, room(box.clientWidth), 0, 0],
    scales: { x: { time: true }, y: { range: y.range } },
    cursor: {
      y: false,
      sync: { key: sync },
      drag: { x: true, y: false, setScale: false },
      points: { size: 7 },
    },
    series: [{}, ...lines.map(series)],
    axes: [axis({ space: 90 }), axis({ size: 46, values: y.values, splits: y.splits })],
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
function spread(labels, ratio, bottom) {
  let least = -Infinity;
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
  spread(labels, ratio, u.bbox.top + u.bbox.height);
  const ctx = u.ctx;
  ctx.save();
  ctx.font = FONT.replace(/(\d+(\.\d+)?)px/, (size) => parseFloat(size) * ratio + "px");
  ctx.textBaseline = "middle";
  for (const label of labels) {
    ctx.fillStyle = colour(label.line.colour);
    ctx.beginPath();
    ctx.arc(label.x, label.y, 4.5 * ratio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.lineWidth = 2 * ratio;
    ctx.strokeStyle = colour("--card");
    ctx.stroke();
    const left = u.bbox.left + u.bbox.width + 10 * ratio;
    ctx.fillText(shorten(label.line.name, u.width) + " " + y.format(label.value), left, label.text);
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
    chart.padding[1] = room(width);
    chart.setSize({ width, height });
  }
}
