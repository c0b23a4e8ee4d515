// The threshold's line on a slice: contoured in the browser, so that it follows every movement of the slider.

/**
 * The lines over a figure, and the rectangle that clips them.
 * @param {any} view
 */
export function lines(view) {
  let box = view.shadow_el.querySelector(".pv-lines")
  if (!box) {
    const svg = (/** @type {string} */ tag) => document.createElementNS("http://www.w3.org/2000/svg", tag)
    const clip = svg("clipPath")
    box = svg("svg")
    box.setAttribute("class", "pv-lines")
    box.setAttribute("aria-hidden", "true")
    box.style.cssText = "position:absolute;inset:0;width:100%;height:100%;pointer-events:none"
    clip.id = "pv-frame"
    clip.append(svg("rect"))
    box.append(clip)
    for (const [name, style] of [["pv-halo", "stroke:var(--pv-paper);stroke-width:5;opacity:.9"],
      ["pv-level", "stroke:var(--pv-ink);stroke-width:2.2"]]) {
      const line = svg("path")
      line.setAttribute("class", name)
      line.setAttribute("clip-path", "url(#pv-frame)")
      line.style.cssText = `fill:none;stroke-linejoin:round;${style}`
      box.append(line)
    }
    view.shadow_el.append(box)
  }
  return box
}

/**
 * Marching squares, linear along the edges; a saddle is split by the mean of its corners.
 * @param {ArrayLike<number>} pixels row by row
 * @param {number} nx
 * @param {number} ny
 * @param {number} level
 * @param {(i: number) => string} px screen coordinate of a column
 * @param {(j: number) => string} py screen coordinate of a row
 */
export function contour(pixels, nx, ny, level, px, py) {
  let d = ""
  for (let j = 0; j < ny - 1; j++) for (let i = 0; i < nx - 1; i++) {
    const o = j * nx + i
    const [a, b, c, e] = [pixels[o], pixels[o + 1], pixels[o + nx + 1], pixels[o + nx]]
    const code = Number(a < level) + 2 * Number(b < level) + 4 * Number(c < level) + 8 * Number(e < level)
    if (code === 0 || code === 15) continue
    const cross = (/** @type {number} */ p, /** @type {number} */ q) => (level - p) / (q - p)
    const side = [() => `${px(i + cross(a, b))} ${py(j)}`, () => `${px(i + 1)} ${py(j + cross(b, c))}`,
      () => `${px(i + cross(e, c))} ${py(j + 1)}`, () => `${px(i)} ${py(j + cross(a, e))}`]
    const draw = (/** @type {number} */ p, /** @type {number} */ q) => { d += `M${side[p]()}L${side[q]()}` }
    if (code === 5 || code === 10) {
      const joined = ((a + b + c + e) / 4 < level) === (code === 5)
      if (joined) { draw(0, 1); draw(2, 3) } else { draw(0, 3); draw(1, 2) }
    } else {
      const below = [code & 1, code >> 1 & 1, code >> 2 & 1, code >> 3 & 1]
      const cut = [0, 1, 2, 3].filter((n) => below[n] !== below[(n + 1) % 4])
      draw(cut[0], cut[1])
    }
  }
  return d
}

/**
 * Draw the threshold's line over the image of a slice.
 * @param {any} figure
 * @param {any} source of the image
 * @param {number} start threshold before the first movement, eV
 */
export function trace(figure, source, start) {
  const view = window.Bokeh.index.find_one(figure)
  if (!view?.shadow_el?.isConnected || !view.frame.bbox.width) return
  const level = figure.pesviz_level ?? figure.tags.find((/** @type {any} */ tag) => typeof tag === "number") ?? start
  const box = lines(view)
  const {left, top, width, height} = view.frame.bbox
  const rect = box.querySelector("rect")
  for (const [name, value] of Object.entries({x: left, y: top, width, height})) rect.setAttribute(name, value)
  const {image, x, y, dw, dh} = source.data
  let d = ""
  if (image.length && image[0].shape?.[0] > 1) {
    const [ny, nx] = image[0].shape
    const {x_scale, y_scale} = view.frame
    if (!Number.isFinite(x_scale.compute(x[0]))) return // not laid out yet
    const middle = (/** @type {any} */ scale, /** @type {number} */ from, /** @type {number} */ size, /** @type {number} */ n,
      /** @type {number} */ i) => scale.compute(from + (i + 0.5) * size / n)
    const [ox, fx] = [0, nx - 1].map((i) => middle(x_scale, x[0], dw[0], nx, i))
    const [oy, fy] = [0, ny - 1].map((j) => middle(y_scale, y[0], dh[0], ny, j))
    d = contour(image[0], nx, ny, level, (i) => (ox + i * (fx - ox) / (nx - 1)).toFixed(1),
      (j) => (oy + j * (fy - oy) / (ny - 1)).toFixed(1))
  }
  for (const line of box.querySelectorAll("path")) line.setAttribute("d", d)
}
