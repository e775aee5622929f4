import react from "@vitejs/plugin-react-swc";
import { defineConfig, type Manifest, type Plugin } from "vite";

/** Keycloak's template expects file names in the imports of the manifest; Vite writes the keys of its entries. */
const importsByFile = (): Plugin => ({
  name: "manifest-imports-by-file",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const asset = bundle[".vite/manifest.json"];
      if (asset.type !== "asset") {
        return;
      }
      const manifest = JSON.parse(asset.source.toString()) as Manifest;
      for (const chunk of Object.values(manifest)) {
        chunk.imports = chunk.imports?.map((key) => manifest[key].file);
      }
      asset.source = JSON.stringify(manifest, null, 2);
    },
  },
});

/** Lists the folders of the packages in the bundle: build.mjs puts their licences into the jar. */
const packages = (): Plugin => ({
  name: "packages",
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
    const folders = modules.flatMap(
      (id) => /.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replace("\0", ""))?.[0] ?? [],
    );
    this.emitFile({
      type: "asset",
      fileName: ".vite/packages.json",
      source: JSON.stringify([...new Set(folders)]),
    });
  },
});

export default defineConfig({
  plugins: [react(), importsByFile(), packages()],
  base: "",
  build: {
    outDir: "target",
    manifest: true,
    target: "esnext",
    rollupOptions: {
      input: "src/main.tsx",
      // The import map of the page has React.
      external: ["react", "react/jsx-runtime", "react-dom"],
    },
    chunkSizeWarningLimit: 3000,
  },
});
