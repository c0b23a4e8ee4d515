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
