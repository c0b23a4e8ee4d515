// Bokeh's page, which the scripts in ../bokeh run in.
interface Window {
  Bokeh: any
}
