/** Fails the lint if files or folders import each other in a circle, by types as well. */
export default {
  forbidden: [
    { name: "no-circular-files", severity: "error", from: {}, to: { circular: true } },
    { name: "no-circular-folders", severity: "error", scope: "folder", from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
  },
};
