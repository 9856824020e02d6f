"""How the explorer looks: JupyterLab's colours where they are known, others elsewhere."""

from __future__ import annotations

STYLE = """<style>
.registres-explorateur { border: 1px solid var(--jp-border-color1, #bdbdbd); border-radius: 4px;
  padding: 0.6em 1em; margin: 0.3em 0; color: var(--jp-ui-font-color1, inherit); }
.registres-explorateur .widget-html, .registres-explorateur .widget-html-content {
  min-width: 0; max-width: 100%; }
.registres-explorateur .widget-html-content { line-height: 1.5; white-space: normal; }
.registres-explorateur .widget-hbox { flex-wrap: wrap; gap: 0.5em; overflow: visible; }
.registres-explorateur .widget-text { flex: 1 1 16em; width: auto; }
.registres-explorateur .widget-text > label, .registres-explorateur .widget-select > label {
  width: auto; text-align: left; color: inherit; }
.registres-explorateur .widget-select { flex: 1 1 16em; width: auto; flex-direction: column; height: auto;
  min-width: 0; }
.registres-explorateur .widget-select > select { width: 100%; min-height: 10em; }
.registres-explorateur .jupyter-button:focus-visible:enabled, .registres-explorateur select:focus-visible,
.registres-explorateur input:focus-visible, .registres-explorateur summary:focus-visible,
.registres-explorateur .registres-region:focus-visible {
  outline: 3px solid var(--jp-brand-color1, #1976d2); outline-offset: 2px; }
.registres-explorateur .registres-region { max-height: 20em; overflow: auto; }
.registres-explorateur table { border-collapse: collapse; margin: 0.3em 0; }
.registres-explorateur caption { text-align: left; font-weight: bold; padding: 0.2em 0;
  color: var(--jp-ui-font-color1, inherit); }
.registres-explorateur th, .registres-explorateur td { text-align: left; vertical-align: top;
  padding: 0.2em 0.8em 0.2em 0; border-bottom: 1px solid var(--jp-border-color2, #e0e0e0); }
.registres-explorateur th[scope="row"] { font-weight: normal; }
.registres-explorateur dl { display: grid; grid-template-columns: max-content 1fr;
  gap: 0.1em 1em; margin: 0.3em 0; }
.registres-explorateur dt { font-weight: bold; float: none; width: auto; padding: 0; margin: 0; }
.registres-explorateur dd { margin: 0; padding: 0; overflow-wrap: anywhere; }
.registres-explorateur dd ul { margin: 0; padding: 0; list-style: none; }
.registres-explorateur code { background: none; color: inherit; overflow-wrap: anywhere; }
.registres-rangee { display: flex; flex-wrap: wrap; gap: 0.2em 0.8em; margin: 0.2em 0; align-items: center; }
.registres-nom { flex: 0 0 14em; overflow-wrap: anywhere; }
.registres-place { flex: 1 1 16em; min-width: 0; }
.registres-cases { display: flex; flex-wrap: wrap; gap: 2px; }
.registres-couche { min-width: 2.2em; flex-basis: 0; text-align: center; overflow: hidden; padding: 0.1em 0;
  border: 2px solid var(--jp-ui-font-color1, #212121); color: var(--jp-ui-font-color1, #212121);
  background: var(--jp-layout-color1, #ffffff); box-sizing: border-box; }
.registres-partagee { border-style: dashed; font-weight: bold;
  background-image: repeating-linear-gradient(135deg, transparent 0 8px,
  var(--jp-border-color2, #e0e0e0) 8px 11px); }
@media (max-width: 60em) { .registres-explorateur dl { grid-template-columns: 1fr; } }
</style>"""
