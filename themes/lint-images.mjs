/** Lints the Dockerfiles of the repository, and those and the YAML in its documentation. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { parseAllDocuments } from "yaml";

const images = "../docker";
const pages = "../docs";
const fence = /^( *)```(dockerfile|yaml)\n(.*?)^\1```/gms;

const files = (folder) =>
  existsSync(folder) ? readdirSync(folder, { recursive: true }).map((name) => join(folder, name)) : [];
const read = (file) => readFileSync(file, "utf8");
const dockerfileErrors = (text) => validate(text).map(({ message }) => message);
const yamlErrors = (text) => parseAllDocuments(text).flatMap(({ errors }) => errors.map(({ message }) => message));
const errorsIn = { dockerfile: dockerfileErrors, yaml: yamlErrors };

const blocks = (page) =>
  [...read(page).matchAll(fence)].map(([, , language, text], index) => ({
    name: `${page}, block ${index + 1} of Dockerfile or YAML`,
    errors: errorsIn[language](text),
  }));

// The sources may come without these folders, as in a build of an image.
const dockerfiles = files(images).filter((file) => file.endsWith("Dockerfile"));
const composed = files(images).filter((file) => file.endsWith(".yaml"));
const findings = [
  ...dockerfiles.map((name) => ({ name, errors: dockerfileErrors(read(name)) })),
  ...composed.map((name) => ({ name, errors: yamlErrors(read(name)) })),
  ...files(pages)
    .filter((file) => file.endsWith(".md"))
    .flatMap(blocks),
].filter(({ errors }) => errors.length > 0);
for (const { name, errors } of findings) {
  console.error(`${name}: ${errors.join("; ")}`);
}
process.exitCode = findings.length === 0 ? 0 : 1;
