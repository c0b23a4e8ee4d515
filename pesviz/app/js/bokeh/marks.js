// Marks over a figure of Bokeh that follow the threshold without painting the figure again.

/**
 * The view of a figure that is on the page, and an element over it for marks; null where it is not laid out.
 * @param {any} figure
 */
export function over(figure) {
  const view = window.Bokeh.index.find_one(figure)
  if (!view?.shadow_el?.isConnected || !view.frame.bbox.width) return null
  let box = view.shadow_el.querySelector(".pv-marks")
  if (!box) {
    box = document.createElement("div")
    box.className = "pv-marks"
    box.setAttribute("aria-hidden", "true")
    box.style.cssText = "position:absolute;inset:0;overflow:hidden;pointer-events:none;contain:strict"
    view.shadow_el.append(box)
  }
  return {frame: view.frame, box}
}

/**
 * The threshold that a figure shows, eV: the slider's last, else the one that Python set, else the first.
 * @param {any} figure
 * @param {number} start eV
 */
export function levelOf(figure, start) {
  return figure.pesviz_level ?? figure.tags.find((/** @type {unknown} */ tag) => typeof tag === "number") ?? start
}

/**
 * Put a mark at a place of the box.
 * @param {HTMLElement} box
 * @param {string} name
 * @param {number} x px
 * @param {number} y px
 * @param {string} style
 */
export function put(box, name, x, y, style) {
  let mark = /** @type {HTMLElement | null} */ (box.querySelector(`.${name}`))
  if (!mark) {
    mark = document.createElement("div")
    mark.className = name
    box.append(mark)
  }
  mark.style.cssText = `position:absolute;left:0;top:0;will-change:transform;transform:translate(${x}px,${y}px);${style}`
}

/**
 * The value of a curve, linear between its points; NaN where it has none.
 * @param {ArrayLike<number>} x ascending
 * @param {ArrayLike<number>} y
 * @param {number} at
 */
export function interpolate(x, y, at) {
  if (!x.length) return NaN
  let lo = 0
  let hi = x.length - 1
  const t = Math.min(x[hi], Math.max(x[0], at))
  while (hi - lo > 1) {
    const mid = (lo + hi) >> 1
    if (x[mid] <= t) lo = mid
    else hi = mid
  }
  const w = hi > lo ? (t - x[lo]) / (x[hi] - x[lo]) : 0
  return w < 1e-6 ? y[lo] : y[lo] + w * (y[hi] - y[lo])
}

/**
 * An upright line at the threshold, and dots on the curves of the free volumes, exact or predicted.
 * @param {any} figure
 * @param {number} start eV
 * @param {any} curves source of the exact curves
 * @param {any} estimates source of the predicted ones
 */
export function placeOnCurves(figure, start, curves, estimates) {
  const place = over(figure)
  if (!place) return
  const {frame, box} = place
  const level = levelOf(figure, start)
  const {top, right, bottom, height} = frame.bbox
  const x = frame.x_scale.compute(level)
  put(box, "line", Math.min(right, x) - 0.8, top, `width:1.6px;height:${height}px;background:var(--pv-ink)`)
  for (const name of ["disconnected", "connected"]) {
    const [exact, predicted] = [curves, estimates].map(({data}) => interpolate(data.threshold, data[`fv_${name}`], level))
    const y = frame.y_scale.compute(Number.isFinite(exact) ? exact : predicted)
    const seen = x <= right + 1 && y >= top - 1 && y <= bottom + 1 ? "visible" : "hidden"
    put(box, name, x - 5, y - 5, `box-sizing:border-box;width:10px;height:10px;border-radius:50%;visibility:${seen};` +
      `border:1.5px solid var(--pv-paper);background:var(--pv-${name})`)
  }
}

/**
 * Grow the axis of the thresholds in steps of 0.5 eV where the threshold would leave it.
 * @param {any} range
 * @param {number} level eV
 */
export function growAxis(range, level) {
  range.setv({end: Math.max(range.tags[0] ?? 0, Math.ceil(2.06 * level) / 2)}, {sync: false})
}

/**
 * A level line at the threshold, over a profile of energies.
 * @param {any} figure
 * @param {number} start eV
 */
export function placeOnProfile(figure, start) {
  const place = over(figure)
  if (!place) return
  const {left, top, bottom, width} = place.frame.bbox
  const y = Math.max(top, Math.min(bottom, place.frame.y_scale.compute(levelOf(figure, start))))
  put(place.box, "line", left, y - 0.7, `height:1.4px;width:${width}px;background:var(--pv-ink)`)
}

/**
 * A dot at a place on the profile of a path; none where the place is null.
 * @param {any} figure
 * @param {any} profile its source
 * @param {number | null | undefined} fraction of the path's length
 */
export function placeOnPath(figure, profile, fraction) {
  const place = over(figure)
  if (!place) return
  const {length, energy} = profile.data
  if (fraction === null || fraction === undefined || length.length < 2) {
    put(place.box, "pv-here", 0, 0, "visibility:hidden")
    return
  }
  const at = fraction * length[length.length - 1]
  const [x, y] = [place.frame.x_scale.compute(at), place.frame.y_scale.compute(interpolate(length, energy, at))]
  put(place.box, "pv-here", x - 6, y - 6, "box-sizing:border-box;width:12px;height:12px;border-radius:50%;" +
    "border:1.5px solid var(--pv-paper);background:var(--pv-ink)")
}

/**
 * Show in the viewer where on the path the pointer is.
 * @param {any} range the axis along the path
 * @param {number} x Å
 */
export function pointAtPath(range, x) {
  const viewer = range.document.get_model_by_name("Viewer")
  if (viewer && x >= 0 && x <= range.end) viewer.data.setv({marker: x / range.end}, {sync: false})
}
