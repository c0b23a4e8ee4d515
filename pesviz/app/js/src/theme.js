// Colours of the viewer, in light and dark; the same neutral papers and accents as pesviz/app/theme.py.

const LIGHT = {
  dark: false, paper: "#ffffff", ink: "#1c2126", accent: "#0b6fa4", surface: "#2e8fc9", pes: "#dc8f35", other: "#b8bfc6", edge: "#4b545c",
  innerEdge: "#a9b1b8", dim: "#9aa2a9", marker: "#ffffff", axes: ["#c0392b", "#1e8449", "#1f5fbf"],
}
const DARK = {
  dark: true, paper: "#14171a", ink: "#e7eaed", accent: "#56b4e9", surface: "#56b4e9", pes: "#e69f00", other: "#626b74", edge: "#b4bcc4",
  innerEdge: "#535c65", dim: "#6d767e", marker: "#ffffff", axes: ["#ff7b6b", "#5fd38a", "#7fb2ff"],
}

export const theme = (dark) => dark ? DARK : LIGHT
