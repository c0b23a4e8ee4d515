// What the charts share: axes, ticks, lines, a size that follows the container.
import {html, setAttributes, svg} from "../dom.js"

/** @typedef {(v: number) => number} Scale a value in pixels */

/**
 * Round numbers, about `count` of them, that cover 0 to `end`.
 * @param {number} end
 * @param {number} count
 */
export function roundTicks(end, count) {
  const rough = end / count, power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough * 0.999) ?? 10 * power
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  return Array.from({length: Math.floor(end / step + 1e-9) + 1}, (_, n) => ({value: n * step, text: n ? (n * step).toFixed(digits) : "0"}))
}

/**
 * Points of a line as the `d` of a path; gaps where a value is null or not above `floor`.
 * @param {number[]} xs
 * @param {(number | null)[]} ys
 * @param {Scale} x
 * @param {Scale} y
 * @param {number} floor
 */
export function lineOf(xs, ys, x, y, floor = -Infinity) {
  let d = "", pen = "M"
  for (let i = 0; i < xs.length; i++) {
    const value = ys[i]
    if (value === null || !(value > floor)) { pen = "M"; continue }
    d += `${pen}${x(xs[i]).toFixed(1)} ${y(value).toFixed(1)}`
    pen = "L"
  }
  return d
}

const MARGIN = {top: 8, right: 12, bottom: 34, left: 60}
let charts = 0

/** An empty chart: axes, a plot area with its clip, a tooltip. A subclass draws and answers the pointer. */
export class Chart {
  width = 0
  // the plot's area, px
  left = 0
  right = 0
  top = 0
  bottom = 0

  /**
   * @param {HTMLElement} el
   * @param {{name: string, height: number, xTitle: string, yTitle: string}} options
   */
  constructor(el, {name, height, xTitle, yTitle}) {
    this.el = el
    this.height = height
    this.clip = `clip-${++charts}`
    this.svg = svg("svg", {class: "chart", role: "group", "aria-label": name, height})
    this.axes = svg("g", {class: "axes"})
    this.plot = svg("g", {"clip-path": `url(#${this.clip})`})
    this.over = svg("g")
    this.box = svg("rect")
    this.titles = [svg("text", {class: "title", "text-anchor": "middle"}, xTitle), svg("text", {class: "title", "text-anchor": "middle"}, yTitle)]
    this.tip = html("div", {class: "tip", hidden: ""})
    this.svg.append(svg("clipPath", {id: this.clip}, this.box), this.axes, ...this.titles, this.plot, this.over)
    el.append(this.svg, this.tip)
    new ResizeObserver(() => this.#resize()).observe(el)
  }

  #resize() {
    const width = this.el.clientWidth
    if (!width || width === this.width) return
    this.width = width
    setAttributes(this.svg, {width})
    this.left = MARGIN.left
    this.right = width - MARGIN.right
    this.top = MARGIN.top
    this.bottom = this.height - MARGIN.bottom
    setAttributes(this.box, {x: this.left, y: this.top - 4, width: this.right - this.left, height: this.bottom - this.top + 4})
    const middle = (this.top + this.bottom) / 2
    const [x, y] = this.titles
    setAttributes(x, {x: (this.left + this.right) / 2, y: this.height - 4})
    y.setAttribute("transform", `translate(11 ${middle}) rotate(-90)`)
    this.draw()
  }

  /** Draw the data; a subclass does. */
  draw() {}

  /** @type {Scale} */
  x(value) { return value }

  /** @type {Scale} */
  y(value) { return value }

  /**
   * Grid lines and numbers.
   * @param {{value: number, text: string}[]} xTicks
   * @param {{value: number, text: string}[]} yTicks
   */
  drawAxes(xTicks, yTicks) {
    const {left, right, top, bottom} = this
    this.axes.replaceChildren(
      ...xTicks.flatMap(({value, text}) => {
        const x = this.x(value)
        return [svg("line", {x1: x, x2: x, y1: top, y2: bottom}), svg("text", {x, y: bottom + 14, "text-anchor": "middle"}, text)]
      }),
      ...yTicks.flatMap(({value, text}) => {
        const y = this.y(value)
        return [svg("line", {x1: left, x2: right, y1: y, y2: y}), svg("text", {x: left - 6, y: y + 4, "text-anchor": "end"}, text)]
      }),
    )
  }

  /**
   * Call back with the pointer's abscissa (in pixels) over the plot, and with null when it leaves.
   * @param {"pointerdown" | "pointermove" | "pointerup" | "pointercancel" | "pointerleave"} type
   * @param {(x: number | null, event: PointerEvent) => void} listener
   */
  onPointer(type, listener) {
    this.svg.addEventListener(type, (event) => {
      const x = event.clientX - this.svg.getBoundingClientRect().left
      const gone = type === "pointerleave" || x < this.left - 4 || x > this.right + 4
      listener(gone ? null : Math.min(this.right, Math.max(this.left, x)), event)
    })
  }

  /**
   * @param {number} x px
   * @param {string[][]} rows name and value
   */
  showTip(x, rows) {
    this.tip.replaceChildren(...rows.map(([name, value]) => html("div", {}, html("span", {}, name), html("b", {}, value))))
    this.tip.hidden = false
    const wide = this.tip.offsetWidth
    this.tip.style.left = `${x + 12 + wide < this.width ? x + 12 : Math.max(0, x - 12 - wide)}px`
    this.tip.style.top = `${this.bottom - this.tip.offsetHeight - 6}px`
  }

  hideTip() { this.tip.hidden = true }
}
