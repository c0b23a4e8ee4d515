import js from "@eslint/js"
import globals from "globals"

export default [
  {ignores: ["**/bundle.js"]},
  js.configs.recommended,
  {
    languageOptions: {globals: globals.browser},
    rules: {eqeqeq: "error", "no-var": "error", "prefer-const": "error", "no-shadow": ["error", {builtinGlobals: false}]},
  },
  {files: ["**/*.config.js", "**/test/**"], languageOptions: {globals: globals.node}},
]
