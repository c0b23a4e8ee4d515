// The energy threshold bar. Plain DOM, no framework: every movement sets model.value once, Bokeh links do the rest.
const THUMB = 18
const WIDGETS = ["combobox", "listbox", "menu", "slider", "tablist", "radiogroup", "dialog"] // have keys of their own
const SPEED = 0.35 // eV per second while playing

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value))
  node.append(...children)
  return node
}

/**
 * @typedef {object} Model parameters of pesviz.app.controls.threshold.ThresholdBar; energies in eV
 * @property {number} value
 * @property {number} value_throttled
 * @property {number} start
 * @property {number} end
 * @property {number | null} limit
 * @property {number} step
 * @property {{value: number, label: string, title?: string, key?: string}[]} ticks
 * @property {boolean} playing
 * @property {boolean} presenter
 * @property {(names: string | string[], listener: () => void) => void} on
 */

/** @param {{model: Model, data: {setv(changes: Partial<Model>, options: {sync: boolean}): void}, el: HTMLElement}} panel */
function render({model, data, el: root}) {
  const play = el("button", {class: "play", type: "button", "aria-label": "Play the threshold from 0 up", title: "Play the threshold from 0 up (p); pause and go on (space)"})
  const range = el("input", {type: "range", class: "range", "aria-label": "Energy threshold in electronvolts"})
  const labels = el("div", {class: "labels"})
  const scale = el("div", {class: "scale", "aria-hidden": "true"})
  const number = el("input", {type: "number", class: "number", step: "any", inputmode: "decimal", "aria-label": "Energy threshold in electronvolts, as a number"})
  const reached = el("i")
  const predicted = el("div", {class: "predicted", "aria-hidden": "true"}, reached, el("span", {}, "predicted"))
  const track = el("div", {class: "track"}, labels, predicted, range, scale)
  const field = el("label", {class: "entry", title: "Type a threshold and press Enter"}, number, el("span", {}, "eV"))
  const bar = el("div", {class: "bar", role: "group", "aria-label": "Energy threshold"}, play, track, field)

  /** @type {{button: HTMLButtonElement, label: HTMLElement, line: SVGLineElement, value: number}[]} the ticks */
  let buttons = []
  let held = false
  let timer = 0
  let frame = 0
  const clamp = (/** @type {number} */ v) => Math.min(model.end, Math.max(model.start, v))
  const rounded = (/** @type {number} */ v) => Math.round(v * 1e4) / 1e4
  const release = () => {
    clearTimeout(timer)
    if (model.value_throttled !== model.value) model.value_throttled = model.value
  }
  const set = (/** @type {number} */ v) => {
    const next = rounded(clamp(v))
    if (Number.isFinite(next) && next !== model.value) data.setv({value: next}, {sync: false}) // the server hears of the release only
    clearTimeout(timer)
    if (!held && !model.playing) timer = setTimeout(release, 250)
  }
  const show = () => {
    const v = model.value
    range.value = String(v)
    range.setAttribute("aria-valuetext", `${v.toFixed(3)} electronvolts${above(v) ? ", predicted" : ""}`)
    bar.classList.toggle("above", above(v))
    const end = limit()
    if (end !== null && above(v)) reached.style.width = `${100 * (v - end) / (model.end - end)}%`
    range.style.setProperty("--filled", `${100 * (v - model.start) / (model.end - model.start)}%`)
    if (!number.matches(":focus")) number.value = v.toFixed(3)
    for (const {button, value} of buttons) button.classList.toggle("below", value <= v + 1e-9)
  }
  /** Above it energies are predicted; null: nowhere. */
  const limit = () => typeof model.limit === "number" && model.limit < model.end ? model.limit : null
  const above = (/** @type {number} */ v) => v > (limit() ?? Infinity) + 1e-9
  const left = (/** @type {number} */ v) => `calc(${THUMB / 2}px + ${(v - model.start) / (model.end - model.start)} * (100% - ${THUMB}px))`

  const place = () => {
    // Labels keep out of each other's way; their stems end at the true energy.
    const width = track.clientWidth
    if (!width) return
    predicted.classList.toggle("short", predicted.clientWidth < 84) // no room for the word
    const at = (/** @type {number} */ v) => THUMB / 2 + (v - model.start) / (model.end - model.start) * (width - THUMB)
    const items = buttons.map(({button, label, line, value}) => ({button, line, x: at(value), w: label.offsetWidth + 8, c: 0}))
    let edge = -4
    for (const item of items) { item.c = Math.max(item.x, edge + item.w / 2); edge = item.c + item.w / 2 }
    edge = width + 4
    for (const item of [...items].reverse()) { item.c = Math.min(item.c, edge - item.w / 2); edge = item.c - item.w / 2 }
    for (const {button, line, x, c} of items) {
      button.style.left = `${c}px`
      line.setAttribute("x2", String(60 + x - c))
    }
  }
  const rebuild = () => {
    range.min = number.min = String(model.start)
    range.max = number.max = String(model.end)
    range.step = String(model.step)
    buttons = [...model.ticks].sort((a, b) => a.value - b.value).map((tick) => {
      const button = el("button", {type: "button", class: "tick", title: tick.title || "", "data-value": tick.value, "data-key": tick.key || "",
        "aria-label": `${tick.title || tick.label}: set the threshold to ${tick.value.toFixed(3)} electronvolts`})
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
      svg.setAttribute("class", "stem"); svg.setAttribute("width", "120"); svg.setAttribute("height", "9")
      const line = document.createElementNS("http://www.w3.org/2000/svg", "line")
      for (const [name, value] of Object.entries({x1: 60, y1: 0, x2: 60, y2: 9})) line.setAttribute(name, String(value))
      svg.append(line)
      const label = el("span", {class: "label"}); label.innerHTML = tick.label
      button.append(label, svg)
      button.addEventListener("click", () => { stop(); set(tick.value); release() })
      return {button, label, line, value: tick.value}
    })
    labels.replaceChildren(...buttons.map(({button}) => button))
    const exact = limit()
    predicted.hidden = exact === null
    range.style.setProperty("--known", exact === null ? "100%" : left(exact))
    range.title = exact === null ? "" : `Exact up to ${exact} eV, where the scan ended; predicted above`
    if (exact !== null) predicted.style.left = left(exact)
    reached.style.width = "0"
    scale.replaceChildren()
    const span = model.end - model.start
    for (let v = Math.ceil(model.start); v <= model.end + 1e-9; v += span > 2 ? 1 : 0.5) {
      const mark = el("span", {class: "mark"}, v === 0 ? "0" : `${v}`)
      mark.style.left = left(v)
      scale.append(mark)
    }
    show(); place()
  }

  const step = (/** @type {number} */ then) => (/** @type {number} */ now) => {
    if (!model.playing) return
    const next = model.value + SPEED * Math.min(0.1, (now - then) / 1000)
    if (next >= model.end) { set(model.end); stop(); return }
    set(next)
    frame = requestAnimationFrame(step(now))
  }
  const go = () => { if (!model.playing) { model.playing = true; frame = requestAnimationFrame(step(performance.now())) } }
  const stop = () => { if (model.playing) { model.playing = false; cancelAnimationFrame(frame); release() } }
  const playing = () => {
    play.textContent = model.playing ? "❚❚" : "▶"
    play.setAttribute("aria-label", model.playing ? "Pause" : "Play the threshold from 0 up")
  }

  range.addEventListener("pointerdown", () => { held = true; stop() })
  const up = () => { if (held) { held = false; release() } }
  window.addEventListener("pointerup", up)
  window.addEventListener("pointercancel", up)
  range.addEventListener("input", () => set(Number(range.value)))
  number.addEventListener("change", () => { stop(); if (number.value !== "") { set(Number(number.value)); release() } show() })
  play.addEventListener("click", () => { if (model.playing) { stop() } else { set(0); go() } })

  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (!bar.getClientRects().length) return // on a page that is not shown
    const target = /** @type {HTMLInputElement} */ (event.composedPath()[0])
    const tag = target?.tagName
    const text = (tag === "INPUT" && !["range", "checkbox", "radio", "button"].includes(target.type)) || tag === "TEXTAREA" || tag === "SELECT" || target?.isContentEditable
    const widget = event.composedPath().some((node) => node instanceof Element && WIDGETS.includes(node.getAttribute("role") ?? ""))
    if (text || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const {key} = event
    if (key === "ArrowLeft" || key === "ArrowRight") {
      if (widget || (tag === "INPUT" && target !== range)) return
      stop(); set(model.value + (key === "ArrowRight" ? 1 : -1) * model.step * (event.shiftKey ? 10 : 1))
    } else if (["1", "2", "3"].includes(key)) {
      const tick = model.ticks.find((t) => (t.key || "").includes(key))
      if (!tick) return
      stop(); set(tick.value); release()
    } else if (key === "p" || key === "P") { stop(); set(0); go()
    } else if (key === " ") {
      if (tag === "BUTTON" || tag === "INPUT" && target !== range) return
      if (model.playing) stop(); else go()
    } else if (key === "m" || key === "M") { model.presenter = !model.presenter
    } else return
    event.preventDefault()
  }
  document.addEventListener("keydown", keys)

  model.on("value", show)
  model.on("playing", playing)
  model.on(["ticks", "start", "end", "step", "limit"], rebuild)
  const size = new ResizeObserver(place)
  size.observe(track)
  model.on("remove", () => {
    stop(); size.disconnect(); document.removeEventListener("keydown", keys)
    window.removeEventListener("pointerup", up); window.removeEventListener("pointercancel", up)
  })
  root.append(bar)
  rebuild(); playing()
}

export default {ThresholdBar: {render}}
