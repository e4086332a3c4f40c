// Makes target/packages/*.tgz for npm: `tactful`, and `tactful-PLATFORM` with the program of the release build, or of $TACTFUL_BINARY for the platform
// that is named as an argument (`darwin-arm64`).
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"];

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, "../../..");
const out = join(repository, "target/packages");
const platform = process.argv[2] ?? `${process.platform}-${process.arch}`;
if (!PLATFORMS.includes(platform)) throw new Error(`${platform} is none of ${PLATFORMS.join(", ")}`);

const main = JSON.parse(readFileSync(join(here, "tactful/package.json"), "utf8"));
const version = readFileSync(join(repository, "Cargo.toml"), "utf8").match(/^version = "(.+)"$/m)[1];

function pack(name, manifest, fill) {
  const folder = join(out, "npm", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2) + "\n");
  for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(join(repository, licence), join(folder, licence));
  copyFileSync(join(repository, "README.md"), join(folder, "README.md"));
  fill(folder);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["pack", "--silent", "--pack-destination", out], { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
}

pack("tactful", { ...main, version, optionalDependencies: Object.fromEntries(PLATFORMS.map((name) => [`tactful-${name}`, version])) }, (folder) => {
  cpSync(join(here, "tactful/bin"), join(folder, "bin"), { recursive: true });
  chmodSync(join(folder, "bin/tactful.js"), 0o755);
});

const [os, cpu] = platform.split("-");
const { description, license } = main;
const manifest = { name: `tactful-${platform}`, version, description: `${description} (the program for ${platform})`, license, os: [os], cpu: [cpu], files: ["bin/", "LICENSE-*"] };
pack(manifest.name, manifest, (folder) => {
  const name = os === "win32" ? "tactful.exe" : "tactful";
  const program = join(folder, "bin", name);
  copyFileSync(process.env.TACTFUL_BINARY ?? join(repository, "target/release", name), program);
  chmodSync(program, 0o755);
});
