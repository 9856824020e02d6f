"""How the page looks: JupyterLab's colours where they are known, others elsewhere."""

STYLE = """<style>
.registres-trace { container-type: inline-size; color: var(--jp-ui-font-color1, inherit);
  border: 1px solid var(--jp-border-color1, #bdbdbd); border-radius: 4px; padding: 0.6em 1em; margin: 0.3em 0;
  line-height: 1.45; }
.registres-trace p { margin: 0.3em 0; }
.registres-trace .rt-title { font-weight: bold; }
.registres-trace ol.rt-steps.rt-steps { list-style: none; counter-reset: etape;
  margin: 0 0 0.6em; padding: 0; }
.registres-trace ol.rt-steps.rt-steps > li, .registres-trace .rt-head { display: grid; margin: 0;
  grid-template-columns: minmax(0, 11fr) minmax(0, 10fr); column-gap: 1.5em; align-items: center; }
.registres-trace .rt-names { display: flex; font-weight: bold; }
.registres-trace .rt-names span { flex: 1 1 0; min-width: 0; text-align: center; overflow-wrap: anywhere;
  padding: 0.2em; border: 1px solid var(--jp-border-color1, #bdbdbd); border-radius: 4px; margin: 0 0.3em;
  font-size: 0.9em; }
.registres-trace .rt-ladder { position: relative; padding: 0.5em 0; align-self: stretch; display: flex;
  flex-direction: column; justify-content: center;
  font-family: var(--jp-code-font-family, monospace); font-size: 0.85em; line-height: 1.3; }
.registres-trace .rt-ladder i { position: absolute; top: 0; bottom: 0; width: 0;
  border-left: 2px solid var(--jp-border-color1, #bdbdbd); }
.registres-trace .rt-arrow { position: relative; box-sizing: border-box; text-align: center;
  overflow-wrap: anywhere; padding: 0.1em 0.9em; border-bottom: 2px solid var(--rt-colour);
  --rt-colour: var(--jp-ui-font-color2, #616161); }
.registres-trace .rt-arrow span { background: var(--jp-layout-color0, Canvas); }
.registres-trace .rt-arrow::after { content: ""; position: absolute; right: -1px; bottom: -6px; width: 0;
  height: 0; border: 5px solid transparent; border-right: 0; border-left: 8px solid var(--rt-colour); }
.registres-trace .rt-back { border-bottom-style: dashed; }
.registres-trace .rt-back::after { right: auto; left: -1px; border: 5px solid transparent; border-left: 0;
  border-right: 8px solid var(--rt-colour); }
.registres-trace .rt-fine { --rt-colour: var(--jp-success-color1, #388e3c); }
.registres-trace .rt-asks { --rt-colour: var(--jp-warn-color1, #b26a00); }
.registres-trace .rt-refused, .registres-trace .rt-broken { --rt-colour: var(--jp-error-color1, #d32f2f); }
.registres-trace .rt-cut { border-bottom-style: dotted; }
.registres-trace .rt-cut::after, .registres-trace .rt-broken::after { content: none; }
.registres-trace .rt-broken { border-bottom: 0; font-weight: bold; }
.registres-trace .rt-sentence { counter-increment: etape; padding: 0.5em 0 0.5em 2.2em; position: relative; }
.registres-trace .rt-sentence::before { content: counter(etape) "."; position: absolute; left: 0;
  font-weight: bold; }
.registres-trace .rt-request { font-family: var(--jp-code-font-family, monospace); }
.registres-trace .rt-request, .registres-trace .rt-quote { font-size: 0.85em; overflow-wrap: anywhere;
  color: var(--jp-ui-font-color1, inherit); }
.registres-trace details { margin-top: 0.4em; }
.registres-trace summary { cursor: pointer; }
.registres-trace summary:focus-visible { outline: 3px solid var(--jp-brand-color1, #1976d2);
  outline-offset: 2px; }
@container (max-width: 44em) {
  .registres-trace .rt-arrow { padding: 0.1em 0.2em; }
  .registres-trace ol.rt-steps.rt-steps > li, .registres-trace .rt-head {
    grid-template-columns: minmax(0, 1fr); }
  .registres-trace .rt-sentence { border-bottom: 1px solid var(--jp-border-color2, #e0e0e0);
    padding-bottom: 0.8em; }
}
</style>"""
