// A path as a tube coloured by energy, dimmed beyond the first point that the level does not reach, with a marker on it.
import * as THREE from "three"
import {solidMaterial, pathMaterial} from "./shading.js"
import {clear} from "./text.js"

const RADIUS = 0.13
const SIDES = 12
const FINE = 4 // points drawn per point given
const THROUGH = 0.3 // opacity with which the path shows through atoms
const REACH = 0.3 // Å from the path at which the pointer is on it

/** @import {Shared} from "./shading.js" */
/** @import {Theme} from "./theme.js" */
/** @import {PathData} from "./types.js" */

export class PathView {
  /** @type {THREE.CatmullRomCurve3 | null} */
  curve = null
  /** @type {THREE.ShaderMaterial | null} */
  material = null
  /** Length along the path at each point given, Å. */
  lengths = [0]
  /** @type {number[]} */
  energies = []
  follow = false

  /** @param {Shared} shared */
  constructor(shared) {
    this.shared = shared
    this.group = new THREE.Group()
    this.tube = new THREE.Group()
    this.marker = new THREE.Group()
    this.group.add(this.tube, this.marker)
    this.marker.visible = false
  }

  /**
   * @param {PathData} path empty hides it
   * @param {THREE.Matrix4} matrix fractional to Cartesian
   * @param {Theme} theme
   */
  build(path, matrix, theme) {
    clear(this.tube)
    clear(this.marker)
    this.curve = null
    if (!path?.points || path.points.length < 2) return
    const raw = path.points.map((p) => new THREE.Vector3().fromArray(p).applyMatrix4(matrix))
    const energies = path.energies ?? raw.map(() => 0)
    // grid steps are smoothed for display only; the ends stay
    let smooth = raw.map((p) => p.clone())
    for (let pass = 0; pass < 4; pass++) {
      smooth = smooth.map((p, i) => i === 0 || i === smooth.length - 1 ? p
        : p.clone().multiplyScalar(0.5).addScaledVector(smooth[i - 1], 0.25).addScaledVector(smooth[i + 1], 0.25))
    }
    const curve = new THREE.CatmullRomCurve3(smooth, false, "centripetal")
    const n = (raw.length - 1) * FINE
    const points = [], tangents = []
    for (let i = 0; i <= n; i++) {
      points.push(curve.getPoint(i / n))
      tangents.push(curve.getTangent(i / n))
    }
    this.curve = curve
    // fraction of the length given → parameter of the curve
    this.lengths = [0]
    for (let i = 1; i < raw.length; i++) this.lengths.push(this.lengths[i - 1] + raw[i].distanceTo(raw[i - 1]))
    this.energies = energies
    const geometry = this.#tubeGeometry(points, tangents, energies), material = pathMaterial(this.shared)
    material.uniforms.energySpan.value = Math.max(1e-3, ...energies)
    material.uniforms.grey.value.set(theme.dim)
    this.material = material
    this.follow = path.follow !== false && Boolean(path.energies)
    const ghost = new THREE.Mesh(geometry, pathMaterial(this.shared, {like: material, alpha: THROUGH}))
    ghost.renderOrder = 20
    this.tube.add(new THREE.Mesh(geometry, material), ghost)
    const ends = [points[0], points[n]].map((p) => {
      const cap = new THREE.Mesh(new THREE.SphereGeometry(RADIUS * 1.5, 20, 14), solidMaterial(this.shared, {color: theme.ink, gloss: 0.2}))
      cap.position.copy(p)
      return cap
    })
    this.tube.add(...ends)
    const ring = new THREE.Mesh(new THREE.SphereGeometry(0.34, 24, 16), solidMaterial(this.shared, {flat: true, side: THREE.BackSide, color: theme.ink}))
    const seen = new THREE.MeshBasicMaterial({color: theme.ink, transparent: true, opacity: THROUGH, depthTest: false, depthWrite: false})
    const through = new THREE.Mesh(new THREE.SphereGeometry(0.27, 28, 18), seen)
    through.renderOrder = 21
    this.marker.add(new THREE.Mesh(new THREE.SphereGeometry(0.27, 28, 18), solidMaterial(this.shared, {color: theme.marker, gloss: 0.5})), ring, through)
  }

