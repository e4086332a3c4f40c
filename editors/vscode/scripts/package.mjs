// Makes tactful-PLATFORM.vsix, with the program of the release build (or $TACTFUL_BINARY) and the schema that it prints inside.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const extension = join(dirname(fileURLToPath(import.meta.url)), "..");
const repository = join(extension, "../..");
const name = process.platform === "win32" ? "tactful.exe" : "tactful";
const built = process.env.TACTFUL_BINARY ?? join(repository, "target/release", name);
const target = `${process.platform}-${process.arch}`;

for (const folder of ["bin", "schema", "dist"]) {
  rmSync(join(extension, folder), { recursive: true, force: true });
}
mkdirSync(join(extension, "bin"));
mkdirSync(join(extension, "schema"));
const program = join(extension, "bin", name);
copyFileSync(built, program);
chmodSync(program, 0o755);
const schema = execFileSync(program, ["schema"], { encoding: "utf8" });
JSON.parse(schema);
writeFileSync(join(extension, "schema/tactful.schema.json"), schema);
for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) {
  copyFileSync(join(repository, licence), join(extension, licence));
}
// The page of an installed extension shows no picture of the package.
const readme = join(extension, "dist/README.md");
mkdirSync(dirname(readme));
writeFileSync(readme, readFileSync(join(extension, "README.md"), "utf8").replace(/<picture>.*?<\/picture>\n\n/gs, ""));
const vsce = join(extension, "node_modules/@vscode/vsce/vsce");
const words = ["package", "--target", target, "--no-dependencies", "--allow-missing-repository", "--skip-license", "--readme-path", "dist/README.md"];
execFileSync(process.execPath, [vsce, ...words, "--out", join(extension, `tactful-${target}.vsix`)], { cwd: extension, stdio: "inherit" });
