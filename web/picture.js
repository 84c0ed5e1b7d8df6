// Saves a chart of the page as a picture that stands alone: what the style sheet says is written into it,
// with title above and source below. Fetched when first asked for.

const PROPERTIES = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order",
];
const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 24;

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A colour as every program reads it: style sheets may give oklab(…). */
function plain(colour) {
  if (!/^\w+\(/.test(colour) || colour.startsWith("url")) return colour;
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
  const hex = (n) => n.toString(16).padStart(2, "0");
  return a === 0 ? "none" : `#${[r, g, b].map(hex).join("")}${a < 255 ? hex(a) : ""}`;
}

/** A copy without classes and links that looks the same anywhere. */
function standing(source) {
  const style = getComputedStyle(source);
  if (style.display === "none" || source.matches(".hit, .focus")) return null;
  const isLink = source.localName === "a";
  const copy = isLink ? element("g", {}) : source.cloneNode(false);
  for (const name of ["class", "href", "tabindex", "data-testid", "data-key", "data-count", "aria-label"]) {
    copy.removeAttribute(name);
  }
  if (["path", "rect", "circle", "text"].includes(source.localName)) {
    for (const property of PROPERTIES) {
      const value = style.getPropertyValue(property);
      if (value) copy.setAttribute(property, /^(fill|stroke)$/.test(property) ? plain(value) : value);
    }
  }
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.append(child.cloneNode());
    else if (child.localName !== "title") {
      const inner = standing(child);
      if (inner) copy.append(inner);
    }
  }
  return copy;
}

/** What of the corpus is drawn, in words. */
const SAID = {
  "zh-Hans": { part: (n) => `图中是其中 ${n} 篇`, query: (q) => `检索“${q}”`, out: (name) => `不含${name}`, mark: "只含所选标记背后的文章", and: "、", is: "：" },
  "zh-Hant": { part: (n) => `圖中是其中 ${n} 篇`, query: (q) => `檢索「${q}」`, out: (name) => `不含${name}`, mark: "只含所選標記背後的文章", and: "、", is: "：" },
  en: { part: (n) => `drawn from ${n} of these`, query: (q) => `search “${q}”`, out: (name) => `without ${name}`, mark: "only articles behind the chosen mark", and: ", ", is: ": " },
};
/** Lines of an address that stand below a picture. */
const MOST = 4;

/** The search and the filters of the view, as the page names them; empty where all articles are drawn. */
function scope() {
  const said = SAID[document.documentElement.lang] ?? SAID.en;
  const asked = new URLSearchParams(location.search);
  const words = (node) => [...(node?.childNodes ?? [])].find((child) => child.nodeType === Node.TEXT_NODE && child.data.trim())?.data.trim() ?? "";
  const parts = [];
  if (asked.get("q")?.trim()) parts.push(said.query(asked.get("q").trim()));
  for (const facet of document.querySelectorAll(".facet")) {
    const chosen = [...facet.querySelectorAll("li[aria-current='true'], li[data-out]")].map((row) => {
      const name = words(row.querySelector(".facet__value"));
      return row.dataset.out ? said.out(name) : name;
    });
    if (chosen.length > 0) parts.push(`${words(facet.querySelector("h3"))}${said.is}${chosen.join(said.and)}`);
  }
  if (asked.get("from") || asked.get("to")) parts.push(`${asked.get("from") ?? "…"}–${asked.get("to") ?? "…"}`);
  if (asked.get("mark")) parts.push(said.mark);
  const total = document.querySelector("[data-testid='result-count']")?.dataset.total;
  if (parts.length > 0 && total) parts.unshift(said.part(Number(total).toLocaleString("en")));
  return parts.join(" · ");
}

/** What the figure counts, and of how many: as they stand above it on the page. */
function counts(svg) {
  const said = (node) => node?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const form = said(svg.closest(".fig")?.querySelector(".fig__title span"));
  const panel = svg.closest(".panel");
  const name = said(panel?.querySelector(".panel__theme"));
  return [form, [name, said(panel?.querySelector(".panel__of"))].filter(Boolean).join(" ")].filter(Boolean);
}

/** An address as people read it, where it can be read back. */
function readable(address) {
  try {
    return decodeURI(address).replace(/\s/g, encodeURIComponent);
  } catch {
    return address;
  }
}

/** A line as lines no wider than the picture. */
function wrapped(line, width, font) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const lines = [""];
  for (const sign of line) {
    const longer = lines[lines.length - 1] + sign;
    if (longer === sign || pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(sign.trim());
  }
  if (lines.length > MOST) lines.splice(MOST - 1, lines.length, `${lines[MOST - 1].slice(0, -1)}…`);
  return lines;
}

function framed(svg, title, [about, ...rest]) {
  const page = getComputedStyle(document.body);
  const root = getComputedStyle(document.documentElement);
  const token = (name) => root.getPropertyValue(name).trim();
  const [width, height] = [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height];
  const lines = [...counts(svg), about, scope(), ...rest.map(readable)].filter(Boolean).flatMap((line) => wrapped(line, width, `12px ${page.fontFamily}`));
  const [top, bottom] = [MARGIN + 36, MARGIN + 18 * lines.length];
  const [w, h] = [width + 2 * MARGIN, height + top + bottom];
  const out = element("svg", { xmlns: SVG, width: w, height: h, viewBox: `0 0 ${w} ${h}`, role: "img" });
  out.append(element("title", {}, title));
  out.append(element("rect", { width: w, height: h, fill: token("--paper") }));
  const words = { x: MARGIN, "font-family": page.fontFamily };
  out.append(element("text", { ...words, y: MARGIN + 14, "font-family": token("--song"), "font-size": 18, "font-weight": 700, fill: token("--ink") }, title));
  const drawing = standing(svg);
  const inner = element("g", { transform: `translate(${MARGIN} ${top})` });
  inner.append(...drawing.childNodes);
  out.append(inner);
  lines.forEach((line, index) => {
    out.append(element("text", { ...words, y: top + height + 22 + 18 * index, "font-size": 12, fill: token("--ink-3") }, line));
  });
  return out;
}

/**
 * The chart as a blob.
 * @param {SVGSVGElement} svg the chart
 * @param {{title: string, lines: string[], kind: "svg" | "png"}} about
 */
export async function picture(svg, { title, lines, kind }) {
  const whole = framed(svg, title, lines);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(whole)}`;
  const blob = new Blob([text], { type: "image/svg+xml" });
  if (kind === "svg") return blob;
  const address = URL.createObjectURL(blob);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise((done) => canvas.toBlob(done, "image/png"));
    if (!png) throw new Error("the browser could not draw the picture");
    return png;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Offers the chart as a file. */
export async function save(svg, about) {
  const address = URL.createObjectURL(await picture(svg, about));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${about.name}.${about.kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
