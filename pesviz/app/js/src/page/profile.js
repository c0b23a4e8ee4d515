// Energy along the percolation path: what the threshold reaches is filled; the pointer moves a marker along the path in the viewer.
import {Chart, lineOf, roundTicks, svg} from "./svg.js"

export class ProfileChart extends Chart {
  /**
   * @param {HTMLElement} el
   * @param {{level: number, onHover(fraction: number|null): void, onBottleneck(): void}} options
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
    this.top_ = svg("path", {class: "bottleneck", d: "M0 -8L8 0L0 8L-8 0Z", role: "button", tabindex: 0})
    this.plot.append(this.area, this.line, this.bright, this.limit)
    this.over.append(this.here, this.top_)
    this.onPointer("pointermove", (x) => this.#hover(x, onHover))
    this.onPointer("pointerleave", () => this.#hover(null, onHover))
    this.top_.addEventListener("click", onBottleneck)
    this.top_.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      onBottleneck()
    })
  }

  #hover(x, onHover) {
    if (x === null || !this.path) {
      if (this.hovered) onHover(null)
      this.hovered = false
      this.hideTip()
      this.mark(null)
      return
    }
    const fraction = (x - this.left) / (this.right - this.left), length = fraction * this.path.lengths.at(-1)
    const energy = this.#energy(length)
    this.hovered = true
    onHover(fraction)
    this.mark(length, energy)
    this.showTip(x, [["along the path", `${length.toFixed(2)} Å`], ["energy", `${energy.toFixed(3)} eV`]])
  }

  /** Put the dot where the pointer is on the path in the viewer, or take it away. */
  markAt(fraction) {
    if (fraction === null || !this.path) { this.mark(null); return }
    const length = fraction * this.path.lengths.at(-1)
    this.mark(length, this.#energy(length))
  }

  #energy(length) {
    const {lengths, energies} = this.path
    let i = 1
    while (i < lengths.length - 1 && lengths[i] < length) i++
    const w = (length - lengths[i - 1]) / ((lengths[i] - lengths[i - 1]) || 1)
    return energies[i - 1] + Math.min(1, Math.max(0, w)) * (energies[i] - energies[i - 1])
  }

  /** Put the dot on the line, or take it away. */
  mark(length, energy) {
    this.here.setAttribute("visibility", length === null ? "hidden" : "visible")
    if (length === null) return
    this.here.setAttribute("cx", this.x(length))
    this.here.setAttribute("cy", this.y(energy))
  }

  /** @param {{lengths: number[], energies: number[], bottleneck: {index: number, energy: number}}|null} path */
  setPath(path) {
    this.path = path
    this.mark(null)
    if (path) this.top_.setAttribute("aria-label", `Bottleneck, ${path.bottleneck.energy.toFixed(3)} electronvolts: fly there and light up its neighbours`)
    if (this.width) this.draw()
  }

  x(length) { return this.left + length / this.path.lengths.at(-1) * (this.right - this.left) }

  y(energy) { return this.bottom - energy / this.high * (this.bottom - this.top) }

  draw() {
    if (!this.path) return
    const {lengths, energies, bottleneck} = this.path
    this.high = Math.max(0.05, 1.2 * bottleneck.energy)
    this.drawAxes(roundTicks(lengths.at(-1), 5), roundTicks(this.high, 4))
    const line = lineOf(lengths, energies, (v) => this.x(v), (v) => this.y(v))
    this.line.setAttribute("d", line)
    this.bright.setAttribute("d", line)
    this.area.setAttribute("d", `${line}L${this.right} ${this.bottom}L${this.left} ${this.bottom}Z`)
    this.top_.setAttribute("transform", `translate(${this.x(lengths[bottleneck.index])} ${this.y(bottleneck.energy)})`)
    this.setLevel(this.level)
  }

  /** Where an ion stops that may not rise above the level. */
  setLevel(level) {
    this.level = level
    if (!this.width || !this.path) return
    const {lengths, energies} = this.path
    const y = Math.max(this.top - 4, this.y(level))
    for (const [name, value] of Object.entries({x1: this.left, x2: this.right, y1: y, y2: y})) this.limit.setAttribute(name, value)
    const stop = energies.findIndex((energy) => energy > level)
    let end = lengths.at(-1)
    if (stop === 0) end = 0
    else if (stop > 0) end = lengths[stop - 1] + (lengths[stop] - lengths[stop - 1]) * (level - energies[stop - 1]) / (energies[stop] - energies[stop - 1])
    this.reach.setAttribute("x", 0)
    this.reach.setAttribute("width", this.x(end))
  }
}
