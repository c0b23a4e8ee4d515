// A slice of the field that the viewer shows: colours, contour lines, the threshold's line, atoms near the plane.
import {atomsAt, contour, cut, latticePlane, outlineInCell, planeThrough, stretched} from "./cut.js"
import {html, setAttributes, svg} from "../dom.js"
import {context2d} from "../text.js"
import {GRADIENT, VIRIDIS} from "../theme.js"
import {roundTicks} from "./chart.js"

/** @import {Image} from "../crystal.js" */
/** @import {Field} from "../field.js" */
/** @import {CrystalScene, LatticePlane, Plane} from "../types.js" */
/** @import {Samples} from "./cut.js" */

const SAMPLES = 160
const RATIO = 1.1
const COLOURS = VIRIDIS.map((hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)))
const EDGE = 30 // px for numbers at the left and at the bottom

/** @param {number} t from 0 to 1 */
function colour(t) {
  const x = Math.min(1, Math.max(0, t)) * (COLOURS.length - 1), i = Math.min(COLOURS.length - 2, Math.floor(x))
  return COLOURS[i].map((low, n) => low + (x - i) * (COLOURS[i + 1][n] - low))
}

/**
 * Round energies from 0 to the upper end of the scale, about eight.
 * @param {number} top
 */
function levels(top) {
  const rough = top / 8, power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= 0.999 * rough) ?? 10 * power
  return Array.from({length: Math.floor(top / step + 0.5)}, (_, n) => (n + 1) * step)
}

/** @typedef {{plane: Plane, samples: Samples, near: ReturnType<typeof atomsAt>}} Cut what is shown */

export class SliceView {
  width = 0
  /** Whether it is in front. */
  #shown = false
  /** @type {Field | null} */
  #field = null
  /** @type {Cut | null} */
  shown = null
  /** Pixels per Å. */
  #scale = 1
  /** Height of the picture, px. */
  #tall = 0
  /** @type {Image[]} those clicked */
  #atoms = []

