// The fit interval of the page Dynamics: a slider below the figure, a band in it.

/**
 * Move bands to the ends of a slider while it is dragged; the server hears of it when it is released.
 * @param {{value?: [number, number], data?: {value: [number, number]}}} slider
 * @param {{setv: (values: {left: number, right: number}, options: {sync: boolean}) => void}[]} bands
 */
export function follow(slider, bands) {
  const [low, high] = slider.data?.value ?? slider.value ?? [0, 1]
  for (const band of bands) band.setv({left: Math.max(low, 1e-3), right: high}, {sync: false}) // a logarithm's axis
}
