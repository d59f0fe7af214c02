"use strict";
// The page of a map: draws the network with vis-network, filters it, and shows the sentence behind every line.
// All text of articles reaches the page through textContent or the canvas; nothing here parses markup.

var network, nodes, edges; // by the names that pyvis pages give them

(() => {
  const page = JSON.parse(document.getElementById("kg-data").textContent);
  const byId = (id) => document.getElementById(id);
  const QUADS = ["material cooperation", "verbal cooperation", "verbal conflict", "material conflict", "standing"];
  const KINDS = ["state", "igo", "person", "body", "party", "armed group", "company", "people", "other"];
  const KIND_NAMES = {
    state: "State", igo: "Organisation", person: "Person", body: "State body", party: "Party", "armed group": "Armed group",
    company: "Company", people: "People", other: "Other",
  };
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const LIST = 60; // events or neighbours shown before a button offers the rest
  const SVG = "http://www.w3.org/2000/svg";

  // vis keeps its nodes in plain objects, where an actor called "constructor" would find something there already.
  const safe = (id) => (id in Object.prototype ? `${id} ` : id);
  for (const n of page.nodes) n.id = safe(n.id);
  for (const e of page.edges) [e.from, e.to] = [safe(e.from), safe(e.to)];
  const actors = new Map(page.nodes.map((n) => [n.id, n]));
  const lines = new Map(page.edges.map((e) => [e.id, e]));
  const linesOf = new Map(page.nodes.map((n) => [n.id, []]));
  for (const line of page.edges) {
    linesOf.get(line.from).push(line);
    if (line.to !== line.from) linesOf.get(line.to).push(line);
  }

  // --- small helpers -------------------------------------------------------------------------------------------

  function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") node.textContent = value;
      else if (name === "on") node.addEventListener("click", value);
      else if (value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children.filter((c) => c !== null && c !== undefined));
    return node;
  }
  const bdi = (text) => el("bdi", { text });
  // Each piece by itself, so that a text with marks of right-to-left writing turns no other round.
  const row = (pieces) => pieces.filter(Boolean).flatMap((piece, i) => (i ? [" · ", bdi(piece)] : [bdi(piece)]));
  const slug = (text) => text.replace(/[^a-z]+/g, "-");
  const plural = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
  const words = (relation) => relation.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const other = (line, id) => (line.from === id ? line.to : line.from);
  const name = (id) => actors.get(id).name;

  function spell(date) { // 2023-09-18, 2023-09, 2023 or --09-18
    const parts = /^(-|\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(date || "");
    if (!parts) return date || "no date";
    const [, year, month, day] = parts;
    const pieces = [day && String(Number(day)), month && MONTHS[Number(month) - 1], year !== "-" && year];
    return pieces.filter(Boolean).join(" ") + (year === "-" ? " (year unknown)" : "");
  }

  function month(date, last) { // months since year 0; the last of the year where only that is known
    const parts = /^(\d{4})(?:-(\d\d))?/.exec(date || "");
    if (!parts) return null;
    return Number(parts[1]) * 12 + (parts[2] ? Number(parts[2]) - 1 : last ? 11 : 0);
  }

  function paint(property) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${property}`).trim();
  }
  let colours = {};
  function readColours() {
    colours = { page: paint("page"), ink: paint("ink"), soft: paint("soft") };
    for (const quad of QUADS) colours[quad] = paint(slug(quad));
  }

  // --- what is shown ---------------------------------------------------------------------------------------------

  for (const event of page.events) {
    if (event.date) {
      event.low = month(event.date, false);
      event.high = month(event.date, true);
      event.dated = event.low !== null;
    } else if (event.from || event.until) {
      event.low = month(event.from, false) ?? -Infinity;
      event.high = month(event.until, true) ?? Infinity;
      event.dated = true;
    } else event.dated = false;
  }
  const statuses = [...new Set(page.events.map((e) => e.status))].sort();
  const firstStatuses = () => new Set(statuses.includes("asserted") ? ["asserted"] : statuses);
  const everything = () => ({
    quads: new Set(), kinds: new Set(), states: new Set(), // hidden ones
    statuses: firstStatuses(), what: "", confidence: 0, low: -Infinity, high: Infinity, undated: true,
  });
  let shown = everything();
  let focus = null; // ids of actors in the light, or null for all
  let chosen = { nodes: [], edges: [] };

  function passes(event) {
    if (shown.quads.has(event.quad) || !shown.statuses.has(event.status)) return false;
    if (event.confidence !== null && event.confidence < shown.confidence) return false;
    if (shown.what.startsWith("category ") && (event.category || "standing") !== shown.what.slice(9)) return false;
    if (shown.what.startsWith("relation ") && event.relation !== shown.what.slice(9)) return false;
    if (shown.low === -Infinity && shown.high === Infinity) return shown.undated || event.dated;
    return event.dated ? event.high >= shown.low && event.low <= shown.high : shown.undated;
  }
  const present = (actor) => !shown.kinds.has(actor.kind) && !(actor.country && shown.states.has(actor.country));
  const width = (count) => Math.min(1.6 + 1.5 * Math.log2(count), 9);
  const passing = (line) => line.events.filter(([n]) => passes(page.events[n]));

  function nodeLook(actor, hidden) {
    const dim = focus !== null && !focus.has(actor.id);
        const inside = actor.hollow ? colours.page : actor.colour;
    const picked = chosen.nodes.includes(actor.id);
    const look = { background: inside, border: picked ? colours.ink : actor.colour };
    return {
      id: actor.id, hidden, opacity: dim ? 0.2 : 1, borderWidth: actor.hollow || picked ? 2.5 : 0.5,
      color: { ...look, highlight: look, hover: { background: inside, border: colours.ink } },
    };
  }
  function edgeLook(line, count, hidden) {
    const picked = chosen.edges.includes(line.id);
    const lit = focus === null || picked || (chosen.nodes.length > 0 && (chosen.nodes.includes(line.from) || chosen.nodes.includes(line.to)));
    const colour = colours[line.quad];
    const opacity = picked ? 1 : !lit ? 0.07 : page.large && focus === null ? 0.4 : line.quad === "standing" ? 0.8 : 0.92;
    return {
      id: line.id, hidden, width: (count ? width(count) : 1) * (picked ? 1.5 : 1) + (picked ? 1 : 0),
      color: { color: colour, highlight: colour, hover: colour, opacity },
    };
  }

  const last = new Map(); // how each item was drawn, so that only what changed is sent to vis
  function changed(look) {
    const print = JSON.stringify(look);
    if (last.get(look.id) === print) return false;
    last.set(look.id, print);
    return true;
  }

  let drawn = { actors: new Set(), lines: 0 };
  function looks() {
    const still = new Set();
    const edgeLooks = page.edges.map((line) => {
      const count = passing(line).length;
      const visible = count > 0 && present(actors.get(line.from)) && present(actors.get(line.to));
      if (visible) still.add(line.from).add(line.to);
      return edgeLook(line, count, !visible);
    });
    // An actor that lost all its ties to the filters goes; one that never had any stays.
    const nodeLooks = page.nodes.map((actor) =>
      nodeLook(actor, !(present(actor) && (still.has(actor.id) || linesOf.get(actor.id).length === 0))));
    drawn = {
      actors: new Set(nodeLooks.filter((n) => !n.hidden).map((n) => n.id)),
      lines: edgeLooks.filter((e) => !e.hidden).length,
    };
    return { nodeLooks, edgeLooks };
  }
  function redraw() {
    const { nodeLooks, edgeLooks } = looks();
    nodes.update(nodeLooks.filter(changed));
    edges.update(edgeLooks.filter(changed));
    byId("nothing").hidden = drawn.actors.size > 0;
    labels.stale = true; // vis itself draws anew after an update
  }

  // --- labels: drawn here, at one size on the screen, and only where they cover no other ----------------------------

  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';
  const labels = { stale: true, scale: 0, placed: [], widths: new Map() };
  const ranked = [...page.nodes].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));

  function placeLabels(context, scale) {
    const size = 12.5 / scale;
    const cells = new Map();
    const step = 80 / scale;
    const cellsOf = function* (box) {
      for (let x = Math.floor(box[0] / step); x <= Math.floor(box[2] / step); x += 1)
        for (let y = Math.floor(box[1] / step); y <= Math.floor(box[3] / step); y += 1) yield `${x},${y}`;
    };
    const taken = (box, own) => {
      for (const cell of cellsOf(box))
        for (const [id, b] of cells.get(cell) || [])
          if (id !== own && box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]) return true;
      return false;
    };
    const take = (box, id) => {
      for (const cell of cellsOf(box)) cells.has(cell) ? cells.get(cell).push([id, box]) : cells.set(cell, [[id, box]]);
    };
    const at = network.getPositions();
    const visible = ranked.filter((a) => drawn.actors.has(a.id) && (focus === null || focus.has(a.id)));
    if (visible.length <= 500)
      for (const a of visible) {
        const { x, y } = at[a.id];
        const r = a.size * 0.8;
        take([x - r, y - r, x + r, y + r], a.id);
      }
    context.font = `500 12.5px ${FONT}`;
    labels.placed = [];
    for (const [rank, actor] of visible.entries()) {
      if (rank >= 40 && visible.length > 150 && actor.size * scale < 3.5) continue; // too small yet to be called by name
      if (!labels.widths.has(actor.label)) labels.widths.set(actor.label, context.measureText(actor.label).width);
      const half = labels.widths.get(actor.label) / 2 / scale + 2 / scale;
      const { x, y } = at[actor.id];
      const high = size * 0.62;
      const below = actor.size + 2 / scale + high;
      const aside = actor.size + 4 / scale + half;
      const slant = half * 0.75;
      const spots = [[x, y + below], [x, y - below], [x + aside, y], [x - aside, y],
        [x + slant, y + below], [x - slant, y + below], [x + slant, y - below], [x - slant, y - below]];
      for (const [cx, cy] of spots) {
        const box = [cx - half, cy - high, cx + half, cy + high];
        if (taken(box, actor.id)) continue;
        take(box, actor.id);
        labels.placed.push([actor.label, cx, cy, chosen.nodes.includes(actor.id)]);
        break;
      }
    }
    labels.scale = scale;
    labels.stale = false;
  }
  function drawLabels(context) {
    const scale = network.getScale();
    if (labels.stale || Math.abs(labels.scale - scale) > 0.01 * scale) placeLabels(context, scale);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5 / scale;
    context.strokeStyle = colours.page;
    context.fillStyle = colours.ink;
    for (const [text, x, y, bold] of labels.placed) {
      context.font = `${bold ? 700 : 500} ${12.5 / scale}px ${FONT}`;
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
  }

  // --- the panel ------------------------------------------------------------------------------------------------

  function open(...content) {
    byId("detail").replaceChildren(...content.filter(Boolean));
    byId("panel").hidden = false;
    byId("panel").scrollTop = 0;
  }
  function close() {
    byId("panel").hidden = true;
    choose({ nodes: [], edges: [] }, null);
    network.unselectAll();
  }
  function choose(choice, light) {
    chosen = choice;
    focus = light;
    redraw();
  }
  function listed(items, make, parent) {
    const grow = (from, to) => {
      parent.append(...items.slice(from, to).map(make));
      if (to >= items.length) return;
      const more = el("button", { type: "button", class: "more", text: `Show ${plural(items.length - to, "more", "more")}` });
      more.addEventListener("click", () => { more.remove(); grow(to, to + 10 * LIST); });
      parent.append(more);
    };
    grow(0, LIST);
    return parent;
  }
  const nameButton = (id) => el("button", { type: "button", class: "name", on: () => openActor(id) }, bdi(name(id)));

  function link(article) {
    if (!article) return null;
    const title = article.title || article.url || "untitled article";
    const heading = article.url && /^https?:\/\//i.test(article.url)
      ? el("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, bdi(title))
      : bdi(title);
    return el("p", { class: "from" }, heading, ...(article.source ? [" · ", bdi(article.source)] : []));
  }
  function eventCard([number, way], line) {
    const event = page.events[number];
    const [from, to] = way < 0 ? [line.to, line.from] : [line.from, line.to];
    const facts = [spell(event.date)];
    if (!event.date && (event.from || event.until))
      facts[0] = `${event.from ? `since ${spell(event.from)}` : ""}${event.until ? ` until ${spell(event.until)}` : ""}`.trim();
    if (event.place) facts.push(event.place);
    if (event.category) facts.push(event.category);
    if (event.intensity !== null) facts.push(`intensity ${String(event.intensity).replace("-", "−")}`);
    if (event.confidence !== null) facts.push(`confidence ${event.confidence.toFixed(2)}`);
    if (event.sources > 1) facts.push(`${event.sources} sources`);
    return el("article", { class: `event ${slug(event.quad)}` },
      el("p", { class: "what" }, bdi(name(from)), ` ${words(event.relation)} `, bdi(name(to))),
      el("p", { class: "meta" }, el("span", { class: "chip", text: event.status }), ...row(facts)),
      event.sentence ? el("blockquote", { dir: "auto", text: event.sentence }) : null,
      link(event.article === undefined ? null : page.articles[event.article]));
  }
  function openTie(ids, back) {
    const here = ids.map((id) => lines.get(id));
    const { from, to } = here[0];
    const all = here.flatMap((line) => line.events.map((e) => [e, line]));
    const kept = all.filter(([[n]]) => passes(page.events[n]));
    const when = ([[n]]) => page.events[n].date || "";
    kept.sort((a, b) => (when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : a[0][0] - b[0][0]));
    const hidden = all.length - kept.length;
    choose({ nodes: [], edges: ids }, new Set([from, to]));
    open(
      back ? el("button", { type: "button", class: "back", on: () => openActor(back) }, "‹ ", bdi(name(back))) : null,
      el("h2", { class: "long" }, nameButton(from), from === to ? "" : " – ", from === to ? null : nameButton(to)),
      el("p", { class: "meta", text: [ids.length === 1 ? here[0].quad : "all ties", plural(kept.length, "event"),
        hidden ? `${hidden} more hidden by the filters` : ""].filter(Boolean).join(" · ") }),
      listed(kept, ([event, line]) => eventCard(event, line), el("div")));
  }
  function openActor(id) {
    const actor = actors.get(id);
    const ties = new Map();
    for (const line of linesOf.get(id)) {
      const count = passing(line).length;
      if (!count || !present(actors.get(other(line, id)))) continue;
      const tie = ties.get(other(line, id)) || { id: other(line, id), lines: [], counts: new Map(), total: 0 };
      tie.lines.push(line.id);
      tie.counts.set(line.quad, count);
      tie.total += count;
      ties.set(tie.id, tie);
    }
    const sorted = [...ties.values()].sort((a, b) => b.total - a.total || (name(a.id) < name(b.id) ? -1 : 1));
    choose({ nodes: [id], edges: [] }, new Set([id, ...ties.keys()]));
    const facts = [KIND_NAMES[actor.kind], actor.country && countryName(actor.country), actor.country, actor.sector];
    const total = sorted.reduce((sum, tie) => sum + tie.total, 0);
    open(
      el("h2", { class: "long" }, bdi(actor.name)),
      el("p", { class: "meta" }, ...row(facts)),
      el("h3", { text: `${plural(sorted.length, "neighbour")} · ${plural(total, "event")}` }),
      listed(sorted, (tie) => el("li", {}, el("button", { type: "button", on: () => openTie(tie.lines, id) }, bdi(name(tie.id)),
        el("span", { class: "counts" }, ...QUADS.filter((q) => tie.counts.has(q)).map((q) =>
          el("span", { title: q }, el("i", { class: slug(q) }), String(tie.counts.get(q))))))),
      el("ul", { class: "neighbours" })));
  }
  function bringIntoView(points) { // move the map, as little as need be, so that the panel covers none of these
    const panel = byId("panel").getBoundingClientRect();
    const stage = byId("stage").getBoundingClientRect();
    const at = points.map((p) => network.canvasToDOM(p)).map((p) => ({ x: p.x + stage.left, y: p.y + stage.top }));
    const covered = at.some((p) => p.x > panel.left - 40 && p.x < panel.right && p.y > panel.top - 20 && p.y < panel.bottom + 20);
    if (!covered) return;
    const sheet = panel.width > stage.width * 0.9;
    const over = sheet ? Math.max(...at.map((p) => p.y)) - panel.top + 40 : Math.max(...at.map((p) => p.x)) - panel.left + 70;
    const view = network.getViewPosition(), scale = network.getScale();
    network.moveTo({ position: sheet ? { x: view.x, y: view.y + over / scale } : { x: view.x + over / scale, y: view.y }, animation: motion() });
  }
  const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches || page.large ? false : { duration: 350, easingFunction: "easeInOutQuad" });

  // --- legend and filters ------------------------------------------------------------------------------------------

  function glyph(draw) {
    const svg = document.createElementNS(SVG, "svg");
    for (const [k, v] of Object.entries({ width: 22, height: 16, viewBox: "0 0 22 16", "aria-hidden": "true" })) svg.setAttribute(k, v);
    const shape = document.createElementNS(SVG, draw.tag || "path");
    for (const [k, v] of Object.entries(draw)) if (k !== "tag") shape.setAttribute(k, v);
    svg.append(shape);
    return svg;
  }
  const OUTLINES = {
    state: "M11 2a6 6 0 1 0 .01 0z", igo: "M8 2.8h6l3 5.2-3 5.2H8L5 8z", person: "M11 1.5l6 6.5-6 6.5-6-6.5z", body: "M5.8 2.8h10.4v10.4H5.8z",
    party: "M11 1.2l1.9 4.6 5 .4-3.8 3.2 1.2 4.9L11 11.7l-4.3 2.6 1.2-4.9-3.8-3.2 5-.4z", "armed group": "M11 2l6.5 11.5h-13z",
    company: "M11 14L4.5 2.5h13z", people: "M11 3a5 5 0 1 0 .01 0z", other: "M6.5 3.5h9v9h-9z",
  };
  function kindGlyph(kind) {
    const hollow = kind === "people" || kind === "other";
    return glyph({ d: OUTLINES[kind], fill: hollow ? "none" : "currentColor", stroke: "currentColor", "stroke-width": hollow ? 2 : 0, opacity: 0.6 });
  }
  function key(picture, label, count, hiddenSet, value, redo = redraw) {
    const button = el("button", { type: "button", class: "key", "aria-pressed": "true", title: `Hide or show: ${label}` }, picture, el("span", {}, bdi(label)),
      el("small", { text: count.toLocaleString("en") }));
    button.addEventListener("click", () => {
      hiddenSet().has(value) ? hiddenSet().delete(value) : hiddenSet().add(value);
      button.setAttribute("aria-pressed", String(!hiddenSet().has(value)));
      redo();
    });
    return button;
  }
  function tally(items, of) {
    const counts = new Map();
    for (const item of items) if (of(item)) counts.set(of(item), (counts.get(of(item)) || 0) + 1);
    return counts;
  }
  function countryName(code) {
    const state = ranked.find((n) => n.kind === "state" && n.country === code);
    return state ? state.name : code;
  }
  function buildLegend() {
    const quads = tally(page.events, (e) => e.quad);
    byId("legend-quads").replaceChildren(...QUADS.filter((q) => quads.has(q)).map((q) => key(
      glyph({ tag: "line", x1: 0, x2: 22, y1: 8, y2: 8, stroke: `var(--${slug(q)})`, "stroke-width": 3, "stroke-dasharray": q === "standing" ? "4 3" : "none" }),
      q[0].toUpperCase() + q.slice(1), quads.get(q), () => shown.quads, q)));
    const kinds = tally(page.nodes, (n) => n.kind);
    byId("legend-kinds").replaceChildren(...KINDS.filter((k) => kinds.has(k)).map((k) =>
      key(kindGlyph(k), KIND_NAMES[k], kinds.get(k), () => shown.kinds, k)));
    const weight = new Map();
    for (const n of page.nodes) if (n.country) weight.set(n.country, (weight.get(n.country) || 0) + n.weight + 1);
    const states = tally(page.nodes, (n) => n.country);
    const codes = [...states.keys()].sort((a, b) => weight.get(b) - weight.get(a) || (a < b ? -1 : 1));
    const stateKey = (code) => key(
      glyph({ tag: "circle", cx: 11, cy: 8, r: 5.5, fill: page.nodes.find((n) => n.country === code).colour }),
      countryName(code), states.get(code), () => shown.states, code);
    const box = byId("legend-states");
    box.replaceChildren(...codes.slice(0, 8).map(stateKey));
    if (codes.length > 8) {
      const more = el("button", { type: "button", class: "more", text: `${codes.length - 8} more` });
      more.addEventListener("click", () => more.replaceWith(...codes.slice(8).map(stateKey)));
      box.append(more);
    }
  }
  function buildFilters() {
    const select = byId("relation");
    const groups = new Map();
    for (const e of page.events) {
      const category = e.category || "standing";
      if (!groups.has(category)) groups.set(category, new Set());
      groups.get(category).add(e.relation);
    }
    for (const category of [...groups.keys()].sort()) {
      const label = category === "standing" ? "Standing" : category[0] + category.slice(1).toLowerCase();
      const group = el("optgroup", { label }, el("option", { value: `category ${category}`, text: `${label}: all` }));
      for (const relation of [...groups.get(category)].sort()) group.append(el("option", { value: `relation ${relation}`, text: words(relation) }));
      select.append(group);
    }
    select.addEventListener("change", () => { shown.what = select.value; redraw(); });

    const counts = tally(page.events, (e) => e.status);
    if (statuses.length > 1)
      byId("statuses").replaceChildren(...statuses.map((status) => {
        const box = el("input", { type: "checkbox" });
        box.checked = shown.statuses.has(status);
        box.addEventListener("change", () => { box.checked ? shown.statuses.add(status) : shown.statuses.delete(status); redraw(); });
        return el("label", {}, box, el("span", { text: status }), el("small", { text: counts.get(status).toLocaleString("en") }));
      }));
    const slider = byId("confidence");
    const known = page.events.map((e) => e.confidence).filter((c) => c !== null);
    byId("confidence-box").hidden = known.length === 0 || Math.min(...known.slice(0, 50000)) === Math.max(...known.slice(0, 50000));
    slider.addEventListener("input", () => {
      shown.confidence = Number(slider.value);
      byId("confidence-value").textContent = shown.confidence ? shown.confidence.toFixed(2) : "any";
      soon(redraw);
    });
    byId("reset").addEventListener("click", () => {
      shown = everything();
      select.value = "";
      slider.value = "0";
      byId("confidence-value").textContent = "any";
      byId("undated").checked = true;
      for (const button of document.querySelectorAll(".key")) button.setAttribute("aria-pressed", "true");
      [...byId("statuses").querySelectorAll("input")].forEach((box, i) => { box.checked = shown.statuses.has(statuses[i]); });
      byId("since").value = byId("since").min;
      byId("until").value = byId("until").max;
      showWhen();
      close();
    });
  }
  let waiting = null;
  function soon(action) { // once a frame while a slider moves
    if (waiting === null) requestAnimationFrame(() => { waiting(); waiting = null; });
    waiting = action;
  }

  // --- time -------------------------------------------------------------------------------------------------------

  let showWhen = () => {};
  function buildTimeline() {
    const dated = page.events.filter((e) => e.date && e.dated);
    if (!dated.length) return;
    const first = dated.reduce((m, e) => Math.min(m, e.low), Infinity);
    const end = dated.reduce((m, e) => Math.max(m, e.high), -Infinity);
    if (end === first) return;
    const months = Math.ceil((end - first + 1) / 160); // in one step of the sliders
    const steps = Math.ceil((end - first + 1) / months);
    const heights = new Array(steps).fill(0);
    for (const e of dated) {
      const from = Math.floor((e.low - first) / months), to = Math.floor((e.high - first) / months);
      for (let i = from; i <= to; i += 1) heights[i] += 1 / (to - from + 1);
    }
    const top = Math.max(...heights);
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${steps} 100`);
    svg.setAttribute("preserveAspectRatio", "none");
    const bars = heights.map((h, i) => {
      const bar = document.createElementNS(SVG, "rect");
      const high = h ? 6 + 94 * Math.sqrt(h / top) : 0;
      for (const [k, v] of Object.entries({ x: i + 0.1, y: 100 - high, width: 0.8, height: high })) bar.setAttribute(k, v);
      svg.append(bar);
      return bar;
    });
    byId("bars").append(svg);
    const since = byId("since"), until = byId("until");
    since.max = until.max = String(steps - 1);
    since.value = "0";
    until.value = String(steps - 1);
    const named = (m) => `${MONTHS[m % 12]} ${Math.floor(m / 12)}`;
    showWhen = () => {
      const a = Number(since.value), b = Number(until.value);
      shown.low = a === 0 ? -Infinity : first + a * months;
      shown.high = b === steps - 1 ? Infinity : first + (b + 1) * months - 1;
      const text = [named(first + a * months), named(Math.min(end, first + (b + 1) * months - 1))];
      byId("when").textContent = text[0] === text[1] ? text[0] : text.join(" – ");
      since.setAttribute("aria-valuetext", text[0]);
      until.setAttribute("aria-valuetext", text[1]);
      bars.forEach((bar, i) => bar.setAttribute("class", i >= a && i <= b ? "in" : ""));
      // Where both thumbs stand at the right end, the left one must stay the one to catch.
      since.style.zIndex = a > steps / 2 ? "2" : "1";
      until.style.zIndex = a > steps / 2 ? "1" : "2";
    };
    since.addEventListener("input", () => { if (Number(since.value) > Number(until.value)) since.value = until.value; showWhen(); soon(redraw); });
    until.addEventListener("input", () => { if (Number(until.value) < Number(since.value)) until.value = since.value; showWhen(); soon(redraw); });
    byId("undated").addEventListener("change", () => { shown.undated = byId("undated").checked; redraw(); });
    byId("undated").closest("label").hidden = page.events.every((e) => e.dated);
    byId("timeline").hidden = false;
    showWhen();
  }

  // --- search -------------------------------------------------------------------------------------------------------

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  function buildSearch() {
    const input = byId("search"), list = byId("found");
    const entries = ranked.map((n) => [plain(n.name), n]);
    let found = [], at = -1;
    const mark = (i) => {
      at = i;
      [...list.children].forEach((li, j) => li.setAttribute("aria-selected", String(j === at)));
      if (list.children[at]) {
        list.children[at].scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", list.children[at].id);
      } else input.removeAttribute("aria-activedescendant");
    };
    const fold = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); };
    const pick = (actor) => { input.value = ""; fold(); visit(actor.id); };
    const look = () => {
      const text = plain(input.value.trim());
      found = text ? entries.filter(([n]) => n.includes(text)).sort((a, b) => b[0].startsWith(text) - a[0].startsWith(text)).slice(0, 12).map((e) => e[1]) : [];
      list.replaceChildren(...found.map((n, i) => el("li", { role: "option", id: `found-${i}`, on: () => pick(n) }, bdi(n.name),
        el("small", { text: [KIND_NAMES[n.kind], n.kind === "state" ? null : n.country].filter(Boolean).join(", ") }))));
      if (text && !found.length) list.replaceChildren(el("li", { role: "option", "aria-disabled": "true" }, el("small", { text: "No actor of that name on this map" })));
      list.hidden = !text;
      input.setAttribute("aria-expanded", String(!list.hidden));
      mark(found.length ? 0 : -1);
    };
    input.addEventListener("input", look);
    input.addEventListener("focus", look);
    input.addEventListener("blur", () => setTimeout(fold, 150));
    input.addEventListener("keydown", (e) => {
      if (e.key === "ArrowDown" && found.length) { mark((at + 1) % found.length); e.preventDefault(); }
      else if (e.key === "ArrowUp" && found.length) { mark((at + found.length - 1) % found.length); e.preventDefault(); }
      else if (e.key === "Enter" && found[at]) { pick(found[at]); byId("panel").focus(); }
      else if (e.key === "Escape") { input.value = ""; fold(); }
    });
  }
  function visit(id) {
    openActor(id);
    const at = network.getPosition(id);
    const panel = byId("panel").getBoundingClientRect();
    const sheet = panel.width > byId("stage").clientWidth * 0.9;
    network.moveTo({ position: at, scale: Math.max(network.getScale(), 0.8), animation: motion(),
      offset: sheet ? { x: 0, y: -panel.height / 2 } : { x: -panel.width / 2, y: 0 } });
  }

  // --- the tooltip ----------------------------------------------------------------------------------------------------

  function tip(at, head, pieces) {
    const box = byId("tip");
    box.replaceChildren(el("strong", { class: "long" }, bdi(head)), el("span", {}, ...row(pieces)));
    box.hidden = false;
    const stage = byId("stage");
    box.style.left = `${Math.max(4, Math.min(at.x + 14, stage.clientWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${Math.max(4, Math.min(at.y + 16, stage.clientHeight - box.offsetHeight - 8))}px`;
  }
  const untip = () => { byId("tip").hidden = true; };

  function hover(event) { // vis' own hovering draws the whole map anew at every move
    if (event.buttons) return;
    const box = byId("mynetwork").getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const node = network.getNodeAt(at);
    const line = node === undefined && !page.large ? lines.get(network.getEdgeAt(at)) : undefined;
    byId("mynetwork").style.cursor = node !== undefined || line ? "pointer" : "";
    if (node !== undefined) {
      const actor = actors.get(node);
      tip(at, actor.name, [KIND_NAMES[actor.kind], actor.kind === "state" ? null : actor.country && countryName(actor.country),
        plural(actor.weight, "event")]);
    } else if (line)
      tip(at, line.from === line.to ? name(line.from) : `${name(line.from)} – ${name(line.to)}`, [line.quad, plural(passing(line).length, "event")]);
    else untip();
  }

  // --- start ------------------------------------------------------------------------------------------------------------

  function summary() {
    const { actors: n, events, articles, since, until } = page.shown;
    const parts = [plural(n, "actor"), plural(events, "event"), plural(articles, "article")];
    if (since) parts.push(since === until ? spell(since) : `${spell(since)} to ${spell(until)}`);
    byId("summary").textContent = parts.join(" · ");
  }
  function whole(animation) { // all that is drawn, with room for the labels at the rim
    const view = { position: network.getViewPosition(), scale: network.getScale() };
    network.fit({ nodes: [...drawn.actors], maxZoomLevel: 1.6, animation: false });
    const goal = { position: network.getViewPosition(), scale: network.getScale() * 0.95 };
    if (animation) network.moveTo({ ...view, animation: false });
    network.moveTo({ ...goal, animation });
  }

  function start() {
    summary();
    if (!page.nodes.length) {
      document.body.classList.add("nothing-drawn");
      byId("empty").hidden = false;
      return;
    }
    readColours();
    for (const n of page.nodes) n.colour = n.color;
    buildLegend();
    buildFilters();
    buildTimeline();
    buildSearch();
    const { nodeLooks, edgeLooks } = looks();
    [...nodeLooks, ...edgeLooks].forEach(changed);
    // What vis draws by and no more: it copies and walks all that it is given. Its own labels stay off.
    nodes = new vis.DataSet(page.nodes.map((n, i) => ({ id: n.id, label: n.label, x: n.x, y: n.y, shape: n.shape, size: n.size, ...nodeLooks[i] })));
    edges = new vis.DataSet(page.edges.map((e, i) => {
      const { events, quad, ...drawing } = e;
      return { ...drawing, ...edgeLooks[i] };
    }));
    network = new vis.Network(byId("mynetwork"), { nodes, edges }, page.options);
    byId("nothing").hidden = drawn.actors.size > 0;
    network.on("afterDrawing", drawLabels);
    network.on("click", (p) => {
      untip();
      byId("legend").classList.remove("open");
      if (p.nodes.length) { openActor(p.nodes[0]); bringIntoView([network.getPosition(p.nodes[0])]); }
      else if (p.edges.length) {
        const line = lines.get(p.edges[0]);
        openTie([line.id]);
        bringIntoView([network.getPosition(line.from), network.getPosition(line.to)]);
      } else close();
    });
    byId("mynetwork").addEventListener("mousemove", (e) => soon(() => hover(e)));
    byId("mynetwork").addEventListener("mouseleave", untip);
    for (const event of ["dragStart", "zoom"]) network.on(event, untip);
    network.on("dragging", (p) => { if (p.nodes.length) labels.stale = true; });
    whole(false);
    byId("zoom-in").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.4, animation: motion() }));
    byId("zoom-out").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.4, animation: motion() }));
    byId("zoom-fit").addEventListener("click", () => whole(motion()));
    byId("close").addEventListener("click", close);
    byId("legend-toggle").addEventListener("click", () => {
      byId("legend-toggle").setAttribute("aria-expanded", String(byId("legend").classList.toggle("open")));
    });
    document.addEventListener("keydown", (e) => {
      if (e.key === "Escape" && !byId("panel").hidden && document.activeElement !== byId("search")) close();
      if (e.key === "/" && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) { byId("search").focus(); e.preventDefault(); }
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); redraw(); });
  }
  start();
})();
