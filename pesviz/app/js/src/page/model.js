// The dashboard's own controls (pesviz/app/controls) without Panel: a model that tells its listeners of changes.

/**
 * Make a model of values.
 * @template {Record<string, any>} T
 * @param {T} values
 */
export function modelOf(values) {
  /** @type {Map<string, ((value: any) => void)[]>} */
  const listeners = new Map()
  const model = {
    /**
     * Call a function with the new value when one of some changes.
     * @param {string | string[]} names
     * @param {(value: any) => void} listener
     */
    on(names, listener) {
      for (const name of [names].flat()) listeners.set(name, [...(listeners.get(name) ?? []), listener])
    },

    /**
     * As Bokeh models are changed in the dashboard.
     * @param {Partial<T>} changes
     */
    setv(changes) { Object.assign(this, changes) },
  }
  for (const [name, first] of Object.entries(values)) {
    let value = first
    Object.defineProperty(model, name, {
      enumerable: true,
      get: () => value,
      set: (next) => {
        if (Object.is(next, value)) return
        value = next
        for (const listener of listeners.get(name) ?? []) listener(next)
      },
    })
  }
  return /** @type {typeof model & T} */ (model)
}

/**
 * Draw a control of the dashboard into an element, behind a shadow root with its own style sheet.
 * @template M
 * @param {HTMLElement} host
 * @param {(panel: {model: M, data: M, el: HTMLElement}) => void} render
 * @param {string} css
 * @param {M} model
 */
export function mount(host, render, css, model) {
  const root = host.attachShadow({mode: "open"})
  const style = document.createElement("style")
  style.textContent = css
  const el = document.createElement("div")
  root.append(style, el)
  render({model, data: model, el})
}
