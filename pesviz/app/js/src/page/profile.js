// Energy along the percolation path: what the threshold reaches is filled; the pointer moves a marker along the path in the viewer.
import {setAttributes, svg} from "../dom.js"
import {Chart, lineOf, roundTicks} from "./chart.js"

/** @import {PathProfile} from "../types.js" */

export class ProfileChart extends Chart {
  /** @type {PathProfile | null} */
  path = null
  #hovered = false
  /** Upper end of the axis, eV. */
  #high = 1

  /**
   * @param {HTMLElement} el
   * @param {{level: number, onHover(fraction: number | null): void, onBottleneck(): void}} options
   */
  constructor(el, {level, onHover, onBottleneck}) {
    super(el, {name: "Energy along the percolation path", height: 172, xTitle: "along the path (Å)", yTitle: "energy (eV)"})
    this.level = level
    this.reached = `reached-${this.clip}`
    this.reach = svg("rect", {y: 0, height: this.height})
    this.svg.prepend(svg("clipPath", {id: this.reached}, this.reach))
    this.area = svg("path", {class: "area", "clip-path": `url(#${this.reached})`})
    this.line = svg("path", {class: "line beyond"})
    this.bright = svg("path", {class: "line connected", "clip-path": `url(#${this.reached})`})
    this.limit = svg("line", {class: "marker"})
    this.here = svg("circle", {class: "dot here", r: 5, visibility: "hidden"})
    this.diamond = svg("path", {class: "bottleneck", d: "M0 -8L8 0L0 8L-8 0Z", role: "button", tabindex: 0})
    this.plot.append(this.area, this.line, this.bright, this.limit)
    this.over.append(this.here, this.diamond)
    this.onPointer("pointermove", (x) => this.#hover(x, onHover))
    this.onPointer("pointerleave", () => this.#hover(null, onHover))
    this.diamond.addEventListener("click", onBottleneck)
    this.diamond.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      onBottleneck()
    })
  }

  /**
   * @param {number | null} x px
   * @param {(fraction: number | null) => void} onHover
   */
  #hover(x, onHover) {
    if (x === null || !this.path) {
      if (this.#hovered) onHover(null)
      this.#hovered = false
      this.hideTip()
      this.unmark()
      return
    }
    const fraction = (x - this.left) / (this.right - this.left), length = fraction * this.#length(this.path)
    const energy = this.#energy(this.path, length)
    this.#hovered = true
    onHover(fraction)
    this.mark(length, energy)
    this.showTip(x, [["along the path", `${length.toFixed(2)} Å`], ["energy", `${energy.toFixed(3)} eV`]])
  }

  /**
   * Put the dot where the pointer is on the path in the viewer, or take it away.
   * @param {number | null} fraction
   */
  markAt(fraction) {
    if (fraction === null || !this.path) { this.unmark(); return }
    const length = fraction * this.#length(this.path)
    this.mark(length, this.#energy(this.path, length))
  }

  /** @param {PathProfile} path */
  #length({lengths}) { return lengths[lengths.length - 1] }

  /**
   * @param {PathProfile} path
   * @param {number} length along it, Å
   */
  #energy({lengths, energies}, length) {
    let i = 1
    while (i < lengths.length - 1 && lengths[i] < length) i++
    const w = (length - lengths[i - 1]) / ((lengths[i] - lengths[i - 1]) || 1)
    return energies[i - 1] + Math.min(1, Math.max(0, w)) * (energies[i] - energies[i - 1])
  }

  /**
   * Put the dot on the line.
   * @param {number} length Å
   * @param {number} energy eV
   */
  mark(length, energy) { setAttributes(this.here, {visibility: "visible", cx: this.x(length), cy: this.y(energy)}) }

  /** Take the dot away. */
  unmark() { this.here.setAttribute("visibility", "hidden") }

  /** @param {PathProfile | null} path */
  setPath(path) {
    this.path = path
    this.unmark()
    if (path) this.diamond.setAttribute("aria-label", `Bottleneck, ${path.bottleneck.energy.toFixed(3)} electronvolts: fly there and light up its neighbours`)
    if (this.width) this.draw()
  }

  /** @param {number} length Å */
  x(length) { return this.left + (this.path ? length / this.#length(this.path) : 0) * (this.right - this.left) }

  /** @param {number} energy eV */
  y(energy) { return this.bottom - energy / this.#high * (this.bottom - this.top) }

  draw() {
    if (!this.path) return
    const {lengths, energies, bottleneck} = this.path
    this.#high = Math.max(0.05, 1.2 * bottleneck.energy)
    this.drawAxes(roundTicks(this.#length(this.path), 5), roundTicks(this.#high, 4))
    const line = lineOf(lengths, energies, (v) => this.x(v), (v) => this.y(v))
    this.line.setAttribute("d", line)
    this.bright.setAttribute("d", line)
    this.area.setAttribute("d", `${line}L${this.right} ${this.bottom}L${this.left} ${this.bottom}Z`)
    this.diamond.setAttribute("transform", `translate(${this.x(lengths[bottleneck.index])} ${this.y(bottleneck.energy)})`)
    this.setLevel(this.level)
  }

  /**
   * Where an ion stops that may not rise above the level.
   * @param {number} level eV
   */
  setLevel(level) {
    this.level = level
    if (!this.width || !this.path) return
    const {lengths, energies} = this.path
    const y = Math.max(this.top - 4, this.y(level))
    setAttributes(this.limit, {x1: this.left, x2: this.right, y1: y, y2: y})
    const stop = energies.findIndex((energy) => energy > level)
    let end = this.#length(this.path)
    if (stop === 0) end = 0
    else if (stop > 0) end = lengths[stop - 1] + (lengths[stop] - lengths[stop - 1]) * (level - energies[stop - 1]) / (energies[stop] - energies[stop - 1])
    setAttributes(this.reach, {x: 0, width: this.x(end)})
  }
}
