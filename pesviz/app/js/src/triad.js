// The axes triad in the corner: directions of a, b and c, turning with the camera.
import * as THREE from "three"
import {sharedUniforms, solidMaterial} from "./shading.js"
import {clear, label} from "./text.js"

const SIZE = 92 // CSS pixels

/** @import {TrackballCamera} from "./camera.js" */
/** @import {Theme} from "./theme.js" */

export class Triad {
  constructor() {
    this.scene = new THREE.Scene()
    this.camera = new THREE.OrthographicCamera(-1.5, 1.5, 1.5, -1.5, 0.1, 20)
    this.shared = sharedUniforms()
  }

  /**
   * @param {THREE.Matrix4} matrix fractional to Cartesian
   * @param {Theme} theme
   */
  build(matrix, theme) {
    clear(this.scene)
    const e = matrix.elements
    const axes = [0, 4, 8].map((i) => new THREE.Vector3(e[i], e[i + 1], e[i + 2]))
    const longest = Math.max(...axes.map((v) => v.length()))
    for (const [i, axis] of axes.entries()) {
      // lengths hint at the cell's shape without hiding a short axis
      const length = 0.72 + 0.28 * axis.length() / longest
      const turn = new THREE.Quaternion().setFromUnitVectors(new THREE.Vector3(0, 1, 0), axis.clone().normalize())
      const material = solidMaterial(this.shared, {color: theme.axes[i], gloss: 0.2})
      const shaft = new THREE.Mesh(new THREE.CylinderGeometry(0.055, 0.055, length - 0.25, 14).translate(0, (length - 0.25) / 2, 0), material)
      const tip = new THREE.Mesh(new THREE.ConeGeometry(0.13, 0.3, 18).translate(0, length - 0.13, 0), material)
      shaft.quaternion.copy(turn)
      tip.quaternion.copy(turn)
      const text = label("abc"[i], {height: 0.46, italic: true, color: theme.axes[i], halo: theme.paper, onTop: true})
      text.position.copy(axis).normalize().multiplyScalar(length + 0.26)
      this.scene.add(shaft, tip, text)
    }
    this.scene.add(new THREE.Mesh(new THREE.SphereGeometry(0.09, 16, 12), solidMaterial(this.shared, {color: theme.edge})))
  }

  /**
   * @param {THREE.WebGLRenderer} renderer
   * @param {TrackballCamera} view
   * @param {number} height of the picture, CSS pixels
   */
  render(renderer, view, height) {
    this.camera.position.copy(view.direction).multiplyScalar(8)
    this.camera.up.copy(view.up)
    this.camera.lookAt(0, 0, 0)
    const size = Math.min(SIZE, height * 0.3)
    renderer.setViewport(6, 6, size, size)
    renderer.setScissor(6, 6, size, size)
    renderer.setScissorTest(true)
    renderer.autoClear = false
    renderer.clearDepth()
    renderer.render(this.scene, this.camera)
    renderer.autoClear = true
    renderer.setScissorTest(false)
  }

  dispose() { clear(this.scene) }
}
