// Numbers of a result: live ones at the threshold (Readout), those of the structure (Summary), lists to choose from (Cards).
// Terms explain themselves: an element with data-tip shows it in the browser's top layer, by pointer, touch or keyboard.
function explain(root) {
  const tip = document.createElement("div")
  tip.className = "tip"
  tip.setAttribute("popover", "manual")
  tip.setAttribute("role", "tooltip")
  root.append(tip)
  const hide = () => { if (tip.matches(":popover-open")) tip.hidePopover() }
  const show = (event) => {
    const term = event.target.closest?.("[data-tip]")
    if (!term) return
    tip.textContent = term.dataset.tip
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
const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[c])
const term = (text, tip) => `<span class="term" tabindex="0" data-tip="${escape(tip)}">${text}</span>`
const percent = (f) => {
  if (!Number.isFinite(f)) return "–"
  if (!(f > 0)) return "0 %"
  const p = 100 * f
  if (p < 0.001) return "< 0.001 %"
  return `${p.toFixed(p >= 100 ? 0 : Math.max(0, Math.min(3, 1 - Math.floor(Math.log10(p)))))} %`
}

// Value of a step-like curve at t, linear between its points; NaN where a scan does not know it (null or NaN).
export function interpolate(x, y, t) {
  if (!x?.length) return NaN
  if (t <= x[0]) return y[0]
  let lo = 0
  let hi = x.length - 1
  if (t >= x[hi]) return y[hi] ?? NaN
  while (hi - lo > 1) { const mid = (lo + hi) >> 1; if (x[mid] <= t) lo = mid; else hi = mid }
  const w = (t - x[lo]) / (x[hi] - x[lo])
  const [below, above] = [y[lo] ?? NaN, y[hi] ?? NaN]
  return w < 1e-6 ? below : below + (above - below) * w
}

/** Free volume at a threshold as text; "≈" before what is predicted. */
export function percentAt(curve, name, t) {
  const exact = interpolate(curve.thresholds, curve[name], t)
  const estimate = curve[`${name}_estimate`]
  return Number.isFinite(exact) || !estimate ? percent(exact) : `≈ ${percent(interpolate(curve.thresholds, estimate, t))}`
}

function render({model, el}) {
  el.innerHTML = `
    <div class="at" role="group" aria-label="At this threshold">
      <div class="item connected" ><span class="swatch"></span><span class="name">${term("connected", "Connected free volume: share of the cell that an ion reaches from its site without ever rising above the threshold (Eq. 3 with the level map, Eq. 1).")}</span><output class="number"></output></div>
      <div class="item disconnected" ><span class="swatch"></span><span class="name">${term("disconnected", "Disconnected free volume: share of the cell where the potential energy lies below the threshold, reachable or not (Eq. 3 with the PES).")}</span><output class="number"></output></div>
      <div class="state"><span class="dot"></span><output></output></div>
    </div>`
  explain(el)
  const [connected, disconnected] = el.querySelectorAll(".number")
  const state = el.querySelector(".state")
  const words = state.querySelector("output")
  const show = () => {
    const {thresholds: x} = model.curve
    const t = model.level
    connected.textContent = percentAt(model.curve, "connected", t)
    disconnected.textContent = percentAt(model.curve, "disconnected", t)
    let open = null
    for (const p of model.percolation) if (p.energy !== null && p.energy <= t + 1e-9) open = p // by rising energy
    state.dataset.dim = open ? open.dim : 0
    state.hidden = !x
    const said = !open ? "not connected" : open.dim === 3 ? "connected in 3D" : `connected in ${open.dim}D ${open.directions}`
    // above the limit of a scan only what opened below it is sure to stay open
    const sure = typeof model.limit !== "number" || t <= model.limit + 1e-9 || (open?.dim === 3 && open.energy < model.limit)
    const text = `${model.who ? `${model.who} alone: ` : ""}${said}${sure ? "" : " (predicted)"}`
    if (words.textContent !== text) words.textContent = text
  }
  model.on(["level", "curve", "percolation", "who", "limit"], show)
  show()
}

function renderSummary({model, el}) {
  const box = document.createElement("div")
  el.append(box)
  explain(el)
  const show = () => {
    const {xi, energies, unknown} = model.summary
    if (!energies) { box.replaceChildren(); return }
    const chips = energies.map((e) => `<button type="button" class="chip${e.text.startsWith("≈") ? " estimate" : ""}" ${e.value === null ? "disabled" : ""} data-value="${e.value}" data-tip="${escape(e.tip)}" aria-label="${escape(`${e.plain}: ${e.text}.${e.value === null ? "" : " Set the threshold there."}`)}"><span class="name">${e.label}</span><span class="value">${escape(e.text)}</span></button>`).join("")
    const factor = (f) => `<div class="factor"><div>${term(f.label, f.tip)} <b>${f.value.toFixed(3)}</b></div><div class="meter" aria-hidden="true"><span style="width:${100 * f.value}%"></span></div><div class="why">${escape(f.why)}</div></div>`
    box.innerHTML = `<div class="chips">${chips}</div>` + (xi ? `<div class="xi"><div class="score">${term("Ξ", xi.tip)} <b>${xi.value.toFixed(3)}</b><span class="product">= S₁ · S₂</span>${xi.paper ? `<span class="paper">${term(`paper ${xi.paper}`, xi.paper_tip)}</span>` : ""}</div>${xi.factors.map(factor).join("")}${xi.own === undefined ? "" : `<div class="score own">${term("Ξ, own thresholds", xi.calibration)} <b>${xi.own.toFixed(3)}</b></div>`}<div class="note">${escape(xi.note)}${xi.note && xi.calibration ? "<br>" : ""}${escape(xi.calibration ?? "")}</div></div>` : unknown ? `<div class="xi"><div class="note">${escape(unknown)}</div></div>` : "")
    for (const chip of box.querySelectorAll(".chip")) chip.addEventListener("click", () => { model.pick = -1; model.pick = Number(chip.dataset.value) })
  }
  model.on("summary", show)
  show()
}

function renderCards({model, el}) {
  const list = document.createElement("div")
  list.className = "list"
  list.setAttribute("role", "group")
  el.append(list)
  const mark = () => { for (const card of list.children) card.setAttribute("aria-pressed", card.dataset.key === model.value) }
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
