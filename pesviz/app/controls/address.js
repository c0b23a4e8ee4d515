// Writes the state into the address bar without adding to the history.
const short = (value) => typeof value === "number" ? Number(value.toFixed(3)) : Array.isArray(value) ? value.map(short) : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, short(v)])) : value

function render({model, el}) {
  let timer = 0
  const write = () => {
    const query = new URLSearchParams(Object.entries(model.query))
    if (!query.size) return
    query.set("t", Number(model.level.toFixed(3)))
    if (Object.keys(model.camera || {}).length) query.set("camera", JSON.stringify(short(model.camera)))
    const search = `?${query}`
    if (search !== location.search) history.replaceState(history.state, "", `${location.pathname}${search}`)
  }
  const later = () => { clearTimeout(timer); timer = setTimeout(write, 400) }
  model.on(["query", "level", "camera"], later)
  model.on("remove", () => clearTimeout(timer))
  el.style.display = "none"
  if (window.innerWidth < 700) model.narrow = true
  // The page follows the system's colours until a person chooses; the choice is remembered in this browser.
  let remembered = null
  try { remembered = localStorage.getItem("pesviz-scheme") } catch { /* storage may be forbidden */ }
  const wanted = remembered || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")
  model.on("scheme", () => { try { localStorage.setItem("pesviz-scheme", model.scheme) } catch { /* as above */ } })
  model.wanted = wanted
  later()
}

export default {Address: {render}}
