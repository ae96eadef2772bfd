// Launcher tiles for the desk. A Module Federation container by hand: JupyterLab calls `init` with what it shares, then
// `get("./extension")` for the plugin. No build step, no dependency.
(() => {
  const NAME = "supporthub_ext";
  const FOLDER = "support-desk"; // where the notebooks are copied to, when they are not there yet
  const TILES = [
    { notebook: "triage.ipynb", label: "Support desk", caption: "Which ticket needs you first, and why" },
    { notebook: "rotation.ipynb", label: "Support rotation", caption: "Who is on support, who is next, swaps and cover" },
  ];
  const ICON =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="none" class="jp-icon3" stroke="#616161" ' +
    'stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M4 13v-1a8 8 0 0 1 16 0v1"/>' +
    '<rect x="2.5" y="13" width="4.5" height="6.5" rx="1.5"/><rect x="17" y="13" width="4.5" height="6.5" rx="1.5"/>' +
    '<path d="M19.5 19.5c0 1.600-2 2.500-5 2.500"/></g></svg>';
  const SANDBOX = ["allow-scripts", "allow-same-origin", "allow-forms", "allow-popups", "allow-popups-to-escape-sandbox"];

  let shared = {};

  // A module that JupyterLab shares, or null: Voila and others share less.
  const borrow = async (name) => {
    const versions = Object.values(shared[name] ?? {});
    return versions.length ? (await versions[0].get())() : null;
  };

  // Answer where a notebook of ours is; copy it from what was installed when nobody has it yet.
  const find = async (app, notebook) => {
    const { contents, serverSettings } = app.serviceManager;
    const there = async (folder) => (await contents.get(folder).catch(() => ({ content: [] }))).content;
    if ((await there("")).some((file) => file.name === notebook)) return notebook;
    const path = `${FOLDER}/${notebook}`;
    if ((await there("")).some((file) => file.name === FOLDER)) {
      if ((await there(FOLDER)).some((file) => file.name === notebook)) return path;
    } else {
      await contents.save(FOLDER, { type: "directory" });
    }
    const address = `${serverSettings.baseUrl}lab/extensions/${NAME}/static/notebooks/${notebook}`;
    const content = await (await fetch(address)).json();
    await contents.save(path, { type: "notebook", format: "json", content });
    return path;
  };

  // Open the notebook and run it: who presses the tile wants to see the desk.
  const open = async (app, notebook) => {
    const path = await find(app, notebook);
    const widget = await app.commands.execute("docmanager:open", { path, factory: "Notebook" });
    await widget.context.ready;
    await widget.sessionContext.ready;
    app.shell.activateById(widget.id);
    await app.commands.execute("notebook:run-all-cells");
  };

  // The same desk as a page of Voila, in a tab of its own: no cells, and a kernel that ends with the tab.
  const pageTile = (app, components, icon) => {
    const [notebook, label, caption] = ["triage.ipynb", "Support desk page", "The desk alone, without cells"];
    let page = null;
    const show = async () => {
      if (!page || page.isDisposed) {
        page = new components.IFrame({ sandbox: SANDBOX });
        page.id = `${NAME}-page`;
        Object.assign(page.title, { label: "Support desk", caption, icon, closable: true });
        const theme = document.body.dataset.jpThemeLight === "false" ? "dark" : "light";
        const path = encodeURIComponent(await find(app, notebook)).replaceAll("%2F", "/");
        page.url = `${app.serviceManager.serverSettings.baseUrl}voila/render/${path}?theme=${theme}`;
        app.shell.add(page, "main");
      }
      app.shell.activateById(page.id);
    };
    return { name: "page", label, caption, icon, execute: show };
  };

  const hasVoila = () => {
    const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
    return config.federated_extensions?.some(({ name }) => name.startsWith("@voila-dashboards/"));
  };

  const addTiles = (app, launcher, components) => {
    const icon = components && new components.LabIcon({ name: `${NAME}:desk`, svgstr: ICON });
    const tiles = TILES.map((tile) => ({ ...tile, name: tile.notebook, icon, execute: () => open(app, tile.notebook) }));
    if (components && hasVoila()) tiles.push(pageTile(app, components, icon));
    for (const [rank, { name, label, caption, execute }] of tiles.entries()) {
      app.commands.addCommand(`${NAME}:${name}`, { label, caption, icon, execute });
      launcher?.add({ command: `${NAME}:${name}`, category: "Support", rank });
    }
  };

  const plugin = async () => {
    const [launcher, components] = await Promise.all([borrow("@jupyterlab/launcher"), borrow("@jupyterlab/ui-components")]);
    return {
      id: `${NAME}:tiles`,
      description: "Launcher tiles that open the support desk",
      autoStart: true,
      optional: launcher ? [launcher.ILauncher] : [],
      activate: (app, there) => addTiles(app, there, components),
    };
  };

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB[NAME] = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const found = await plugin();
      return () => ({ __esModule: true, default: found });
    },
  };
})();
