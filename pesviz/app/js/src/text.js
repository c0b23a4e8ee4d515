// Labels inside the picture, so that they are in its PNG too.
import * as THREE from "three"

const FONT = '"Inter", "Roboto", "Helvetica Neue", Arial, sans-serif'
const SCALE = 64

/**
 * A label that always faces the viewer.
 * @param {string} text
 * @param {{height?: number, color?: string, halo?: string, italic?: boolean, weight?: number, onTop?: boolean}} options
 *   `height` in Å (or in the units of its scene)
 */
export function label(text, {height = 0.5, color = "#222", halo = "#fff", italic = false, weight = 600, onTop = false} = {}) {
  const canvas = document.createElement("canvas")
  const context = context2d(canvas)
  const font = `${italic ? "italic " : ""}${weight} ${SCALE}px ${FONT}`
  context.font = font
  const width = Math.ceil(context.measureText(text).width) + 28, tall = Math.ceil(SCALE * 1.4)
  canvas.width = width
  canvas.height = tall
  context.font = font
  context.textBaseline = "middle"
  context.textAlign = "center"
  context.lineJoin = "round"
  context.lineWidth = 12
  context.strokeStyle = halo
  context.strokeText(text, width / 2, tall / 2)
  context.fillStyle = color
  context.fillText(text, width / 2, tall / 2)
  const texture = new THREE.CanvasTexture(canvas)
  texture.generateMipmaps = true
  texture.minFilter = THREE.LinearMipmapLinearFilter
  const material = new THREE.SpriteMaterial({map: texture, transparent: true, depthTest: !onTop, depthWrite: false})
  const sprite = new THREE.Sprite(material)
  sprite.scale.set(height * width / tall, height, 1)
  sprite.renderOrder = 20
  return sprite
}

/**
 * The context of a canvas to draw on.
 * @param {HTMLCanvasElement} canvas
 */
export function context2d(canvas) {
  const context = canvas.getContext("2d")
  if (!context) throw new Error("this browser cannot draw on a canvas")
  return context
}

/**
 * Free everything a group holds on the GPU and empty it.
 * @param {THREE.Object3D} group
 */
export function clear(group) {
  group.traverse((node) => {
    if (!(node instanceof THREE.Mesh || node instanceof THREE.Line || node instanceof THREE.Sprite)) return
    node.geometry.dispose()
    for (const material of [node.material].flat()) {
      material.map?.dispose()
      material.dispose()
    }
    if (node instanceof THREE.InstancedMesh) node.dispose()
  })
  group.clear()
}
