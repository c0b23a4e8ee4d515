// What Python sends to the viewer. Vectors are lists of three numbers, cells lists of three rows (Å).

/** An atom, as `pesviz.presentation.scene.scene_of` describes it. */
export interface Atom {
  index: number
  symbol: string
  fractional: number[]
  /** Å */
  radius: number
  colour: string
  mobile: boolean
}

export interface LegendEntry {
  symbol: string
  name: string
  colour: string
  mobile: boolean
}

/** A crystal, as `scene_of` describes it. */
export interface CrystalScene {
  cell: number[][]
  atoms: Atom[]
  /** Two atoms, and the shift of the second along each axis. */
  bonds?: number[][]
  legend?: LegendEntry[]
  formula?: string
}

/** A path through the cell. */
export interface PathData {
  /** Fractional, unwrapped. */
  points?: number[][]
  /** eV */
  energies?: number[]
  /** Dim it beyond the first point above the level; on by default. */
  follow?: boolean
}

export interface PlaneData {
  /** Fractional corners of a convex polygon, in order. */
  corners?: number[][]
}

/** Atoms to light up around a point. */
export interface Surroundings {
  point?: number[]
  /** Index, then fractional coordinates of the image. */
  atoms?: number[][]
}

export interface CameraState {
  /** Fractional. */
  target: number[]
  direction: number[]
  up: number[]
  /** Å */
  distance: number
}

/** A grid of samples from face to face of the region shown (the last plane repeats the first), first axis fastest. */
export interface GridData {
  data: Uint16Array | Float32Array
  nx: number
  ny: number
  nz: number
}

/** Options of a scene. */
export interface Options {
  /** What `pack_field` packs. */
  blob: ArrayBuffer | Uint8Array | null
  scene: CrystalScene | null
  /** eV */
  level: number
  cells: number
  opacity: number
  /** "" for that of the theme. */
  colour: string
  colourBy: "plain" | "energy" | "region"
  caps: boolean
  dark: boolean
  showAtoms: boolean
  showBonds: boolean
  showCell: boolean
  showLegend: boolean
  path: PathData
  plane: PlaneData
  /** Fraction of the path's length. */
  marker: number | null
  highlight: number[]
  surroundings: Surroundings
  camera: CameraState | null
  /** Pixels at the top, right, bottom and left that other things lie over. */
  padding: number[]
}

// The data of a stand-alone page (pesviz/export/html.py).

/** Free volumes on the axis of thresholds; null where they are not known. */
export interface Curves {
  thresholds: number[]
  connected: (number | null)[]
  disconnected: (number | null)[]
  connected_estimate?: (number | null)[]
  disconnected_estimate?: (number | null)[]
}

/** A part of a plane, Cartesian, Å: axes are unit vectors, `origin` its middle, `outline` a cell of the plane in its axes. */
export interface Plane {
  name: string
  /** What its x axis runs along. */
  x_name: string
  x: number[]
  y: number[]
  normal: number[]
  origin: number[]
  /** Width and height. */
  size: number[]
  outline: number[][]
}

/** A lattice plane that can be shifted. */
export interface LatticePlane extends Omit<Plane, "origin"> {
  /** Its origin at offset 0. */
  middle: number[]
  /** Interplanar distance. */
  spacing: number
}

export interface PathProfile {
  /** Fractional. */
  points: number[][]
  /** Energies at `points`, eV. */
  tube: number[]
  /** Lengths along the path, Å, and energies there, eV. */
  lengths: number[]
  energies: number[]
  bottleneck: {index: number, energy: number, surroundings: Surroundings & {point: number[]}}
  /** A sentence about it, HTML. */
  text: string
}

export interface IonPaths {
  /** null for all ions together. */
  ion: number | null
  percolation: {dim: number, energy: number | null, directions: string}[]
  path: PathProfile | null
  no_path: string
  hops: {label: string, path: PathProfile}[]
}

export interface Tick {
  value: number
  label: string
  title?: string
  key?: string
}

export interface Result {
  format: number
  name: string
  title: string
  subtitle: string
  provenance: string
  version: string
  logo: string
  mobile: string
  ions: string[]
  /** Ions that can be chosen. */
  offered: number[]
  level: number
  /** End of the slider, eV. */
  end: number
  /** Energy up to which the landscape is exact; null: everywhere. */
  limit: number | null
  predicted: boolean
  terms: Record<string, string>
  scene: CrystalScene
  ticks: Tick[]
  summary: object
  curves: Curves
  mpe: number | null
  mpe_estimate: number | null
  paths: IonPaths[]
  planes: LatticePlane[]
  /** Upper end of the colour scale of slices, eV. */
  scale: number
  warnings: string[]
  fields: {kind: string, ion: number | null, data: string}[]
}
