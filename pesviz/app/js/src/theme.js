// Colours of the viewer: the palette of page and figures, and the map of energies.
import palette from "../../../presentation/palette.json"

/** @typedef {typeof palette.light & {dark: boolean}} Theme */

const LIGHT = {...palette.light, dark: false}
const DARK = {...palette.dark, dark: true}

/**
 * @param {boolean} dark
 * @returns {Theme}
 */
export const theme = (dark) => dark ? DARK : LIGHT

/** Ten colours of viridis, from low energies to high ones. */
export const VIRIDIS = ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"]
/** The same as the background of a scale. */
export const GRADIENT = `linear-gradient(90deg, ${VIRIDIS.join(", ")})`
