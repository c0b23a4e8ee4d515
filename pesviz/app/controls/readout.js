// Numbers of a result: live ones at the threshold (Readout), those of the structure (Summary), lists to choose from (Cards).

/**
 * Terms explain themselves: an element with data-tip shows it in the browser's top layer, by pointer, touch or keyboard.
 * @param {HTMLElement} root
 */
function explain(root) {
  const tip = document.createElement("div")
  tip.className = "tip"
  tip.setAttribute("popover", "manual")
  tip.setAttribute("role", "tooltip")
  root.append(tip)
  const hide = () => { if (tip.matches(":popover-open")) tip.hidePopover() }
  const show = (/** @type {Event} */ event) => {
    const term = event.target instanceof Element ? event.target.closest("[data-tip]") : null
    if (!term) return
    tip.textContent = term.getAttribute("data-tip")
    if (!tip.matches(":popover-open")) tip.showPopover()
    const at = term.getBoundingClientRect()
    const box = tip.getBoundingClientRect()
    tip.style.left = `${Math.max(8, Math.min(innerWidth - box.width - 8, at.left))}px`
    tip.style.top = `${at.top - box.height - 6 > 8 ? at.top - box.height - 6 : at.bottom + 6}px`
  }
  root.addEventListener("pointerover", show)
  root.addEventListener("focusin", show)
  root.addEventListener("pointerout", hide)
  root.addEventListener("focusout", hide)
}
/** @type {Record<string, string>} */
const ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
const escape = (/** @type {unknown} */ text) => String(text).replace(/[&<>"]/g, (c) => ENTITIES[c])
const term = (/** @type {string} */ text, /** @type {string} */ tip) => `<span class="term" tabindex="0" data-tip="${escape(tip)}">${text}</span>`
// as pesviz.presentation.numbers.fraction writes it
const percent = (/** @type {number} */ f) => {
  if (!Number.isFinite(f)) return "–"
  if (!(f > 0)) return "0 %"
  const p = 100 * f
  if (p < 0.001) return "< 0.001 %"
  return `${p.toFixed(p >= 100 ? 0 : Math.max(0, Math.min(3, 1 - Math.floor(Math.log10(p)))))} %`
}

/** @typedef {(number | null)[]} Values of a curve; null where they are not known */
/**
 * @typedef {object} Curve free volumes, fractions of the cell, and what is predicted of them
 * @property {number[]} [thresholds] eV; none: no curve
 * @property {Values} [connected]
 * @property {Values} [disconnected]
 * @property {Values} [connected_estimate]
 * @property {Values} [disconnected_estimate]
 */

/**
 * Value of a step-like curve, linear between its points; NaN where a scan does not know it (null or NaN).
 * @param {number[] | undefined} x ascending
 * @param {Values | undefined} y
 * @param {number} t
 */
export function interpolate(x, y, t) {
  if (!x?.length || !y) return NaN
  if (t <= x[0]) return y[0] ?? NaN
  let lo = 0
  let hi = x.length - 1
  if (t >= x[hi]) return y[hi] ?? NaN
  while (hi - lo > 1) { const mid = (lo + hi) >> 1; if (x[mid] <= t) lo = mid; else hi = mid }
  const w = (t - x[lo]) / (x[hi] - x[lo])
  const [below, above] = [y[lo] ?? NaN, y[hi] ?? NaN]
  return w < 1e-6 ? below : below + (above - below) * w
}

/**
 * Free volume at a threshold as text; "≈" before what is predicted.
 * @param {Curve} curve
 * @param {"connected" | "disconnected"} name
 * @param {number} t eV
 */
export function percentAt(curve, name, t) {
  const exact = interpolate(curve.thresholds, curve[name], t)
  const estimate = curve[`${name}_estimate`]
  return Number.isFinite(exact) || !estimate ? percent(exact) : `≈ ${percent(interpolate(curve.thresholds, estimate, t))}`
}

/** @typedef {{dim: number, energy: number | null, directions: string}} Opening of a dimension; energy null: never */
/**
 * @typedef {object} ReadoutModel parameters of pesviz.app.controls.readout.Readout
 * @property {number} level eV
 * @property {Curve} curve
 * @property {number | null} limit eV
 * @property {Opening[]} percolation by rising energy
 * @property {string} who
 * @property {(names: string[], listener: () => void) => void} on
 */

/** @param {{model: ReadoutModel, el: HTMLElement}} panel */
function render({model, el}) {
  el.innerHTML = `
    <div class="at" role="group" aria-label="At this threshold">
      <div class="item connected" ><span class="swatch"></span><span class="name">${term("connected", "Connected free volume: share of the cell that an ion reaches from its site without ever rising above the threshold (Eq. 3 with the level map, Eq. 1).")}</span><output class="number"></output></div>
      <div class="item disconnected" ><span class="swatch"></span><span class="name">${term("disconnected", "Disconnected free volume: share of the cell where the potential energy lies below the threshold, reachable or not (Eq. 3 with the PES).")}</span><output class="number"></output></div>
      <div class="state"><span class="dot"></span><output></output></div>
    </div>`
  explain(el)
  const [connected, disconnected] = el.querySelectorAll(".number")
  const state = /** @type {HTMLElement} */ (el.querySelector(".state"))
  const words = /** @type {HTMLOutputElement} */ (state.querySelector("output"))
  const show = () => {
    const {thresholds: x} = model.curve
    const t = model.level
    connected.textContent = percentAt(model.curve, "connected", t)
    disconnected.textContent = percentAt(model.curve, "disconnected", t)
    const open = model.percolation.findLast((opening) => opening.energy !== null && opening.energy <= t + 1e-9)
    state.dataset.dim = String(open?.dim ?? 0)
    state.hidden = !x
    const connection = !open ? "not connected" : open.dim === 3 ? "connected in 3D" : `connected in ${open.dim}D ${open.directions}`
    // above the limit of a scan only what opened below it is sure to stay open
    const sure = typeof model.limit !== "number" || t <= model.limit + 1e-9 || (open?.dim === 3 && open.energy !== null && open.energy < model.limit)
    const text = `${model.who ? `${model.who} alone: ` : ""}${connection}${sure ? "" : " (predicted)"}`
    if (words.textContent !== text) words.textContent = text
  }
  model.on(["level", "curve", "percolation", "who", "limit"], show)
  show()
}

/**
 * @typedef {object} SummaryModel parameters of pesviz.app.controls.readout.Summary
 * @property {any} summary
 * @property {number} pick eV
 * @property {(name: string, listener: () => void) => void} on
 */

/** @param {{model: SummaryModel, el: HTMLElement}} panel */
function renderSummary({model, el}) {
  const box = document.createElement("div")
  el.append(box)
  explain(el)
  const show = () => {
    const {xi, energies, unknown} = model.summary
    if (!energies) { box.replaceChildren(); return }
    const chips = energies.map((/** @type {any} */ e) => `<button type="button" class="chip${e.text.startsWith("≈") ? " estimate" : ""}" ${e.value === null ? "disabled" : ""} data-value="${e.value}" data-tip="${escape(e.tip)}" aria-label="${escape(`${e.plain}: ${e.text}.${e.value === null ? "" : " Set the threshold there."}`)}"><span class="name">${e.label}</span><span class="value">${escape(e.text)}</span></button>`).join("")
    const factor = (/** @type {{label: string, tip: string, value: number, why: string}} */ f) => `<div class="factor"><div>${term(f.label, f.tip)} <b>${f.value.toFixed(3)}</b></div><div class="meter" aria-hidden="true"><span style="width:${100 * f.value}%"></span></div><div class="why">${escape(f.why)}</div></div>`
    box.innerHTML = `<div class="chips">${chips}</div>` + (xi ? `<div class="xi"><div class="score">${term("Ξ", xi.tip)} <b>${xi.value.toFixed(3)}</b><span class="product">= S₁ · S₂</span>${xi.paper ? `<span class="paper">${term(`paper ${xi.paper}`, xi.paper_tip)}</span>` : ""}</div>${xi.factors.map(factor).join("")}${xi.own === undefined ? "" : `<div class="score own">${term("Ξ, own thresholds", xi.calibration)} <b>${xi.own.toFixed(3)}</b></div>`}<div class="note">${escape(xi.note)}${xi.note && xi.calibration ? "<br>" : ""}${escape(xi.calibration ?? "")}</div></div>` : unknown ? `<div class="xi"><div class="note">${escape(unknown)}</div></div>` : "")
    for (const chip of /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll(".chip"))) chip.addEventListener("click", () => { model.pick = -1; model.pick = Number(chip.dataset.value) })
  }
  model.on("summary", show)
  show()
}

/**
 * @typedef {object} CardsModel parameters of pesviz.app.controls.readout.Cards
 * @property {{key: string, title: string, sub?: string, badge?: string, tip?: string}[]} items
 * @property {string} value
 * @property {string} caption
 * @property {(names: string | string[], listener: () => void) => void} on
 * @property {(message: object) => void} send_msg
 */

/** @param {{model: CardsModel, el: HTMLElement}} panel */
function renderCards({model, el}) {
  const list = document.createElement("div")
  list.className = "list"
  list.setAttribute("role", "group")
  el.append(list)
  const mark = () => { for (const card of list.children) card.setAttribute("aria-pressed", String(card.getAttribute("data-key") === model.value)) }
  const show = () => {
    list.setAttribute("aria-label", model.caption)
    list.replaceChildren(...model.items.map((item) => {
      const card = document.createElement("button")
      card.type = "button"; card.className = "card"; card.dataset.key = item.key; card.title = item.tip || ""
      card.innerHTML = `<span class="title">${escape(item.title)}</span><span class="badge">${escape(item.badge || "")}</span><span class="sub">${escape(item.sub || "")}</span>`
      card.addEventListener("click", () => { model.value = item.key; model.send_msg({key: item.key}) })
      return card
    }))
    mark()
  }
  model.on(["items", "caption"], show)
  model.on("value", mark)
  show()
}

export default {Readout: {render}, Summary: {render: renderSummary}, Cards: {render: renderCards}}
