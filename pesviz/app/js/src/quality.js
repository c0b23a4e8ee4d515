// How fine to draw while something moves: adapts to the time that frames really take, so that a GPU shows full quality.

/**
 * From finest to coarsest: level of detail of the grid, pixels per CSS pixel (relative to the screen's), and whether only
 * the near side of the surface is drawn (one pass over its triangles in place of three: they are what software is slow at).
 */
const STEPS = [
  {lod: 0, ratio: 1, lean: false},
  {lod: 0, ratio: 0.66, lean: false},
  {lod: 1, ratio: 0.66, lean: true},
  {lod: 1, ratio: 0.5, lean: true},
  {lod: 2, ratio: 0.4, lean: true},
]
const TOO_SLOW = 34 // ms a frame
const FAST = 14

export class Quality {
  /** @param {boolean} software whether there is no GPU */
  constructor(software) {
    this.step = software ? 3 : 0
    this.best = 0 // finest step that is not known to be too slow
    this.slow = 0
    this.fast = 0
  }

  get current() { return STEPS[this.step] }

  /** Another field or another size: what was too slow may be fast now. */
  forget() { this.best = 0 }

  /**
   * Learn from a frame that was drawn while something moved.
   * @param {number} ms from its start until the GPU had finished
   */
  learn(ms) {
    if (ms > TOO_SLOW) {
      this.fast = 0
      if (++this.slow >= 2 && this.step < STEPS.length - 1) {
        this.best = Math.max(this.best, ++this.step)
        this.slow = 0
      }
    } else {
      this.slow = 0
      this.fast = ms < FAST ? this.fast + 1 : 0
      if (this.fast >= 8 && this.step > this.best) {
        this.step--
        this.fast = 0
      }
    }
  }
}