  /**
   * @param {HTMLElement & {pesvizSlice?: SliceView}} el
   * @param {{planes: LatticePlane[], scene: CrystalScene, top: number, level: number, limit: number | null, onPlane(corners: number[][]): void}} options
   *   `limit`: energies above it are predicted
   */
  constructor(el, {planes, scene, top, level, limit, onPlane}) {
    this.el = el
    this.planes = planes
    this.scene = scene
    this.top = top
    this.level = level
    this.limit = limit
    this.onPlane = onPlane
    this.choice = html("select", {"aria-label": "Plane"}, ...planes.map(({name}, n) => html("option", {value: n}, name)), html("option", {value: "atoms"}, "three atoms"))
    this.choice.value = String(Math.max(0, planes.findIndex(({name}) => name === "(001)")))
    this.offset = html("input", {type: "range", min: 0, max: 1, step: 0.01, value: 0.5, "aria-label": "Offset in interplanar distances"})
    this.offsetText = html("output")
    this.canvas = html("canvas", {role: "img"})
    this.svg = svg("svg", {class: "chart", "aria-hidden": "true"})
    this.line = svg("path", {class: "level"})
    this.halo = svg("path", {class: "halo"})
    this.topText = html("span")
    this.bar = html("div", {class: "scale"}, html("i", {style: `background: ${GRADIENT}`}), html("span", {}, "0"), html("span", {}, "energy (eV)"), this.topText)
    this.box = html("div", {class: "plot cut"}, this.canvas, this.svg)
    this.hint = html("p", {class: "hint"})
    this.tip = html("div", {class: "tip", hidden: ""})
    this.box.append(this.tip)
    this.offsetLabel = html("label", {}, "offset", this.offset, this.offsetText)
    el.append(html("div", {class: "row"}, this.choice, this.offsetLabel), this.bar, this.box, this.hint)
    el.pesvizSlice = this // a handle for tests and for the curious
    this.choice.addEventListener("change", () => this.show())
    this.offset.addEventListener("input", () => this.show())
    this.box.addEventListener("pointermove", (event) => this.#hover(event))
    this.box.addEventListener("pointerleave", () => { this.tip.hidden = true })
    new ResizeObserver(() => { if (el.clientWidth !== this.width) this.draw() }).observe(el)
  }

  /**
   * Only in front is it drawn, and the plane shown in the viewer.
   * @param {boolean} on
   */
  open(on) {
    this.#shown = on
    if (on) this.show()
    else this.onPlane([])
  }

  /** @param {Field} field */
  setField(field) {
    this.#field = field
    if (this.#shown) this.show()
  }

  /** @param {number} level eV */
  setLevel(level) {
    this.level = level
    if (this.#shown && this.shown) this.#threshold(this.shown)
  }

  /**
   * An atom was clicked in the viewer, or the space beside them.
   * @param {Image | null} image
   */
  pick(image) {
    if (!image || !this.#shown || this.choice.value !== "atoms") return
    this.#atoms = this.#atoms.length < 3 ? [...this.#atoms, image] : [image]
    this.show()
  }

  #plane() {
    const byAtoms = this.choice.value === "atoms"
    this.offsetLabel.hidden = byAtoms
    this.offsetText.textContent = Number(this.offset.value).toFixed(2)
    if (!byAtoms) return latticePlane(this.planes[Number(this.choice.value)], Number(this.offset.value))
    if (this.#atoms.length < 3) return null
    return planeThrough(this.#atoms.map(({position}) => position.toArray()))
  }

  /** Cut anew. */
  show() {
    const chosen = this.#plane()
    this.shown = null
    if (!this.#field || !chosen) {
      const names = this.#atoms.map(({atom}) => `${atom.symbol} ${atom.index}`).join(", ")
      this.hint.textContent = this.#atoms.length === 3 ? "The three atoms lie on a line. Click another three." : `Click three atoms in the viewer.${names ? ` So far: ${names}.` : ""}`
      this.box.hidden = this.bar.hidden = true
      this.onPlane([])
      return
    }
    this.box.hidden = this.bar.hidden = false
    const plane = stretched(chosen, RATIO)
    this.shown = {plane, samples: cut(this.#field, plane, SAMPLES), near: atomsAt(this.scene, plane)}
    this.onPlane(outlineInCell(plane, this.scene.cell))
    this.hint.textContent = `${plane.name}, atoms within 0.8 Å. The bold line is the threshold.${plane.outline.length ? " Dotted: one cell of the plane." : ""}` +
      (this.limit === null ? "" : ` Dashed: ${this.limit} eV, above which energies are predicted.`)
    this.canvas.setAttribute("aria-label", `Energy on ${plane.name}`)
    this.draw()
  }

  draw() {
    this.width = this.el.clientWidth
    if (!this.shown || !this.width) return
    const {plane, samples, near} = this.shown, {nx, ny, values} = samples, [wide, high] = plane.size
    this.#scale = (this.width - EDGE) / wide
    this.#tall = high * this.#scale
    this.box.style.height = `${this.#tall + EDGE}px`
    setAttributes(this.svg, {width: this.width, height: this.#tall + EDGE})
    Object.assign(this.canvas, {width: nx, height: ny})
    this.canvas.style.cssText = `left:${EDGE}px;width:${wide * this.#scale}px;height:${this.#tall}px`
    const context = context2d(this.canvas), picture = context.createImageData(nx, ny)
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) {
      const value = values[j * nx + i], o = 4 * ((ny - 1 - j) * nx + i)
      if (value > this.top) continue // clear: the page's own colour
      picture.data.set([...colour(value / this.top), 255], o)
    }
    context.putImageData(picture, 0, 0)
    this.topText.textContent = this.limit !== null && this.top > this.limit ? `≈ ${this.top}` : `${this.top}`
    const {x, y} = this.#places(this.shown)
    const at = (/** @type {number} */ u, /** @type {number} */ v) => [EDGE + (u + wide / 2) * this.#scale, this.#tall - (v + high / 2) * this.#scale]
    const lines = levels(this.top).map((level) => contour(samples, level, x, y)).join("")
    const dots = near.map(({atom, x: u, y: v, height}) => {
      const [cx, cy] = at(u, v)
      return svg("circle", {cx, cy, r: Math.max(4, 0.45 * atom.radius * this.#scale), fill: atom.colour, opacity: 1 - 0.7 * Math.abs(height)}, svg("title", {}, `${atom.symbol} ${atom.index}`))
    })
    const outline = plane.outline.length ? [svg("path", {class: "outline", d: `M${plane.outline.map(([u, v]) => at(u, v).join(" ")).join("L")}Z`})] : []
    // its segments are separate subpaths, in which a dash array would start anew: a chequered stroke looks dashed
    const squares = svg("pattern", {id: "chequered", width: 8, height: 8, patternUnits: "userSpaceOnUse", fill: "#fff"},
      svg("rect", {width: 4, height: 4}), svg("rect", {x: 4, y: 4, width: 4, height: 4}))
    const ends = this.limit === null ? [] : [svg("defs", {}, squares), svg("path", {class: "limit", d: contour(samples, this.limit, x, y)})]
    this.svg.replaceChildren(svg("path", {class: "contours", d: lines}), ...ends, ...outline, this.halo, this.line, ...dots, ...this.#axes(plane, at))
    this.#threshold(this.shown)
  }

  /**
   * Where columns and rows of samples lie, px.
   * @param {Cut} shown
   */
  #places({samples: {nx, ny}, plane: {size: [wide]}}) {
    return {
      x: (/** @type {number} */ i) => EDGE + i / (nx - 1) * wide * this.#scale,
      y: (/** @type {number} */ j) => this.#tall - j / (ny - 1) * this.#tall,
    }
  }

  /**
   * @param {Plane} plane
   * @param {(u: number, v: number) => number[]} at place of coordinates in the plane, px
   */
  #axes(plane, at) {
    const [wide, high] = plane.size, marks = []
    const numbers = (/** @type {number} */ half) => { const right = roundTicks(half, 2); return [...right.slice(1).map(({value, text}) => ({value: -value, text: `−${text}`})), ...right] }
    for (const {value, text} of numbers(wide / 2)) marks.push(svg("text", {x: at(value, 0)[0], y: this.#tall + 13, "text-anchor": "middle"}, text))
    for (const {value, text} of numbers(high / 2)) marks.push(svg("text", {x: EDGE - 4, y: at(0, value)[1] + 4, "text-anchor": "end"}, text))
    const title = plane.x_name ? `along ${plane.x_name} (Å)` : "Å"
    return [...marks, svg("text", {class: "title", x: EDGE + wide * this.#scale / 2, y: this.#tall + 27, "text-anchor": "middle"}, title)]
  }

  /** @param {Cut} shown */
  #threshold(shown) {
    const {x, y} = this.#places(shown)
    const d = contour(shown.samples, this.level, x, y)
    this.line.setAttribute("d", d)
    this.halo.setAttribute("d", d)
  }

  /** @param {PointerEvent} event */
  #hover(event) {
    if (!this.shown) return
    const box = this.canvas.getBoundingClientRect(), {nx, ny, values} = this.shown.samples
    const i = Math.round((event.clientX - box.left) / box.width * (nx - 1)), j = ny - 1 - Math.round((event.clientY - box.top) / box.height * (ny - 1))
    this.tip.hidden = i < 0 || j < 0 || i >= nx || j >= ny
    if (this.tip.hidden) return
    const value = values[j * nx + i]
    const predicted = this.limit !== null && value > this.limit
    this.tip.textContent = predicted ? `≈ ${value.toFixed(2)} eV (predicted)` : value > this.top ? `> ${this.top} eV` : `${value.toFixed(3)} eV`
    const left = event.clientX - box.left + EDGE
    this.tip.style.left = `${left + 90 < this.width ? left + 12 : left - 12 - this.tip.offsetWidth}px`
    this.tip.style.top = `${event.clientY - box.top - 30}px`
  }
}
