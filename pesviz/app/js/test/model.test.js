import {expect, test} from "vitest"
import {modelOf} from "../src/page/model.js"

test("listeners hear of the changes of their own values, and of nothing that stays", () => {
  const model = modelOf({level: 0.5, playing: false})
  /** @type {unknown[]} */
  const heard = []
  model.on("level", (value) => heard.push(value))
  model.on(["level", "playing"], (value) => heard.push(`either ${value}`))
  model.level = 0.5
  expect(heard).toEqual([])
  model.level = 0.75
  model.setv({playing: true})
  expect(heard).toEqual([0.75, "either 0.75", "either true"])
  expect([model.level, model.playing]).toEqual([0.75, true])
})
