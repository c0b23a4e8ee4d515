// Numbers on axes, in hover texts and in tables.

/**
 * A fraction as a percentage, for the ticks of an axis.
 * @param {number} fraction
 */
export function percent(fraction) {
  const value = 100 * fraction
  return `${value >= 1 ? value.toFixed(0) : value.toPrecision(1)} %`
}

/**
 * Scientific notation with one decimal, as HTML: 3.2·10<sup>−4</sup>.
 * @param {number} value
 */
export function scientific(value) {
  return value.toExponential(1).replace(/e([+-])?(\d+)/, (_, sign, digits) => `·10<sup>${sign === "-" ? "−" : ""}${digits}</sup>`)
}

/**
 * An energy on a slice; above `limit` it is predicted or beyond the colour scale.
 * @param {number} value eV
 * @param {number} limit eV
 * @param {boolean} predicted
 */
export function energy(value, limit, predicted) {
  if (!(value > limit)) return `${value.toFixed(3)} eV`
  return predicted ? `≈ ${value.toFixed(2)} eV (predicted)` : `> ${limit} eV`
}

/**
 * A conductivity, as HTML; "<" before an upper bound.
 * @param {number} value S/cm
 * @param {unknown} bound whether it is an upper bound: true, false or not known
 */
export function conductivity(value, bound) {
  return `${bound === true ? "&lt; " : ""}${scientific(value)}`
}

/**
 * A formula with subscripts, as HTML.
 * @param {string} escaped the formula, safe in HTML
 */
export function formula(escaped) {
  return escaped.replace(/(\d+(?:\.\d+)?)/g, "<sub>$1</sub>")
}

/**
 * A time span in the largest sensible units.
 * @param {number} seconds
 */
export function duration(seconds) {
  if (seconds < 90) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`
  return seconds < 5400 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`
}

/**
 * A share of the cell in per cent, as HTML, without the sign.
 * @param {number} fraction
 */
export function share(fraction) {
  if (fraction === 0) return "0"
  return fraction < 1e-5 ? "&lt;0.001" : (100 * fraction).toPrecision(fraction < 1e-4 ? 1 : 3)
}
