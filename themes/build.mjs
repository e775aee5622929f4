/**
 * Builds the themes into a folder: `node build.mjs --keycloak VERSION --content STOCK_CONTENT_JSON --out FOLDER`.
 *
 * Repeats only what is necessary: it installs packages if the lock file is newer than the installation, and does the
 * rest if any input has changed since the last build.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { keycloak, content, out } = parseArgs({
  options: { keycloak: { type: "string" }, content: { type: "string" }, out: { type: "string" } },
}).values;

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const run = (what, ...command) => {
  console.log(`${what} ...`);
  // On Windows, npm is a script that only a shell can start.
  const { status, stdout, stderr } = spawnSync(command.join(" "), { shell: true, encoding: "utf8" });
  if (status !== 0) {
    fail(`${stdout}${stderr}Building the themes failed at: ${command.join(" ")}`);
  }
};

const requireSameVersion = () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  for (const [path, { version }] of Object.entries(packages)) {
    if (/^node_modules\/@keycloak\/keycloak-(account-ui|admin-ui|ui-shared)$/.test(path) && version !== keycloak) {
      fail(
        `The themes are built from ${path.slice("node_modules/".length)} ${version}, but Keycloak is ${keycloak}: ` +
          "set keycloak.version in pom.xml and the versions in themes/*/package.json alike.",
      );
    }
  }
};

const install = () => {
  const installed = "node_modules/.package-lock.json";
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync("package-lock.json").mtimeMs) {
    run("Installing packages", "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
  }
};

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "target" && name !== "node_modules")
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });

const fingerprint = () => {
  const hash = createHash("sha256").update(keycloak);
  for (const file of [...filesIn(".").sort(), content]) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex");
};

/** The stock menu of this version of Keycloak with our entry. */
const menu = () => {
  const items = JSON.parse(readFileSync(content, "utf8"));
  const group = items.find(({ label }) => label === "accountSecurity");
  if (!group) {
    fail(`The account console of Keycloak ${keycloak} has no menu group 'accountSecurity' to put 'API tokens' into.`);
  }
  group.children.push({ label: "apiTokens", path: "account-security/api-tokens" });
  return JSON.stringify(items, null, 2);
};

/** A package that a bundle contains, with what its licence demands to be said. */
const notice = (folder) => {
  const { name, version, license, author, homepage } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  const by = typeof author === "string" ? author : author?.name;
  const facts = [`${name} ${version}`, `Licence: ${license}`, by && `By: ${by}`, homepage];
  return [facts.filter(Boolean).join("\n"), ...texts].join("\n\n");
};

const notices = () => {
  const listed = types.flatMap((type) => JSON.parse(readFileSync(join(type, "target", packages), "utf8")));
  if (listed.length === 0) {
    fail("No package is in the bundles: the notices would be empty.");
  }
  const separator = `\n\n${"-".repeat(80)}\n\n`;
  const all = [...new Set(listed.map(notice))].sort();
  return ["The consoles in this jar contain these packages.", ...all].join(separator) + "\n";
};

requireSameVersion();
install();

const resourcesOf = (type) => join(out, "theme/api-tokens", type, "resources");
const types = ["account", "admin"];
const packages = ".vite/packages.json";
const stamp = join(out, "..", "themes.sha256");
const current = fingerprint();
if (
  !types.every((type) => existsSync(resourcesOf(type))) ||
  !existsSync(stamp) ||
  readFileSync(stamp, "utf8") !== current
) {
  run("Checking the format", "npm", "run", "--silent", "format:check");
  run("Linting", "npm", "run", "--silent", "lint");
  run("Bundling", "npm", "run", "--silent", "build", "--workspaces", "--if-present");
  for (const type of types) {
    rmSync(resourcesOf(type), { recursive: true, force: true });
    cpSync(join(type, "target"), resourcesOf(type), { recursive: true });
    rmSync(join(resourcesOf(type), packages));
  }
  mkdirSync(join(out, "META-INF"), { recursive: true });
  writeFileSync(join(out, "META-INF/THIRD-PARTY.txt"), notices());
  writeFileSync(join(resourcesOf("account"), "content.json"), menu());
  writeFileSync(stamp, current);
}
