// The energy threshold bar. Plain DOM, no framework: every movement sets model.value once, Bokeh links do the rest.
const THUMB = 18
const SPEED = 0.35 // eV per second while playing

const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

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

  let held = false
  let timer = 0
  let frame = 0
  const clamp = (v) => Math.min(model.end, Math.max(model.start, v))
  const rounded = (v) => Math.round(v * 1e4) / 1e4
  const release = () => {
    clearTimeout(timer)
    if (model.value_throttled !== model.value) model.value_throttled = model.value
  }
  const set = (v) => {
    const next = rounded(clamp(v))
    if (Number.isFinite(next) && next !== model.value) data.setv({value: next}, {sync: false}) // the server hears of the release only
    clearTimeout(timer)
    if (!held && !model.playing) timer = setTimeout(release, 250)
  }
  const show = () => {
    const v = model.value
    range.value = v
    range.setAttribute("aria-valuetext", `${v.toFixed(3)} electronvolts${above(v) ? ", predicted" : ""}`)
    bar.classList.toggle("above", above(v))
    if (above(v)) reached.style.width = `${100 * (v - model.limit) / (model.end - model.limit)}%`
    range.style.setProperty("--filled", `${100 * (v - model.start) / (model.end - model.start)}%`)
    if (number.getRootNode().activeElement !== number) number.value = v.toFixed(3)
    for (const tick of labels.children) tick.classList.toggle("below", Number(tick.dataset.value) <= v + 1e-9)
  }
  const limited = () => typeof model.limit === "number" && model.limit < model.end
  const above = (v) => limited() && v > model.limit + 1e-9
  const left = (v) => `calc(${THUMB / 2}px + ${(v - model.start) / (model.end - model.start)} * (100% - ${THUMB}px))`

  const place = () => {
    // Labels keep out of each other's way; their stems end at the true energy.
    const width = track.clientWidth
    if (!width) return
    predicted.classList.toggle("short", predicted.clientWidth < 84) // no room for the word
    const at = (v) => THUMB / 2 + (v - model.start) / (model.end - model.start) * (width - THUMB)
    const items = [...labels.children].map((node) => ({node, x: at(Number(node.dataset.value)), w: node.firstChild.offsetWidth + 8}))
    let edge = -4
    for (const item of items) { item.c = Math.max(item.x, edge + item.w / 2); edge = item.c + item.w / 2 }
    edge = width + 4
    for (const item of [...items].reverse()) { item.c = Math.min(item.c, edge - item.w / 2); edge = item.c - item.w / 2 }
    for (const {node, x, c} of items) {
      node.style.left = `${c}px`
      node.querySelector("line").setAttribute("x2", 60 + x - c)
    }
  }
  const rebuild = () => {
    range.min = model.start; range.max = model.end; range.step = model.step
    number.min = model.start; number.max = model.end
    labels.replaceChildren(...[...model.ticks].sort((a, b) => a.value - b.value).map((tick) => {
      const button = el("button", {type: "button", class: "tick", title: tick.title || "", "data-value": tick.value, "data-key": tick.key || "",
        "aria-label": `${tick.title || tick.label}: set the threshold to ${tick.value.toFixed(3)} electronvolts`})
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
      svg.setAttribute("class", "stem"); svg.setAttribute("width", "120"); svg.setAttribute("height", "9")
      const line = document.createElementNS("http://www.w3.org/2000/svg", "line")
      for (const [k, v] of [["x1", 60], ["y1", 0], ["x2", 60], ["y2", 9]]) line.setAttribute(k, v)
      svg.append(line)
      const label = el("span", {class: "label"}); label.innerHTML = tick.label
      button.append(label, svg)
      button.addEventListener("click", () => { stop(); set(tick.value); release() })
      return button
    }))
    predicted.hidden = !limited()
    range.style.setProperty("--known", limited() ? left(model.limit) : "100%")
    range.title = limited() ? `Exact up to ${model.limit} eV, where the scan ended; predicted above` : ""
    if (limited()) predicted.style.left = left(model.limit)
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

  const step = (then) => (now) => {
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

  const keys = (event) => {
    if (!bar.getClientRects().length) return // on a page that is not shown
    const target = event.composedPath()[0]
    const tag = target?.tagName
    const text = (tag === "INPUT" && !["range", "checkbox", "radio", "button"].includes(target.type)) || tag === "TEXTAREA" || tag === "SELECT" || target?.isContentEditable
    const widget = event.composedPath().some((n) => ["combobox", "listbox", "menu", "slider", "tablist", "radiogroup", "dialog"].includes(n.getAttribute?.("role")))
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
