"""The quiz's looks, in JupyterLab's own colours so that both themes suit it."""

from __future__ import annotations

STYLE = """<style>
.registres-quiz { border: 1px solid var(--jp-border-color1, #bdbdbd); border-radius: 4px;
  padding: 0.6em 1em; margin: 0.3em 0; color: var(--jp-ui-font-color1, inherit); }
.registres-quiz .widget-vbox, .registres-quiz .widget-hbox { overflow: visible; }
.registres-quiz .widget-html, .registres-quiz .widget-html-content { min-width: 0; max-width: 100%; }
.registres-quiz .widget-html-content { line-height: 1.5; white-space: normal; overflow-wrap: anywhere; }
.registres-quiz code { background: none; color: inherit; }
.registres-quiz p { margin: 0.3em 0; }
.registres-question { border-top: 1px solid var(--jp-border-color2, #e0e0e0);
  padding: 0.8em 0 0.4em; margin-top: 0.4em; }
.registres-question .widget-radio, .registres-question .widget-checkbox, .registres-question .widget-text {
  width: auto; height: auto; max-width: 100%; }
.registres-question .widget-radio-box { margin: 0 !important; }
.registres-question .widget-radio-box label, .registres-question .widget-checkbox label {
  display: flex; align-items: flex-start; gap: 0.6em; height: auto; width: auto; padding: 0.2em 0;
  line-height: 1.5; white-space: normal; overflow-wrap: anywhere; text-align: left; color: inherit; }
.registres-question .widget-radio-box label { flex-direction: row-reverse; justify-content: flex-end; }
.registres-question .widget-radio-box input, .registres-question .widget-checkbox input {
  flex: none; float: none; width: 16px; height: 16px; line-height: 1; margin: 0.15em 0 0; }
.registres-question .registres-code label { font-family: var(--jp-code-font-family, monospace); }
.registres-question .widget-text > label { width: auto; color: inherit; }
.registres-question .widget-text > input { font-family: var(--jp-code-font-family, monospace);
  min-width: 8em; max-width: 40em; }
.registres-etapes > .widget-hbox { align-items: center; flex-wrap: wrap; gap: 0.2em; }
.registres-etapes > .widget-hbox > .widget-html { flex: 1 1 18em; }
.registres-etapes button { flex: none; width: auto; min-width: 8em; }
.registres-reponse { border-left: 4px solid transparent; padding-left: 0.8em; }
.registres-quiz .jupyter-button:focus-visible:enabled, .registres-quiz input:focus-visible {
  outline: 3px solid var(--jp-brand-color1, #1976d2); outline-offset: 2px; }
</style>"""
