// Free volumes against the threshold on a logarithmic axis (Eq. 3): a marker moves along, a click or drag sets the threshold.
import {interpolate, percentAt} from "../../../controls/readout.js"
import {setAttributes, svg} from "../dom.js"
import {Chart, lineOf, roundTicks} from "./chart.js"

/** @import {Curves} from "../types.js" */

const NAMES = /** @type {const} */ (["disconnected", "connected"])

const LOWEST = 1e-4, HIGHEST = 1.3
const DECADES = [1e-4, 1e-3, 1e-2, 1e-1, 1]

export class FreeVolumeChart extends Chart {
  /**
   * @param {HTMLElement} el
   * @param {Curves} curves
   * @param {{mpe: number | null, level: number, limit: number | null, onPick(level: number): void, onRelease(): void}} options
   */
  constructor(el, curves, {mpe, level, limit, onPick, onRelease}) {
    super(el, {name: "Free volume against the threshold", height: 204, xTitle: "threshold (eV)", yTitle: "free volume / cell volume"})
    this.curves = curves
    this.mpe = mpe
    this.level = level
    this.limit = limit
    this.end = this.#reach(level)
    this.lines = {disconnected: svg("path", {class: "line disconnected"}), connected: svg("path", {class: "line connected"})}
    this.predicted = {disconnected: svg("path", {class: "line disconnected predicted"}), connected: svg("path", {class: "line connected predicted"})}
    const stripe = svg("pattern", {id: `hatch-${this.clip}`, class: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)"}, svg("line", {y2: 6}))
    this.svg.prepend(svg("defs", {}, stripe))
    this.opening = svg("g", {class: "opening"})
    this.marker = svg("line", {class: "marker"})
    this.dots = {disconnected: svg("circle", {class: "dot disconnected", r: 5}), connected: svg("circle", {class: "dot connected", r: 5})}
    this.plot.append(this.opening, ...Object.values(this.predicted), ...Object.values(this.lines), this.marker)
    this.over.append(this.dots.disconnected, this.dots.connected)
    this.#listen(onPick, onRelease)
  }

  /**
   * @param {(level: number) => void} onPick
   * @param {() => void} onRelease
   */
  #listen(onPick, onRelease) {
    const energy = (/** @type {number} */ x) => (x - this.left) / (this.right - this.left) * this.end
    let held = false
    this.onPointer("pointerdown", (x, event) => {
      if (x === null) return
      held = true
      this.svg.setPointerCapture(event.pointerId)
      onPick(energy(x))
    })
    this.onPointer("pointermove", (x) => {
      if (x === null) { this.hideTip(); return }
      const t = energy(x)
      if (held) onPick(t)
      this.showTip(x, [["threshold", `${t.toFixed(3)} eV`], ["connected", percentAt(this.curves, "connected", t)],
        ["disconnected", percentAt(this.curves, "disconnected", t)]])
    })
    this.onPointer("pointerleave", () => this.hideTip())
    for (const type of /** @type {const} */ (["pointerup", "pointercancel"])) this.onPointer(type, () => { if (held) { held = false; onRelease() } })
  }

  /**
   * A little past 1 eV and the MPE; further, in steps of 0.5 eV, where the threshold would leave.
   * @param {number} level
   */
  #reach(level) { return Math.min(4, Math.max(1.05, 1.25 * (this.mpe ?? 0), Math.ceil(2.06 * level) / 2)) }

  /** @param {number} t */
  x(t) { return this.left + t / this.end * (this.right - this.left) }

  /** @param {number} f */
  y(f) { return this.bottom - Math.log(f / LOWEST) / Math.log(HIGHEST / LOWEST) * (this.bottom - this.top) }

  draw() {
    this.drawAxes(roundTicks(this.end, 5), DECADES.map((value) => ({value, text: `${value >= 1e-2 ? (100 * value).toFixed(0) : 100 * value} %`})))
    const x = (/** @type {number} */ t) => this.x(t), y = (/** @type {number} */ f) => this.y(f)
    for (const name of NAMES) this.lines[name].setAttribute("d", lineOf(this.curves.thresholds, this.curves[name], x, y, 0))
    const {mpe, limit} = this, {thresholds} = this.curves, estimated = Boolean(this.curves.connected_estimate)
    const first = Math.max(0, this.curves.connected.findIndex((f) => f === null) - 1) // from the last exact point on
    for (const name of NAMES) {
      const estimate = this.curves[`${name}_estimate`] ?? []
      this.predicted[name].setAttribute("d", lineOf(thresholds.slice(first, first + estimate.length), estimate.slice(first), x, y, 0))
    }
    this.opening.replaceChildren()
    if (limit !== null && limit < this.end) {
      const box = {x: x(limit), y: this.top, width: this.right - x(limit), height: this.bottom - this.top}
      const title = svg("text", {x: (x(limit) + this.right) / 2, y: (this.top + 3 * this.bottom) / 4, "text-anchor": "middle"}, estimated ? "predicted" : "not scanned")
      this.opening.append(svg("rect", box), ...estimated ? [svg("rect", {...box, class: "hatched", fill: `url(#hatch-${this.clip})`})] : [], title)
    }
    if (mpe !== null) {
      const left = mpe > 0.8 * this.end
      this.opening.append(svg("line", {x1: x(mpe), x2: x(mpe), y1: this.top, y2: this.bottom}),
        svg("text", {x: x(mpe) + (left ? -4 : 4), y: this.bottom - 5, "text-anchor": left ? "end" : "start"}, limit !== null && mpe > limit ? "≈ MPE" : "MPE"))
    }
    this.setLevel(this.level)
  }

  /** @param {number} level eV */
  setLevel(level) {
    this.level = level
    if (!this.width) return
    const end = this.#reach(level)
    if (end !== this.end) { this.end = end; this.draw(); return }
    const x = this.x(level)
    setAttributes(this.marker, {x1: x, x2: x, y1: this.top, y2: this.bottom})
    for (const name of NAMES) {
      const exact = interpolate(this.curves.thresholds, this.curves[name], level)
      const f = Number.isFinite(exact) ? exact : interpolate(this.curves.thresholds, this.curves[`${name}_estimate`] ?? [], level)
      const seen = Number.isFinite(f) && f >= LOWEST
      setAttributes(this.dots[name], seen ? {visibility: "visible", cx: x, cy: this.y(f)} : {visibility: "hidden"})
    }
  }
}
