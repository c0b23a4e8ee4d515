// Colours of the viewer: the palette of page and figures.
import palette from "../../../presentation/palette.json"

/** @typedef {typeof palette.light & {dark: boolean}} Theme */

const LIGHT = {...palette.light, dark: false}
const DARK = {...palette.dark, dark: true}

/**
 * @param {boolean} dark
 * @returns {Theme}
 */
export const theme = (dark) => dark ? DARK : LIGHT
