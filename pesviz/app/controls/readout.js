// Free volumes at the threshold and what percolates there, from the curves; no server round trip.
const percent = (f) => {
  if (!(f > 0)) return "0 %"
  const p = 100 * f
  if (p < 0.001) return "< 0.001 %"
  return `${p.toFixed(p >= 100 ? 0 : Math.max(0, Math.min(3, 1 - Math.floor(Math.log10(p)))))} %`
}

// Value of a step-like curve at t, linear between its points.
export function interpolate(x, y, t) {
  if (!x?.length) return NaN
  if (t <= x[0]) return y[0]
  let lo = 0
  let hi = x.length - 1
  if (t >= x[hi]) return y[hi]
  while (hi - lo > 1) { const mid = (lo + hi) >> 1; if (x[mid] <= t) lo = mid; else hi = mid }
  return y[lo] + (y[hi] - y[lo]) * (t - x[lo]) / (x[hi] - x[lo])
}

function render({model, el}) {
  el.innerHTML = `
    <div class="readout" role="group" aria-label="At this threshold">
      <div class="item connected" title="Connected free volume: share of the cell that the ion can reach from its site without rising above the threshold (Eq. 3 with the level map)."><span class="swatch"></span><span class="name">connected</span><output class="number"></output></div>
      <div class="item disconnected" title="Disconnected free volume: share of the cell where the potential energy lies below the threshold, reachable or not (Eq. 3 with the PES)."><span class="swatch"></span><span class="name">disconnected</span><output class="number"></output></div>
      <div class="state" title="Where the region below the threshold crosses the crystal from cell to cell."><span class="dot"></span><output></output></div>
    </div>`
  const [connected, disconnected] = el.querySelectorAll(".number")
  const state = el.querySelector(".state")
  const words = state.querySelector("output")
  const show = () => {
    const {thresholds: x, connected: c, disconnected: d} = model.curve
    const t = model.level
    connected.textContent = x ? percent(interpolate(x, c, t)) : "–"
    disconnected.textContent = x ? percent(interpolate(x, d, t)) : "–"
    let open = null
    for (const p of model.percolation) if (p.energy !== null && p.energy <= t + 1e-9 && (!open || p.dim > open.dim)) open = p
    state.dataset.dim = open ? open.dim : 0
    state.hidden = !x
    const text = !open ? "not connected" : open.dim === 3 ? "connected in 3D" : `connected in ${open.dim}D ${open.directions}`
    if (words.textContent !== text) words.textContent = text
  }
  model.on(["level", "curve", "percolation"], show)
  show()
}

export default {Readout: {render}}
