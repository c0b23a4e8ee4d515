// Writes the state into the address bar without adding to the history.

/**
 * A value with its numbers rounded to three decimals.
 * @param {unknown} value
 * @returns {unknown}
 */
function short(value) {
  if (typeof value === "number") return Number(value.toFixed(3))
  if (Array.isArray(value)) return value.map(short)
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, short(part)]))
  return value
}

/**
 * @typedef {object} Model parameters of pesviz.app.controls.address.Address
 * @property {Record<string, string>} query
 * @property {number} level eV
 * @property {Record<string, unknown> | null} camera
 * @property {boolean} narrow
 * @property {string} preferred
 * @property {string} scheme
 * @property {(names: string | string[], listener: () => void) => void} on
 */

/** @param {{model: Model, el: HTMLElement, view: {model: {document?: {is_idle: boolean}}}}} panel */
function render({model, el, view}) {
  let timer = 0
  const write = () => {
    const query = new URLSearchParams(Object.entries(model.query))
    if (!query.size) return
    query.set("t", String(Number(model.level.toFixed(3))))
    if (Object.keys(model.camera || {}).length) query.set("camera", JSON.stringify(short(model.camera)))
    const search = `?${query}`
    if (search !== location.search) history.replaceState(history.state, "", `${location.pathname}${search}`)
  }
  const later = () => { clearTimeout(timer); timer = setTimeout(write, 400) }
  model.on(["query", "level", "camera"], later)
  model.on("remove", () => clearTimeout(timer))
  el.style.display = "none"
  // The page follows the system's colours until a person chooses; a cookie tells the server the next time.
  const remembered = document.cookie.match(/(?:^|; )pesviz-scheme=(dark|light)/)?.[1]
  const preferred = remembered || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")
  model.on("scheme", () => { document.cookie = `pesviz-scheme=${model.scheme}; path=/; max-age=31536000; SameSite=Strict` })
  // The page's React state listens only after its first effects have run: wait until the document is idle.
  let opening = 0
  const open = () => {
    if (!view.model.document?.is_idle) { opening = setTimeout(open, 50); return }
    opening = setTimeout(() => { if (window.innerWidth < 700) model.narrow = true; model.preferred = preferred }, 150)
  }
  open()
  model.on("remove", () => clearTimeout(opening))
  later()
}

export default {Address: {render}}