  /**
   * @param {THREE.Vector3[]} points
   * @param {THREE.Vector3[]} tangents
   * @param {number[]} energies of the points given, fewer than those of the tube
   */
  #tubeGeometry(points, tangents, energies) {
    const count = points.length
    const positions = new Float32Array(count * SIDES * 3), normals = new Float32Array(count * SIDES * 3)
    const energy = new Float32Array(count * SIDES), reached = new Float32Array(count * SIDES)
    const indices = []
    const normal = new THREE.Vector3(), other = new THREE.Vector3(), out = new THREE.Vector3()
    normal.crossVectors(tangents[0], Math.abs(tangents[0].z) < 0.9 ? new THREE.Vector3(0, 0, 1) : new THREE.Vector3(1, 0, 0)).normalize()
    let highest = -Infinity
    for (let i = 0; i < count; i++) {
      normal.addScaledVector(tangents[i], -normal.dot(tangents[i])).normalize() // parallel transport
      other.crossVectors(tangents[i], normal)
      const at = Math.min(energies.length - 1, i / FINE), low = Math.floor(at), high = Math.min(energies.length - 1, low + 1)
      const e = energies[low] + (energies[high] - energies[low]) * (at - low)
      highest = Math.max(highest, e)
      for (let s = 0; s < SIDES; s++) {
        const angle = 2 * Math.PI * s / SIDES, v = i * SIDES + s
        out.copy(normal).multiplyScalar(Math.cos(angle)).addScaledVector(other, Math.sin(angle))
        out.toArray(normals, 3 * v)
        out.multiplyScalar(RADIUS).add(points[i]).toArray(positions, 3 * v)
        energy[v] = e
        reached[v] = highest
        if (i + 1 < count) {
          const a = v, b = i * SIDES + (s + 1) % SIDES
          indices.push(a, b, a + SIDES, b, b + SIDES, a + SIDES)
        }
      }
    }
    const geometry = new THREE.BufferGeometry()
    geometry.setAttribute("position", new THREE.BufferAttribute(positions, 3))
    geometry.setAttribute("normal", new THREE.BufferAttribute(normals, 3))
    geometry.setAttribute("energy", new THREE.BufferAttribute(energy, 1))
    geometry.setAttribute("reached", new THREE.BufferAttribute(reached, 1))
    geometry.setIndex(indices)
    return geometry
  }

  /** @param {number} level eV */
  setLevel(level) {
    if (this.material) this.material.uniforms.level.value = this.follow ? level : 1e6
  }

  /**
   * Where a ray meets the path: {fraction, length, energy, along (distance from the ray's origin)}, or null.
   * @param {THREE.Ray} ray
   */
  hit(ray) {
    if (!this.curve) return null
    const n = (this.lengths.length - 1) * FINE
    const p = new THREE.Vector3()
    let nearest = Infinity, best = -1, distance = 0
    for (let i = 0; i <= n; i++) {
      this.curve.getPoint(i / n, p)
      p.sub(ray.origin)
      const along = p.dot(ray.direction), reach = Math.max(REACH, along * 0.008)
      const away = p.lengthSq() - along * along
      if (along > 0 && away < reach * reach && away < nearest) { nearest = away; best = i; distance = along }
    }
    if (best < 0) return null
    const low = Math.min(this.lengths.length - 2, Math.floor(best / FINE)), within = best / FINE - low
    const mix = (/** @type {number[]} */ values) => values[low] + within * (values[low + 1] - values[low])
    const length = mix(this.lengths)
    return {fraction: length / this.lengths[this.lengths.length - 1], length, energy: mix(this.energies), along: distance}
  }

  /** @param {number | null | undefined} fraction of the path's length */
  setMarker(fraction) {
    this.marker.visible = typeof fraction === "number" && this.curve !== null
    if (typeof fraction !== "number" || !this.curve) return
    const {lengths} = this, total = lengths[lengths.length - 1], length = Math.min(1, Math.max(0, fraction)) * total
    let i = 1
    while (i < lengths.length - 1 && lengths[i] < length) i++
    const within = (length - lengths[i - 1]) / ((lengths[i] - lengths[i - 1]) || 1)
    this.marker.position.copy(this.curve.getPoint((i - 1 + within) / (lengths.length - 1)))
  }

  dispose() {
    clear(this.tube)
    clear(this.marker)
  }
}
